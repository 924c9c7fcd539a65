/** Objects whose keys keep the order in which they were written: JavaScript puts keys that are numbers first. */

const written = new WeakMap();

/** Say whether a value is an object as JSON knows it: no list, no bytes. */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

/** Give what stands at a key of an object, or null; what every object inherits does not count. */
export function get(node, key) {
  return Object.hasOwn(node, key) ? (node[key] ?? null) : null;
}

/** Give the object of these pairs, with the order of its keys remembered where JavaScript would change it. */
export function objectOf(pairs) {
  const found = Object.create(null);
  const keys = [];
  for (const [key, value] of pairs) {
    if (!Object.hasOwn(found, key)) keys.push(key);
    found[key] = value;
  }
  if (Object.keys(found).some((key, index) => key !== keys[index])) written.set(found, keys);
  return found;
}

/** Give the keys of an object in the order in which they were written. */
export function keysOf(node) {
  return written.get(node) ?? Object.keys(node);
}

/** Give the values of an object in the order in which they were written. */
export function valuesOf(node) {
  const keys = written.get(node);
  return keys ? keys.map((key) => node[key]) : Object.values(node);
}
