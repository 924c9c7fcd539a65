/** What PHP's `print_r` and `var_dump` print of an object. */

import { numbered } from "./literal.js";
import { isObject, keysOf, objectOf } from "./objects.js";
import { WHITE, strip, stripEnd } from "./text.js";

const DEEPEST = 16;
const MOST_VALUES = 2000;

// With `u` lengths count characters.
const PRINTED = /\b(?:Array|[A-Za-z_\\]{1,80} Object)[\t-\r ]{1,40}\(/u;
const PRINTED_KEY = /\[([\w.\\-]{1,64})(?::[^\]\n]{1,80})?\] =>/gu;
const DUMPED_START = "\\b(?:array\\([0-9]{1,6}\\)|object\\([\\w\\\\]{1,200}\\)#[0-9]{1,9} \\([0-9]{1,6}\\)) ?\\{";
const DUMPED = new RegExp(DUMPED_START, "u");
const DUMPED_HERE = new RegExp(DUMPED_START, "uy");
const DUMPED_KEY = /[\t-\r ]*\[(?:"([^"\n]{0,200})"|([0-9]{1,9}))[^\]\n]{0,200}\]=>[\t-\r ]*/uy;
const DUMPED_VALUE = /string\(([0-9]{1,9})\) "|(?:int|float|enum)\(([^()\n]{1,40})\)|bool\((true|false)\)|NULL/uy;

/** Read what `print_r` printed, or give null; values stay text. */
export function printed(text) {
  const start = PRINTED.exec(text);
  if (start === null) return null;
  const root = new Map();
  const stack = [root];
  PRINTED_KEY.lastIndex = start.index + start[0].length;
  const marks = marksFrom(text);
  for (const [index, { name, end }] of marks.entries()) {
    const segment = strip(text.slice(end, marks[index + 1]?.start ?? text.length), WHITE);
    const nested = PRINTED.exec(segment);
    const isNested = nested !== null && nested.index === 0;
    const inner = new Map();
    const around = stack.at(-1);
    if (isNested) stack.push(inner);
    const { value, closed } = closings(isNested ? segment.slice(nested[0].length) : segment, stack.length);
    around.set(name, isNested ? inner : value);
    stack.splice(stack.length - closed);
    if (stack.length === 0 || stack.length > DEEPEST) break;
  }
  return listed(root);
}

function marksFrom(text) {
  const marks = [];
  while (marks.length < MOST_VALUES) {
    const mark = PRINTED_KEY.exec(text);
    if (mark === null) break;
    marks.push({ name: mark[1], start: mark.index, end: mark.index + mark[0].length });
  }
  return marks;
}

/** Give a value without the brackets that close what is around it, and how many there are. */
function closings(segment, most) {
  let value = stripEnd(segment, WHITE);
  let closed = 0;
  while (closed < most && value.endsWith(")") && (value.length === 1 || WHITE.includes(value.at(-2)))) {
    value = stripEnd(value.slice(0, -1), WHITE);
    closed += 1;
  }
  return { value: strip(value, WHITE), closed };
}

/** Read what `var_dump` printed, or give null. */
export function dumped(text) {
  const start = DUMPED.exec(text);
  return start && listed(dumpedMembers(text, start.index + start[0].length, 0).found);
}

function dumpedMembers(text, start, depth) {
  const found = new Map();
  let at = start;
  for (let key = here(DUMPED_KEY, text, at); key !== null; key = here(DUMPED_KEY, text, at)) {
    const name = key[1] ?? key[2];
    at += key[0].length;
    const nested = here(DUMPED_HERE, text, at);
    if (nested !== null && depth >= DEEPEST) break;
    const told = nested ? dumpedMembers(text, at + nested[0].length, depth + 1) : dumpedValue(text, at);
    if (told === null) break;
    found.set(name, told.found);
    at = told.end;
  }
  const close = text.indexOf("}", at);
  return { found, end: close >= 0 ? close + 1 : text.length };
}

function dumpedValue(text, at) {
  const value = here(DUMPED_VALUE, text, at);
  if (value === null) return null;
  const begin = at + value[0].length;
  if (value[3] !== undefined) return { found: value[3] === "true", end: begin };
  if (value[1] === undefined) return { found: value[2] ?? null, end: begin };
  const end = text.indexOf('"\n', begin);
  const said = text.slice(begin, end >= 0 ? end : text.length);
  return { found: said.endsWith('"') ? said.slice(0, -1) : said, end: end >= 0 ? end + 1 : text.length };
}

function here(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Give the object that a map spells, a list where the keys count from 0. */
function listed(found) {
  if (!(found instanceof Map)) return found;
  const inner = objectOf([...found].map(([name, value]) => [name, listed(value)]));
  return isObject(inner) && keysOf(inner).length > 0 ? numbered(inner) : inner;
}
