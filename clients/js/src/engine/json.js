/** JSON within bounds: 64 levels, numbers of less than 400 digits, keys in their order. */

import { objectOf } from "./objects.js";

export const DEEPEST = 64;
const LONG_NUMBER = /[0-9]{400}/;
const NUMBER_AS_KEY = /"(?:[0-9]|\\u003)[^"]*"[\t\n\r ]*:/;
const PUNCTUATION = /[\t\n\r ]*([[\]{}:,]?)/y;
const SCALAR = /[^\t\n\r ,\]}]+/y;

/** Give `{ value }` where `text` is JSON within the bounds, else null. */
export function readJson(text) {
  if (!isWithinBounds(text)) return null;
  try {
    const value = JSON.parse(text);
    return { value: NUMBER_AS_KEY.test(text) ? readInOrder(text) : value };
  } catch {
    return null;
  }
}

/** Give where the JSON string that starts at `start` ends, behind its closing quote or at the end of the text. */
export function endOfString(text, start) {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === quote) return at + 1;
  }
  return text.length;
}

function isWithinBounds(text) {
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at];
    if (mark === '"') {
      if (LONG_NUMBER.test(text.slice(start, at))) return false;
      start = endOfString(text, at);
      at = start - 1;
    } else if (mark === "[" || mark === "{") {
      depth += 1;
      if (depth > DEEPEST) return false;
    } else if (mark === "]" || mark === "}") {
      depth -= 1;
    }
  }
  return !LONG_NUMBER.test(text.slice(start));
}

/** Give the value of a text that is known to be JSON. */
function readInOrder(text) {
  let at = 0;

  function mark(wanted = "") {
    PUNCTUATION.lastIndex = at;
    const [whole, found] = PUNCTUATION.exec(text);
    if (wanted !== "" && found !== wanted) return "";
    at += whole.length;
    return found;
  }

  function scalar() {
    const start = at;
    if (text[at] === '"') {
      at = endOfString(text, at);
    } else {
      SCALAR.lastIndex = at;
      at += SCALAR.exec(text)[0].length;
    }
    return JSON.parse(text.slice(start, at));
  }

  function members(close, read) {
    const found = [];
    while (!mark(close)) {
      found.push(read());
      mark(",");
    }
    return found;
  }

  function pair() {
    mark();
    const key = scalar();
    mark(":");
    return [key, value()];
  }

  function value() {
    const opened = mark();
    if (opened === "{") return objectOf(members("}", pair));
    return opened === "[" ? members("]", value) : scalar();
  }

  return value();
}
