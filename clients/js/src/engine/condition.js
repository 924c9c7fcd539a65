/** Conditions on a tree. */

import { isObject } from "./objects.js";
import { EVERY, HEADER, ANY_KEY, compileEvery, compileFirst, headerName, isMany, isThere, parsePath } from "./path.js";
import { codeText, fold, onlyText, scalarText, wholeNumber } from "./text.js";

const KEPT_MARKS = "{}[]()<>=_-:;,./#0123456789";
const TYPES = new Map([
  ["present", isThere],
  ["absent", (value) => !isThere(value)],
  ["string", (value) => typeof value === "string"],
  ["number", (value) => typeof value === "number" || typeof value === "bigint"],
  ["list", (value) => Array.isArray(value)],
  ["object", isObject],
]);

/**
 * Give a test of an item: does every condition of any alternative hold.
 *
 * `judge` says how a path through a list is judged: `some` element is enough, or `every` one must fit (and there must
 * be one).
 */
export function compileConditions(alternatives, known, judge = "some") {
  const compiled = alternatives.map((conditions) =>
    Object.entries(conditions).map(([path, condition]) => compileCondition(path, condition, known, judge)),
  );
  return (node, around, headers) => compiled.some((tests) => tests.every((test) => test(node, around, headers)));
}

/** Give the test of one condition. */
export function compileCondition(path, condition, known, judge = "some") {
  const test = testOf(condition, known);
  const name = headerName(path);
  if (name !== null) return (_node, _around, headers) => test(headers.get(name));
  const { outwards, keys } = parsePath(path);
  const holds = at(keys, condition, test, judge);
  if (outwards === 0) return (node) => holds(node);
  return (_node, around) => around.length >= outwards && holds(around[outwards - 1]);
}

function at(keys, condition, test, judge) {
  if (!isMany(keys)) {
    const read = compileFirst(keys);
    return (node) => test(read(node));
  }
  const values = compileEvery(keys);
  if (condition === "absent") return (node) => values(node).length === 0;
  return (node) => {
    const found = values(node);
    return found.length > 0 && found[judge](test);
  };
}

function testOf(condition, known) {
  if (isObject(condition)) return testOfMapping(condition);
  if (condition === "known") return (value) => known.has(codeText(value));
  if (TYPES.has(condition)) return TYPES.get(condition);
  const values = new Set(Array.isArray(condition) ? condition : [condition]);
  return (value) => values.has(typeof value === "string" ? value : scalarText(value));
}

function testOfMapping(condition) {
  if (Object.hasOwn(condition, "prefix")) {
    const prefixes = listOf(condition.prefix);
    return (value) => prefixes.some((prefix) => onlyText(value).startsWith(prefix));
  }
  if (Object.hasOwn(condition, "from")) {
    const { from, to } = condition;
    return (value) => {
      const number = wholeNumber(codeText(value));
      return number !== null && from <= number && number <= to;
    };
  }
  return contains(listOf(condition.contains).map(fold));
}

function contains(phrases) {
  // A phrase with a mark that folding leaves as it is cannot stand in a text without that mark.
  const marks = new Set(phrases.map((phrase) => [...phrase].find((mark) => KEPT_MARKS.includes(mark)) ?? ""));
  return (value) => {
    const text = onlyText(value);
    if (![...marks].some((mark) => text.includes(mark))) return false;
    const folded = fold(text);
    return phrases.some((phrase) => folded.includes(phrase));
  };
}

function listOf(value) {
  return Array.isArray(value) ? value : [value];
}

/** Give the keys of the root that must be there for the conditions to hold. */
export function neededKeys(conditions) {
  return Object.entries(conditions)
    .filter(([path, condition]) => condition !== "absent" && !path.startsWith(HEADER) && !path.startsWith("^"))
    .map(([path]) => firstKey(parsePath(path).keys))
    .filter((key) => key !== undefined && key !== EVERY && key !== ANY_KEY);
}

function firstKey(keys) {
  return keys[0] === EVERY ? keys[1] : keys[0];
}

/** Say whether the conditions can hold for a payload that is a list. */
export function wantsList(conditions) {
  return Object.keys(conditions).some((path) => !path.startsWith(HEADER) && parsePath(path).keys[0] === EVERY);
}

/** Say whether the conditions can hold only for a payload that is a text. */
export function wantsText(conditions) {
  if (!Object.hasOwn(conditions, ".")) return false;
  return !["present", "object", "list", "absent"].includes(conditions["."]);
}

/** Say whether the conditions can hold only where a header is there. */
export function wantsHeader(conditions) {
  return Object.entries(conditions).some(([path, condition]) => path.startsWith(HEADER) && condition !== "absent");
}
