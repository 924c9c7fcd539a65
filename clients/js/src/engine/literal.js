/** Objects as people paste them: JSON, a Python, Node, Ruby or PHP dump, in one bounded grammar. */

import { endOfString } from "./json.js";
import { keysOf, objectOf, valuesOf } from "./objects.js";
import { strip } from "./text.js";

const DEEPEST = 64;
const MOST_TOKENS = 20_000;
const SPACE = /[\t-\r ]*/y;
const MARK = /=>|[[\](){},:]/y;
const STRING_START = /[bu]?["'`]/y;
const DATE = /[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{1,20}Z?/y;
const NUMBER = /-?[0-9]{1,18}(?:\.[0-9]{1,18})?(?:[eE][+-]?[0-9]{1,3})?(?![\w.])/y;
const WORD = /[A-Za-z_$][\w$.-]*/y;
const ESCAPE = /\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[\s\S])/g;
const ESCAPED = new Map(Object.entries({ n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v", 0: "\0" }));
const WORDS = new Map([
  ["true", true],
  ["True", true],
  ["false", false],
  ["False", false],
  ...["null", "None", "NULL", "nil", "undefined", "NaN"].map((word) => [word, null]),
]);
const CLOSES = { "{": "}", "[": "]", "(": ")" };

class NotALiteralError extends Error {}

/**
 * Give the object or list that starts at `text[start]`, or null where it is not a whole one, and where to go on.
 *
 * Keys may lack quotes, be symbols and stand as they are written, `=>` may stand for the colon, strings may stand in
 * any of the three quotes, and a comma may trail. The name of a class may stand before an object or its arguments, and
 * pairs spell an object. A word that is no literal is text.
 */
export function readLiteral(text, start) {
  const reader = new Reader(text, start);
  try {
    return { value: reader.value(0), end: reader.at };
  } catch (error) {
    if (error instanceof NotALiteralError) return { value: null, end: start + 1 };
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
    const { kind, text } = this.next();
    switch (kind) {
      case "text":
        return unescape(text);
      case "number":
        return Number(text) + 0;
      case "date":
        return text;
      case "word":
        return this.word(text, depth);
      default:
        if (text === ":") return this.symbol();
        if (!Object.hasOwn(CLOSES, text) || depth >= DEEPEST) throw new NotALiteralError();
        return this.inside(text, depth + 1);
    }
  }

  word(text, depth) {
    if (this.closes("{")) return this.inside("{", depth + 1);
    if (this.closes("(")) return called(this.inside("(", depth + 1));
    return WORDS.has(text) ? WORDS.get(text) : text;
  }

  symbol() {
    const { kind, text } = this.next();
    if (kind !== "word" && kind !== "text") throw new NotALiteralError();
    return kind === "word" ? text : unescape(text);
  }

  inside(opened, depth) {
    if (depth > DEEPEST) throw new NotALiteralError();
    const isObjectOpen = opened === "{";
    const pairs = [];
    const items = [];
    while (!this.closes(CLOSES[opened])) {
      const start = this.at;
      const value = this.value(depth);
      const written = strip(this.text.slice(start, this.at));
      if (this.closes("=>") || (isObjectOpen && this.closes(":"))) {
        pairs.push([typeof value === "string" ? value : written, this.value(depth)]);
      } else if (isObjectOpen) {
        throw new NotALiteralError();
      } else {
        items.push(value);
      }
      if (!this.isAt(CLOSES[opened])) this.expect(",");
    }
    if (isObjectOpen) return objectOf(pairs);
    if (pairs.length > 0) return numbered(objectOf(pairs));
    return opened === "[" ? paired(items) : items;
  }

  closes(mark) {
    const isThere = this.isAt(mark);
    if (isThere) this.at = this.text.indexOf(mark, this.at) + mark.length;
    return isThere;
  }

  isAt(mark) {
    return this.text.startsWith(mark, matched(SPACE, this.text, this.at).end);
  }

  expect(mark) {
    const token = this.next();
    if (token.kind !== "mark" || token.text !== mark) throw new NotALiteralError();
  }

  next() {
    this.left -= 1;
    const { text } = this;
    const at = matched(SPACE, text, this.at).end;
    const token = this.left < 0 ? null : (stringAt(text, at) ?? plainAt(text, at));
    if (token === null) throw new NotALiteralError();
    this.at = token.end;
    return token;
  }
}

/** Give what a constructor holds: its only argument, or all of them. */
function called(held) {
  return Array.isArray(held) && held.length === 1 ? held[0] : held;
}

/** Give the object that a list of pairs spells, else the list. */
function paired(items) {
  const isPair = (item) => Array.isArray(item) && item.length === 2 && typeof item[0] === "string";
  return items.length > 0 && items.every(isPair) ? objectOf(items) : items;
}

/** Give an array of PHP: a list where its keys count from 0, else an object. */
export function numbered(found) {
  return keysOf(found).every((key, index) => key === String(index)) ? valuesOf(found) : found;
}

function matched(pattern, text, at) {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found && { text: found[0], end: at + found[0].length };
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
  const kinds = [
    ["mark", MARK],
    ["date", DATE],
    ["number", NUMBER],
    ["word", WORD],
  ];
  for (const [kind, pattern] of kinds) {
    const found = matched(pattern, text, at);
    if (found !== null) return { kind, ...found };
  }
  return null;
}

function unescape(text) {
  return text.includes("\\") ? text.replace(ESCAPE, (_, inside) => replaced(inside)) : text;
}

function replaced(inside) {
  if (inside.length > 1) return String.fromCharCode(Number.parseInt(inside.slice(1), 16));
  return ESCAPED.get(inside) ?? inside;
}
