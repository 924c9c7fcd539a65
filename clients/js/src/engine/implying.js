/** When one set of conditions includes another. */

import { isObject } from "./objects.js";

const TYPES = ["present", "absent", "string", "number", "list", "object", "known"];

/** Say whether whatever fits `narrow` fits `wide` too. */
export function includes(narrow, wide) {
  return narrow.every((one) => wide.some((other) => impliesAll(one, other)));
}

function impliesAll(narrow, wide) {
  return Object.entries(wide).every(([wanted, needed]) =>
    Object.entries(narrow).some(([path, condition]) => implies(path, condition, wanted, needed)),
  );
}

function implies(path, condition, wanted, needed) {
  if (path !== wanted) {
    const inside = path.startsWith(`${wanted}.`) && condition !== "absent";
    const listed = path.startsWith(`${wanted}[]`) && condition !== "absent";
    return (inside && ["present", "object"].includes(needed)) || (listed && ["present", "list"].includes(needed));
  }
  if (isSame(condition, needed)) return true;
  if (condition === "absent" || needed === "absent") return false;
  return needed === "present" || isNarrower(condition, needed);
}

function isSame(one, other) {
  return one === other || sortedJson(one) === sortedJson(other);
}

function sortedJson(condition) {
  return JSON.stringify(isObject(condition) ? Object.entries(condition).sort() : condition);
}

function isNarrower(condition, needed) {
  const values = literals(condition);
  if (values !== null) {
    const wanted = literals(needed);
    if (wanted !== null) return values.every((value) => wanted.includes(value));
    return needed === "string" || fitsPrefix(values, needed);
  }
  if (!isObject(condition)) return false;
  return needed === "string" || (Object.hasOwn(condition, "prefix") && fitsPrefix(condition.prefix, needed));
}

function literals(condition) {
  if (isObject(condition) || TYPES.includes(condition)) return null;
  return Array.isArray(condition) ? condition : [condition];
}

function fitsPrefix(values, needed) {
  if (!isObject(needed) || !Object.hasOwn(needed, "prefix")) return false;
  return values.every((value) => needed.prefix.some((prefix) => value.startsWith(prefix)));
}
