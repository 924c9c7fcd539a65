/** Shapes that are asked together, found by the keys of the payload. */

import { wantsHeader, wantsList, wantsText } from "./condition.js";
import { includes } from "./implying.js";
import { isObject } from "./objects.js";

/** Shapes that are asked together; each set of conditions is filed under the key it needs that fewest others need. */
export class ShapeSet {
  #included = new Map();

  constructor(shapes) {
    this.order = new Map(shapes.map((shape, index) => [shape, index]));
    this.proves = shapes.every((shape) => shape.identifies);
    const every = shapes.flatMap((shape) => shape.alternatives);
    const free = every.filter((one) => one.needs.length === 0);
    this.forHeaders = free.filter((one) => wantsHeader(one.conditions));
    this.forTexts = free.filter((one) => !wantsHeader(one.conditions));
    this.forObjects = this.forTexts.filter((one) => !wantsText(one.conditions));
    const objects = new Set(this.forObjects);
    this.forLists = every.filter((one) => objects.has(one) || wantsList(one.conditions));
    this.byKey = filed(every.filter((one) => one.needs.length > 0));
  }

  /** Give the shapes that hold, in the order of the catalogs, without those another strictly includes. */
  fitting(tree, headers) {
    const found = new Set();
    for (const one of this.#asked(tree, headers)) {
      if (!found.has(one.shape) && one.holds(tree, headers)) found.add(one.shape);
    }
    return found.size < 2 ? [...found] : this.#best(found);
  }

  *#asked(tree, headers) {
    if (isObject(tree)) {
      yield* this.#keyed(tree);
      yield* this.forObjects;
    } else {
      yield* Array.isArray(tree) ? this.forLists : this.forTexts;
    }
    if (headers.size > 0) yield* this.forHeaders;
  }

  *#keyed(tree) {
    const keys = Object.keys(tree);
    for (const key of keys.length <= this.byKey.size ? keys : this.byKey.keys()) {
      if (Object.hasOwn(tree, key)) yield* this.byKey.get(key) ?? [];
    }
  }

  #best(found) {
    const ordered = [...found].sort((one, other) => this.order.get(one) - this.order.get(other));
    return ordered.filter((shape) => !ordered.some((other) => other !== shape && this.#beats(other, shape)));
  }

  /** Say whether the conditions of `narrow` strictly include those of `wide`. */
  #beats(narrow, wide) {
    const pair = this.order.get(narrow) * this.order.size + this.order.get(wide);
    if (!this.#included.has(pair)) {
      this.#included.set(pair, includes(narrow.when, wide.when) && !includes(wide.when, narrow.when));
    }
    return this.#included.get(pair);
  }
}

function filed(alternatives) {
  const counts = new Map();
  for (const key of alternatives.flatMap((one) => one.needs)) counts.set(key, (counts.get(key) ?? 0) + 1);
  const byKey = new Map();
  for (const one of alternatives) {
    const key = one.needs.reduce((least, next) => (counts.get(next) < counts.get(least) ? next : least));
    if (!byKey.has(key)) byKey.set(key, []);
    byKey.get(key).push(one);
  }
  return byKey;
}
