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
    return { value: NUMBER_AS_KEY.test(text) ? new OrderedReader(text).value() : value };
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

/** Reads a text that is known to be JSON, with the keys of objects in their order. */
class OrderedReader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  value() {
    const opened = this.mark();
    if (opened === "{") return objectOf(this.members("}", () => this.pair()));
    return opened === "[" ? this.members("]", () => this.value()) : this.scalar();
  }

  /** Pass over blanks and the mark behind them, where it is the wanted one, and give it. */
  mark(wanted = "") {
    PUNCTUATION.lastIndex = this.at;
    const [whole, found] = PUNCTUATION.exec(this.text);
    if (wanted !== "" && found !== wanted) return "";
    this.at += whole.length;
    return found;
  }

  members(close, read) {
    const found = [];
    while (!this.mark(close)) {
      found.push(read());
      this.mark(",");
    }
    return found;
  }

  pair() {
    this.mark();
    const key = this.scalar();
    this.mark(":");
    return [key, this.value()];
  }

  scalar() {
    const start = this.at;
    SCALAR.lastIndex = start;
    this.at = this.text[start] === '"' ? endOfString(this.text, start) : start + SCALAR.exec(this.text)[0].length;
    return JSON.parse(this.text.slice(start, this.at));
  }
}
