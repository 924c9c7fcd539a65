/** Reading what callers' objects hold, whatever they are. */

import { isObject, keysOf, objectOf } from "./objects.js";
import { scalarText } from "./text.js";

export const NO_HEADERS = new Map();
const MOST_HEADERS = 1000;
const MOST_COPIED = 100_000;
const DEEPEST_COPY = 64;

/** Say whether a value is a list, or an object without a class. */
export function isData(value) {
  if (Array.isArray(value)) return true;
  if (!isObject(value)) return false;
  const kind = Object.getPrototypeOf(value);
  // The second question lets in objects of another frame or worker.
  return kind === null || Object.getPrototypeOf(kind) === null;
}

/** Say whether a value is bytes. */
export function isBytes(value) {
  return ArrayBuffer.isView(value) || value instanceof ArrayBuffer;
}

/** Give a property, or null where it is absent or refuses to be read. */
export function quiet(thing, name) {
  try {
    return thing[name] ?? null;
  } catch {
    return null;
  }
}

/** Give a copy of objects, maps and lists as plain data, 64 levels and 100,000 values at most; errors become null. */
export function copied(value) {
  let left = MOST_COPIED;
  const copy = (inner, depth) => {
    if (typeof inner !== "object" || inner === null) return typeof inner === "function" ? null : inner;
    left -= 1;
    if (depth > DEEPEST_COPY || left < 0 || isBytes(inner)) return null;
    try {
      if (Array.isArray(inner)) return Array.from(inner, (item) => copy(item, depth + 1));
      const names = inner instanceof Map ? [...inner.keys()] : Object.keys(inner);
      const read = (name) => (inner instanceof Map ? inner.get(name) : quiet(inner, name));
      return objectOf(names.map((name) => [String(name), copy(read(name), depth + 1)]));
    } catch {
      return null; // a stranger's proxy may throw anything
    }
  };
  return copy(value, 0);
}

/** Give an HTTP status as a number from 100 to 599, or null. */
export function statusOf(value) {
  const status = typeof value === "string" && /^[0-9]{3}$/.test(value) ? Number(value) : value;
  return Number.isInteger(status) && status >= 100 && status <= 599 ? status : null;
}

/** Give headers as a map of small names to texts; of a header that the client did not join the first counts. */
export function headersOf(headers) {
  if (headers === null || headers === undefined) return NO_HEADERS;
  try {
    const found = new Map();
    let count = 0;
    for (const pair of pairsOf(headers)) {
      if (count === MOST_HEADERS) break;
      count += 1;
      if (!Array.isArray(pair) || pair.length !== 2) return NO_HEADERS;
      const [name, value] = pair;
      const small = (headerText(name) ?? "").toLowerCase();
      const text = headerText(Array.isArray(value) && value.length > 0 ? value[0] : value);
      if (text !== null && !found.has(small)) found.set(small, text);
    }
    return found;
  } catch {
    return NO_HEADERS;
  }
}

function pairsOf(headers) {
  if (Array.isArray(headers)) return headers;
  if (!isObject(headers)) return headers === "" ? [] : [null];
  if (!isData(headers) && typeof headers.entries === "function") return headers.entries();
  return keysOf(headers).map((name) => [name, headers[name]]);
}

function headerText(value) {
  return isBytes(value)
    ? new TextDecoder("latin1").decode(value)
    : typeof value === "string"
      ? value
      : scalarText(value);
}
