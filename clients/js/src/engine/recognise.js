/** Which vendor's shapes a tree fits, and the occurrences inside it. */

import { decode } from "./decode.js";
import { headersOf, statusOf } from "./holding.js";
import { DEEPEST } from "./json.js";
import { isLog } from "./log.js";
import { isObject, valuesOf } from "./objects.js";
import { strictlyFromUtf8 } from "./utf8.js";

const MOST_UNWRAPS = 4;
const BASE64 = /^[A-Za-z0-9+/]{16,}={0,2}$/;
const MOST_NESTED = 64;
const MOST_LISTED = 1000;

/** What was recognised: the shapes, each with the vendor the answer names, the errors, and the first success. */
export class Sighting {
  shapes = [];
  occurrences = [];
  success = null;

  /** Give the ids of the vendors seen, in the order of the catalogs. */
  vendors() {
    return [...new Set(this.shapes.map(({ vendor }) => vendor.id))];
  }

  /** Take over what another sighting holds. */
  add(other) {
    this.shapes = this.shapes.concat(other.shapes);
    this.occurrences = this.occurrences.concat(other.occurrences);
    this.success ??= other.success;
  }
}

/** One search through a payload; `vendor` is the caller's hint. */
export class Recogniser {
  constructor(tables, vendor, httpStatus) {
    this.tables = tables;
    this.vendor = vendor;
    this.httpStatus = httpStatus;
  }

  /**
   * Give what `tree` or something inside it is recognised as, or null.
   *
   * Shapes that prove a vendor come first; where the caller names one, envelopes come before its loose shapes. Then
   * come the only element of a list, envelopes, the elements of a list, and what is nested.
   */
  seek(tree, headers, unwraps = MOST_UNWRAPS) {
    let node = tree;
    let found = this.#asKnown(node, headers, unwraps);
    for (let depth = 0; depth < DEEPEST && found === null && isListOfOne(node); depth += 1) {
      [node] = node;
      found = this.#asKnown(node, headers, unwraps);
    }
    if (found !== null || unwraps === 0 || (!isObject(node) && !Array.isArray(node))) return found;
    // Where a vendor is named, the envelopes of an object were asked before its loose shapes.
    const asked = this.vendor !== null && isObject(node);
    const inner = asked ? null : this.#enveloped(node, headers, unwraps - 1);
    if (inner !== null) return inner;
    return Array.isArray(node) ? this.#listed(node, headers, unwraps - 1) : this.#nested(node, headers);
  }

  #asKnown(tree, headers, unwraps) {
    const found = this.#asShape(tree, headers, unwraps, true);
    if (found !== null || this.vendor === null) return found;
    const inner = unwraps > 0 && isObject(tree) ? this.#enveloped(tree, headers, unwraps - 1) : null;
    return inner ?? this.#asShape(tree, headers, unwraps, false);
  }

  #asShape(tree, headers, unwraps, proving = null) {
    const sets = this.vendor ? this.tables.hinted(this.vendor) : [this.tables.detecting];
    for (const shapes of sets) {
      if (proving !== null && shapes.proves !== proving) continue;
      const fitting = shapes.fitting(tree, headers);
      const found = fitting.length > 0 ? this.#collect(fitting, tree, headers, unwraps) : null;
      if (found !== null && found.shapes.length > 0) return found;
    }
    return null;
  }

  #collect(shapes, tree, headers, unwraps) {
    const sighting = new Sighting();
    for (const shape of shapes) {
      const vendor = this.vendor ?? this.tables.vendors.get(shape.vendor);
      if (shape.unwrap !== null) {
        const inside = unwraps > 0 ? this.#unwrapped(vendor, shape, tree, headers, unwraps - 1) : null;
        if (inside !== null) sighting.add(inside);
        if (inside !== null || shape.fields === null) continue;
      }
      sighting.shapes.push({ vendor, shape });
      if (shape.fields !== null) this.#gather(sighting, vendor, shape, tree, headers);
    }
    return sighting;
  }

  #gather(sighting, vendor, shape, tree, headers) {
    for (const { item, around, succeeded } of shape.items(tree, headers)) {
      const where = [item, around, headers];
      if (succeeded) sighting.success ??= where;
      else sighting.occurrences.push({ vendor, shape, where, httpStatus: this.httpStatus });
    }
  }

  #unwrapped(vendor, shape, tree, headers, unwraps) {
    const sighting = new Sighting();
    for (const { item } of shape.items(tree, headers)) {
      const { payloads, status, headers: inside } = shape.unwrap(item);
      const inner = new Recogniser(this.tables, vendor, statusOf(status) ?? this.httpStatus);
      const merged = new Map([...headers, ...headersOf(inside)]);
      for (const candidate of readings(payloads)) {
        const found = inner.seek(candidate, merged, unwraps);
        if (found !== null) {
          sighting.add(found);
          break;
        }
      }
    }
    return sighting.shapes.length > 0 ? sighting : null;
  }

  #enveloped(tree, headers, unwraps) {
    for (const shape of this.tables.envelopes.fitting(tree, headers)) {
      const found = this.#unwrapped(this.vendor, shape, tree, headers, unwraps);
      if (found !== null) return found;
    }
    return null;
  }

  /** Give what the elements are; where some are a success and others are nothing known, the list is no success. */
  #listed(tree, headers, unwraps) {
    const found = tree.slice(0, MOST_LISTED).map((element) => this.#asShape(element, headers, unwraps));
    const known = found.filter((sighting) => sighting !== null);
    if (known.length === 0) return this.#nested(tree, headers);
    const merged = new Sighting();
    for (const sighting of known) merged.add(sighting);
    return merged.occurrences.length > 0 || known.length === found.length ? merged : null;
  }

  #nested(tree, headers) {
    for (const inner of inside(tree)) {
      const found = this.#asShape(inner, headers, 0);
      if (found !== null) return found;
    }
    return null;
  }
}

