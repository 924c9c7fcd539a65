/** The compiled form of a shape. */

import { compileConditions, neededKeys } from "./condition.js";
import { FieldReader, upstreamReader } from "./fields.js";
import { compileEvery, compileFirst, isThere, parsePath } from "./path.js";

export const MOST_ITEMS = 1000;

/** One form an error arrives in, ready to be asked; what is seldom needed is compiled when it is. */
export class Shape {
  #data;
  #known;
  #compiled = {};

  constructor(data, vendor, known, upstreamMode) {
    this.#data = data;
    this.#known = known;
    this.name = data.name;
    this.vendor = vendor;
    this.phase = data.phase ?? null;
    this.surface = data.surface ?? null;
    this.when = data.when ?? [];
    this.upstreamMode = upstreamMode;
    this.passthrough = data.passthrough ?? [];
    this.identifies = data.identifies ?? true;
    this.alternatives = this.when.map((conditions) => new Alternative(this, conditions, known));
    this.lends = !data.fields && !data.unwrap && this.passthrough.length > 0;
  }

  get fields() {
    return this.#part("fields", (fields) => new FieldReader(fields));
  }

  get unwrap() {
    return this.#part("unwrap", compileUnwrap);
  }

  get upstream() {
    return this.#part("upstream", upstreamReader);
  }

  get where() {
    return this.#part("where", (conditions) => compileConditions(conditions, this.#known));
  }

  get success() {
    return this.#part("success", (conditions) => compileConditions(conditions, this.#known, "every"));
  }

  get each() {
    return this.#part("each", (steps) => steps.map((step) => compileEvery(parsePath(step).keys))) ?? [];
  }

  #part(name, compile) {
    if (!this.#data[name]) return null;
    this.#compiled[name] ??= compile(this.#data[name]);
    return this.#compiled[name];
  }

  /** Give each item, 1,000 at most, with what encloses it, the nearest first, and whether it reports success. */
  *items(tree, headers) {
    if (this.each.length === 0) {
      yield { item: tree, around: [], succeeded: this.#succeeded(tree, [], headers) };
      return;
    }
    let count = 0;
    for (const outer of this.each[0](tree)) {
      if (this.where !== null && !this.where(outer, [tree], headers)) continue;
      for (const found of this.#inside(outer, tree, headers)) {
        yield found;
        count += 1;
        if (count === MOST_ITEMS) return;
      }
    }
  }

  #succeeded(outer, around, headers) {
    return this.success !== null && this.success(outer, around, headers);
  }

  *#inside(outer, tree, headers) {
    const succeeded = this.#succeeded(outer, [tree], headers);
    const inner = this.each.length === 2 && !succeeded ? this.each[1](outer) : [];
    if (inner.length === 0) yield { item: outer, around: [tree], succeeded };
    for (const item of inner) yield { item, around: [outer, tree], succeeded };
  }
}

/** One set of conditions of a shape, with the keys of the root that it needs. */
class Alternative {
  #holds = null;
  #known;

  constructor(shape, conditions, known) {
    this.shape = shape;
    this.conditions = conditions;
    this.#known = known;
    this.needs = neededKeys(conditions);
  }

  holds(tree, headers) {
    this.#holds ??= compileConditions([this.conditions], this.#known);
    return this.#holds(tree, [], headers);
  }
}

function compileUnwrap(data) {
  const readers = (name) => (data[name] ?? []).map((path) => compileFirst(parsePath(path).keys));
  const [payloads, statuses, headers] = ["payload", "http_status", "headers"].map(readers);
  const found = (list, node) => list.map((read) => read(node)).filter(isThere);
  return (node) => ({
    payloads: found(payloads, node),
    status: found(statuses, node)[0] ?? null,
    headers: found(headers, node)[0] ?? null,
  });
}
