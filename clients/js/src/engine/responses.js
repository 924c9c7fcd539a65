/** Responses of HTTP clients, recognised by what they hold: fetch, axios, got, superagent, node:http. */

import { isBytes, isData, quiet, statusOf } from "./holding.js";
import { isObject } from "./objects.js";

const STATUSES = ["status", "statusCode", "status_code", "httpStatus"];
const BODIES = ["data", "body", "rawBody", "text"];

/** Say whether a value is a response: it has a status, and it or its headers are of a class. */
export function isResponse(value) {
  if (!isObject(value) || value instanceof Map || value instanceof Error) return false;
  const headers = quiet(value, "headers");
  const isOfClass = !isData(value) || (isObject(headers) && !isData(headers));
  return isOfClass && isObject(headers) && statusIn(value) !== null;
}

/** Give the HTTP status that an object names, or null. */
export function statusIn(thing) {
  const found = STATUSES.map((name) => quiet(thing, name)).filter((value) => typeof value === "number");
  return found.map(statusOf).find((status) => status !== null) ?? null;
}

/** Give the body that an object already holds; streams are not read. */
export function bodyOf(thing) {
  const held = BODIES.map((name) => quiet(thing, name)).filter(
    (value) => typeof value === "string" || isBytes(value) || isData(value),
  );
  const filled = held.find((value) => (isObject(value) ? Object.keys(value).length > 0 : value.length !== 0));
  return filled ?? held[0];
}
