/** Objects as people paste them: JSON, a Python dump, a Node dump, in one bounded grammar. */

import { endOfString } from "./json.js";
import { objectOf } from "./objects.js";
import { strip } from "./text.js";

const DEEPEST = 64;
const MOST_TOKENS = 20_000;
const SPACE = /[\t-\r ]*/y;
const STRING_START = /[bu]?["'`]/y;
const NUMBER = /-?[0-9]{1,18}(?:\.[0-9]{1,18})?(?:[eE][+-]?[0-9]{1,3})?(?![\w.])/y;
const WORD = /[A-Za-z_$][\w$.-]*/y;
const ESCAPE = /\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[\s\S])/g;
const ESCAPED = new Map(Object.entries({ n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v", 0: "\0" }));
const WORDS = new Map([
  ["true", true],
  ["True", true],
  ["false", false],
  ["False", false],
  ["null", null],
  ["None", null],
  ["undefined", null],
  ["NaN", null],
]);
const CLOSES = { "{": "}", "[": "]", "(": ")" };

class NotALiteralError extends Error {}

/**
 * Give the object or list that starts at `text[start]`, or null where it is not a whole one.
 *
 * Keys may lack quotes and stand as they are written, strings may stand in any of the three quotes, a comma may trail,
 * and a word that is no literal is text.
 */
export function readLiteral(text, start) {
  try {
    return new Reader(text, start).value(0);
  } catch (error) {
    if (error instanceof NotALiteralError) return null;
    throw error;
  }
}

class Reader {
  constructor(text, at) {
    this.text = text;
    this.at = at;
    this.left = MOST_TOKENS;
  }

  value(depth) {
    const token = this.next();
    switch (token.kind) {
      case "text":
        return unescape(token.text);
      case "number":
        return Number(token.text) + 0;
      case "word":
        return WORDS.has(token.text) ? WORDS.get(token.text) : token.text;
      default:
        if (!Object.hasOwn(CLOSES, token.text) || depth >= DEEPEST) throw new NotALiteralError();
        return token.text === "{" ? objectOf(this.pairs(depth + 1)) : this.items(CLOSES[token.text], depth + 1);
    }
  }

  pairs(depth) {
    const found = [];
    while (!this.closes("}")) {
      const key = this.key(depth);
      this.expect(":");
      found.push([key, this.value(depth)]);
      if (!this.isAt("}")) this.expect(",");
    }
    return found;
  }

  items(close, depth) {
    const found = [];
    while (!this.closes(close)) {
      found.push(this.value(depth));
      if (!this.isAt(close)) this.expect(",");
    }
    return found;
  }

  key(depth) {
    const start = this.at;
    const value = this.value(depth);
    return typeof value === "string" ? value : strip(this.text.slice(start, this.at));
  }

  closes(mark) {
    if (!this.isAt(mark)) return false;
    this.at = this.text.indexOf(mark, this.at) + 1;
    return true;
  }

  isAt(mark) {
    return this.text[matched(SPACE, this.text, this.at).end] === mark;
  }

  expect(mark) {
    const token = this.next();
    if (token.kind !== "mark" || token.text !== mark) throw new NotALiteralError();
  }

  next() {
    this.left -= 1;
    const { text } = this;
    const at = matched(SPACE, text, this.at).end;
    const token = this.left < 0 ? null : (markAt(text, at) ?? stringAt(text, at) ?? plainAt(text, at));
    if (token === null) throw new NotALiteralError();
    this.at = token.end;
    return token;
  }
}

function matched(pattern, text, at) {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found && { text: found[0], end: at + found[0].length };
}

function markAt(text, at) {
  return at < text.length && "[](){},:".includes(text[at]) ? { kind: "mark", text: text[at], end: at + 1 } : null;
}

function stringAt(text, at) {
  const start = matched(STRING_START, text, at);
  if (start === null) return null;
  const end = endOfString(text, start.end - 1);
  const closed = end > start.end && text[end - 1] === text[start.end - 1] && isClosed(text, start.end, end);
  return closed ? { kind: "text", text: text.slice(start.end, end - 1), end } : null;
}

/** Say whether the quote at the end of a string closes it; behind an odd number of backslashes it does not. */
function isClosed(text, start, end) {
  let slashes = 0;
  while (end - 2 - slashes >= start && text[end - 2 - slashes] === "\\") slashes += 1;
  return slashes % 2 === 0;
}

function plainAt(text, at) {
  const number = matched(NUMBER, text, at);
  if (number !== null) return { kind: "number", ...number };
  const word = matched(WORD, text, at);
  return word && { kind: "word", ...word };
}

function unescape(text) {
  return text.includes("\\") ? text.replace(ESCAPE, (_, inside) => replaced(inside)) : text;
}

function replaced(inside) {
  if (inside.length > 1) return String.fromCharCode(Number.parseInt(inside.slice(1), 16));
  return ESCAPED.get(inside) ?? inside;
}
