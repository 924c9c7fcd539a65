/** Errors of JavaScript: the response they carry, else what they and their causes say. */

import { decode } from "./decode.js";
import { copied, isData, quiet } from "./holding.js";
import { bodyOf, statusIn } from "./responses.js";
import { head } from "./text.js";

const MOST_LINKS = 64;
const MOST_TOLD = 8;
const SYSTEM_CODE = /^(?:E[A-Z0-9]+|UND_ERR_[A-Z_]+|ERR_[A-Z_]+)$/;
const NOT_TOLD = new Set(["response", "request", "config", "cause", "errors", "stack", "message", "name"]);

/** Say whether a value is an error, of this frame or another. */
export function isError(value) {
  return value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";
}

/** Give what an error tells; `receiveAny` and `receiveResponse` read the body and the response it holds. */
export function receiveError(error, receiveAny, receiveResponse) {
  const links = linked(error);
  const trees = links.slice(0, MOST_TOLD).map((link) => ({ exception: factsOf(link) }));
  for (const link of links) {
    const answered = answerOf(link, receiveAny, receiveResponse);
    if (answered !== null) return { ...answered, trees: [...answered.trees, ...trees] };
  }
  const text = head(links.map((link) => head(told(link))).join("\n"));
  return { trees: [...trees, ...decode(messageOf(error))], failure: { names: [], text } };
}

/** Give an error and what caused it, 64 at most, the nearest first. */
function linked(error) {
  const found = [error];
  for (let at = 0; at < found.length && found.length < MOST_LINKS; at += 1) {
    found.push(...causesOf(found[at]).filter((link) => !found.includes(link)));
  }
  return found.slice(0, MOST_LINKS);
}

/** Give the cause of an error, and its members where it has one or where all have the same code. */
function causesOf(link) {
  const held = quiet(link, "errors");
  const members = Array.isArray(held) ? held.filter(isError).slice(0, MOST_LINKS) : [];
  const codes = new Set(members.map((member) => quiet(member, "code")));
  const agree = members.length === 1 || (codes.size === 1 && !codes.has(null));
  return [quiet(link, "cause"), ...(agree ? members : [])].filter(isError);
}

function answerOf(link, receiveAny, receiveResponse) {
  const response = quiet(link, "response");
  if (response !== null && statusIn(response) !== null) return receiveResponse(response);
  const httpStatus = statusIn(link);
  if (httpStatus === null) return null;
  const body = receiveAny(bodyOf(link)).trees;
  const headers = quiet(link, "headers");
  return {
    trees: body.length > 0 ? body : [attributesOf(link)],
    httpStatus,
    headers: isData(headers) ? mapOf(headers) : null,
  };
}

function mapOf(headers) {
  return new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function factsOf(error) {
  const name = String(quiet(error, "name"));
  return { module: "", classes: [name], text: messageOf(error), args: [], attributes: attributesOf(error) };
}

/** Give the plain properties of an error; a system's code, or one that repeats the HTTP status, is no vendor's. */
function attributesOf(error) {
  const status = statusIn(error);
  const names = Object.keys(error).filter((name) => !NOT_TOLD.has(name));
  const own = names.map((name) => [name, quiet(error, name)]).filter(([, value]) => isKept(value));
  return copied(
    new Map(own.filter(([name, value]) => name !== "code" || !(SYSTEM_CODE.test(value) || value === status))),
  );
}

function isKept(value) {
  return ["string", "number", "boolean"].includes(typeof value) || isData(value);
}

function messageOf(error) {
  const message = quiet(error, "message");
  return typeof message === "string" ? message : "";
}

/** Give what a log would show of an error: its name, its message, and its code where the message lacks it. */
function told(error) {
  const text = `${quiet(error, "name")}: ${messageOf(error)}`;
  const code = quiet(error, "code");
  return typeof code === "string" && !text.includes(code) ? `${text} (${code})` : text;
}
