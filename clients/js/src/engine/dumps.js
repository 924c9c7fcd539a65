/** What programs print of their objects where that is no literal: PHP, Go, Java, and `name=value` in logs. */

import { keysOf, objectOf } from "./objects.js";
import { dumped, printed } from "./phpDumps.js";
import { LONGEST_TEXT, WHITE, head, strip, stripEnd } from "./text.js";

const LONGEST_DUMP = 4 * LONGEST_TEXT;
const DEEPEST = 16;
const MOST_VALUES = 2000;
const LEAST_PAIRS = 3;

const GO_START = /(?:map\[|[\w.*&]{0,80}\{)(?=[\t-\r ]*[A-Za-z_][\w.-]{0,64}:)/;
const GO_KEY = new RegExp(
  "(?:(?<=[[{])|(?<=[\\t-\\r ]))([A-Za-z_][\\w.-]{0,64}):(?!//)" +
    "(?=[^\\t-\\r ]|[\\t-\\r ]+[A-Za-z_][\\w.-]{0,64}:[^\\t-\\r ])",
  "g",
);
const GO_NESTED = /(?:map)?\[|[*&\w.]{0,80}\{/y;
const JAVA_START = /[{([](?=[\t-\r ]*[A-Za-z_][\w.-]{0,64}=[^=>])/;
const JAVA_LATER = /(?<=[A-Za-z])\((?=[^()=]{1,400},[\t-\r ]*[A-Za-z_][\w.-]{0,64}=[^=>])/u;
const JAVA_KEY = /(?:(?<=[[{(])|(?<=[,;]))[\t-\r ]*([A-Za-z_][\w.-]{0,64})=(?![=>])/g;
const JAVA_NESTED = /\[?[\w.$]{0,80}[{([](?=[\t-\r ]*[A-Za-z_][\w.-]{0,64}=)/y;
const PAIR = new RegExp(
  "(?:(?<=[\\t-\\r ])|(?<=[\\[(\\{,;\\|\"'])|^)([A-Za-z_][\\w.\\-]{0,64})=" +
    "(\"(?:[^\"\\\\]|\\\\[^\\n]){0,2000}\"|'[^'\\n]{0,2000}'|[^\\t-\\r ,;\\|\"'\\)\\]\\}]{1,400})",
  "gu",
);
const OPENS = "[{(";
const CLOSES = "]})";

/** Give the objects that a text holds in the words of PHP, Go, Java or a log, each reading once. */
export function readDumps(text) {
  const line = head(text, LONGEST_DUMP);
  const found = [printed, dumped, go, java].map((read) => read(line)).filter(isFilled);
  return found.length > 0 ? found : [pairs(line)].filter(isFilled);
}

function isFilled(value) {
  return value !== null && (Array.isArray(value) ? value.length : keysOf(value).length) > 0;
}

/** Read a map or a struct as Go's `%v` and `%+v` print them; the fields of a struct start small. */
function go(text) {
  const start = GO_START.exec(text);
  return start && goMembers(text, start.index + start[0].length - 1, 0);
}

function goMembers(text, opened, depth) {
  const body = text.slice(opened, endOf(text, opened) + 1);
  const found = new Map();
  let at = 1;
  for (let key = next(GO_KEY, body, at); key !== null && found.size < MOST_VALUES; key = next(GO_KEY, body, at)) {
    const begin = key.index + key[0].length;
    const nested = next(GO_NESTED, body, begin);
    let value;
    if (nested !== null && depth < DEEPEST) {
      at = endOf(body, begin + nested[0].length - 1);
      value = goValue(body.slice(begin, at + 1), depth);
    } else {
      at = next(GO_KEY, body, begin)?.index ?? beforeLast(body);
      value = strip(body.slice(begin, at), WHITE);
    }
    const name = text[opened] === "[" ? key[1] : key[1][0].toLowerCase() + key[1].slice(1);
    found.set(name, value === "<nil>" ? null : value);
  }
  return objectOf(found);
}

function goValue(text, depth) {
  const start = GO_START.exec(text);
  if (start?.index === 0) return goMembers(text, start[0].length - 1, depth + 1);
  const opened = text.indexOf("[");
  const inside = opened < 0 ? text : text.slice(opened + 1).slice(0, beforeLast(text.slice(opened + 1)));
  const first = GO_START.exec(inside);
  if (first?.index === 0) return [goMembers(inside, first[0].length - 1, depth + 1)];
  return inside === "" ? [] : [inside];
}

/** Read what `toString` of Java and Kotlin, or `repr` of Python, made of an object. */
function java(text) {
  const start = JAVA_START.exec(text) ?? JAVA_LATER.exec(text);
  return start && javaMembers(text, start.index, 0);
}

function javaMembers(text, opened, depth) {
  const body = text.slice(opened, endOf(text, opened) + 1);
  const found = new Map();
  let at = 1;
  for (let key = next(JAVA_KEY, body, at); key !== null && found.size < MOST_VALUES; key = next(JAVA_KEY, body, at)) {
    const begin = key.index + key[0].length;
    const nested = next(JAVA_NESTED, body, begin);
    if (nested !== null && depth < DEEPEST) {
      const inner = begin + nested[0].length - 1;
      at = endOf(body, inner);
      found.set(key[1], javaMembers(body, inner, depth + 1));
      continue;
    }
    at = next(JAVA_KEY, body, begin)?.index ?? beforeLast(body);
    const value = unquoted(strip(stripEnd(strip(body.slice(begin, at), WHITE), ",;"), WHITE));
    found.set(key[1], value === "null" || value === "None" ? null : value);
  }
  return objectOf(found);
}

/** Read a line of `name=value`; of a name that comes twice the first counts. */
function pairs(text) {
  const found = new Map();
  for (const [, name, value] of text.matchAll(PAIR)) {
    if (!found.has(name)) found.set(name, unquoted(value));
  }
  return found.size >= LEAST_PAIRS ? objectOf(found) : null;
}

function unquoted(text) {
  return text.length > 1 && text[0] === text.at(-1) && "\"'".includes(text[0]) ? text.slice(1, -1) : text;
}

function next(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Give the place of the last character. */
function beforeLast(text) {
  return Math.max(0, text.length - (/[\ud800-\udbff][\udc00-\udfff]$/.test(text) ? 2 : 1));
}

/** Give the place of the bracket that closes the one at `opened`, or the end of the text. */
function endOf(text, opened) {
  const closing = CLOSES[OPENS.indexOf(text[opened])];
  let depth = 0;
  for (let at = opened; at < text.length; at += 1) {
    if (text[at] === text[opened]) depth += 1;
    else if (text[at] === closing) depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}