/** Give the vendor whose client threw an error, or null; its body is then read as that vendor's. */
export function raisingVendor(tables, received) {
  const seeker = new Recogniser(tables, null, received.httpStatus);
  const told = received.trees.filter((tree) => isObject(tree) && Object.keys(tree).join() === "exception");
  for (const tree of told) {
    const names = seeker.seek(tree, received.headers)?.vendors();
    if (names) return names.length === 1 ? tables.vendors.get(names[0]) : null;
  }
  return null;
}

/** Give the one vendor whose words a text holds, or null. */
export function speakingVendor(tables, received) {
  const seeker = new Recogniser(tables, null, received.httpStatus);
  const found = received.trees.filter(isLog).map((tree) => seeker.seek(tree, received.headers));
  const names = new Set(found.flatMap((sighting) => sighting?.vendors() ?? []));
  return names.size === 1 ? tables.vendors.get([...names][0]) : null;
}

function isListOfOne(node) {
  return Array.isArray(node) && node.length === 1;
}

function* readings(payloads) {
  for (const payload of payloads) {
    if (typeof payload === "string") yield* treesIn(payload);
    else yield payload;
  }
}

function* treesIn(text) {
  // Base64 with its padding is a form body by its looks, so the one does not rule out the other.
  yield* decode(text).filter((tree) => !isLog(tree));
  yield* decode(fromBase64(text)).filter((tree) => !isLog(tree));
}

/** Give what a function bridge wrapped as base64, or "". */
function fromBase64(text) {
  if (text.length % 4 !== 0 || !BASE64.test(text)) return "";
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return strictlyFromUtf8(bytes) ?? "";
}

/** Give the objects nested in a tree, and those in texts that hold one, the outermost first, 64 values at most. */
function* inside(tree) {
  const waiting = [{ node: tree, depth: 0 }];
  for (let at = 0; at < waiting.length && at < MOST_NESTED; at += 1) {
    const { node, depth } = waiting[at];
    if (depth > 0) yield node;
    if (depth > MOST_UNWRAPS) continue;
    for (const child of childrenOf(node)) waiting.push({ node: child, depth: depth + 1 });
  }
}

function childrenOf(node) {
  const children = isObject(node) ? valuesOf(node) : node;
  return children.slice(0, MOST_NESTED).flatMap((child) => {
    if (typeof child === "string") return mayHold(child) ? decode(child).slice(0, 1).filter(isTold) : [];
    return isFilled(child) ? [child] : [];
  });
}

function mayHold(text) {
  return text.includes("{") || text.includes("stat:") || (text.includes("=") && text.includes("&"));
}

function isTold(tree) {
  return typeof tree === "object" && tree !== null && !isLog(tree);
}

function isFilled(value) {
  return Array.isArray(value) ? value.length > 0 : isObject(value) && Object.keys(value).length > 0;
}
