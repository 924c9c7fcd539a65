/** Paths into a tree, compiled once to small readers; docs/guide/catalog-format.md tells their form. */

import { get, isObject, valuesOf } from "./objects.js";

export const EVERY = "[]";
export const ANY_KEY = "*";
export const HEADER = "header:";
const MOST_VALUES = 1000;

/** Give how many steps outwards a path goes and its keys, with `[]` as a key of its own. */
export function parsePath(path) {
  if (Array.isArray(path)) return { outwards: 0, keys: path };
  let bare = path.replace(/^\^+/, "");
  const outwards = path.length - bare.length;
  bare = bare.replace(/^\./, "");
  const keys = [];
  for (const part of bare === "" ? [] : bare.split(".")) {
    const key = part.endsWith(EVERY) ? part.slice(0, -EVERY.length) : part;
    if (key.includes(EVERY) || part === "") throw new Error(`"${path}" is not a path`);
    if (key !== "") keys.push(key);
    if (part !== key) keys.push(EVERY);
  }
  return { outwards, keys };
}

/** Give the name of the header that a path reads, or null. */
export function headerName(path) {
  return typeof path === "string" && path.startsWith(HEADER) ? path.slice(HEADER.length).toLowerCase() : null;
}

/** Say whether a path goes through a list or any key. */
export function isMany(keys) {
  return keys.includes(EVERY) || keys.includes(ANY_KEY);
}

/** Give a reader of the first value that is not null at `keys`, or null. */
export function compileFirst(keys) {
  if (isMany(keys)) {
    const every = compileEvery(keys);
    return (node) => every(node)[0] ?? null;
  }
  return (node) => {
    let found = node;
    for (const key of keys) {
      found = onlyElement(found);
      if (!isObject(found)) return null;
      found = get(found, key);
    }
    return found ?? null;
  };
}

/** Give a reader of all values that are not null at `keys`, 1,000 at most. */
export function compileEvery(keys) {
  return (node) => {
    if (keys.length === 0) return isThere(node) ? [node] : [];
    let nodes = [node];
    for (const key of keys) nodes = nextLevel(nodes, key);
    return nodes;
  };
}

/** Give the element of a list of one, and anything else as it is. */
export function onlyElement(node) {
  return Array.isArray(node) && node.length === 1 ? node[0] : node;
}

/** Say whether a value is not null. */
export function isThere(value) {
  return value !== null && value !== undefined;
}

function nextLevel(nodes, key) {
  if (nodes.length === 1) return inside(nodes[0], key).slice(0, MOST_VALUES).filter(isThere);
  return nodes.flatMap((node) => inside(node, key).slice(0, MOST_VALUES).filter(isThere)).slice(0, MOST_VALUES);
}

function inside(node, key) {
  if (key === EVERY) return Array.isArray(node) ? node : isObject(node) ? [node] : [];
  const only = onlyElement(node);
  if (!isObject(only)) return [];
  return key === ANY_KEY ? valuesOf(only) : [get(only, key)];
}
