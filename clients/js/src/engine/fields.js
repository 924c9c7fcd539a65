/** Reading the parts of an occurrence out of the item it was found in. */

import { takeDelay } from "./delay.js";
import { isObject } from "./objects.js";
import { compileEvery, compileFirst, headerName, parsePath } from "./path.js";
import { codeText, freeText, hashCode, lastSegment, leadingCode, scalarText, wordAfter, wordStarting } from "./text.js";

const PARTS = ["code", "subcode", "detail", "request_id", "message_id", "field", "docs_url"];
const UPSTREAM_PARTS = ["vendor", "code", "subcode", "detail", "request_id"];
const CODES = ["vendor", "code", "subcode", "status"];
const TAKES = new Map(Object.entries({ hash_code: hashCode, leading_code: leadingCode, last_segment: lastSegment }));

/** The compiled `fields` of a shape; each reader takes the item, what encloses it, and the headers. */
export class FieldReader {
  constructor(fields) {
    this.parts = partsReader(PARTS, fields);
    this.text = textReader(fields.text?.length ? fields.text : [...(fields.title ?? []), ...(fields.detail ?? [])]);
    this.status = fields.status ? compileField(fields.status, codeText) : none;
    this.transient = fields.transient ? compileField(fields.transient, scalarText) : none;
    this.namedStatus = fields.http_status ? compileField(fields.http_status, codeText) : none;
    this.delays = (fields.delay ?? []).map(delayReader);
  }

  /** Give the HTTP status that the payload itself names. */
  httpStatus(...where) {
    const text = this.namedStatus(...where);
    return text !== null && /^[0-9]{3}$/.test(text) ? Number(text) : null;
  }

  /** Give the wait in seconds that the payload names. */
  delay(clock, ...where) {
    for (const { read, unit } of this.delays) {
      const seconds = takeDelay(read(...where), unit, clock);
      if (seconds !== null && seconds >= 0) return seconds;
    }
    return null;
  }
}

/** Give the reader of the upstream's parts, or of nothing where no vendor is named. */
export function upstreamReader(fields) {
  return partsReader(UPSTREAM_PARTS, fields);
}

function none() {
  return null;
}

function partsReader(names, fields) {
  const readers = names.map((name) => {
    const sources = [...(fields[name] ?? []), ...(name === "detail" ? (fields.title ?? []) : [])];
    return [name, compileField(sources, CODES.includes(name) ? codeText : freeText)];
  });
  return (...where) => Object.fromEntries(readers.map(([name, read]) => [name, read(...where)]));
}

/** Give a reader of the first source that holds something `convert` accepts. */
function compileField(sources, convert) {
  const readers = sources.map((source) => oneSource(source, convert));
  return (...where) => {
    for (const read of readers) {
      const found = read(...where);
      if (found !== null) return found;
    }
    return null;
  };
}

function oneSource(source, convert) {
  if (isObject(source) && Object.hasOwn(source, "is")) return () => source.is;
  const { path, take } = isObject(source) ? source : { path: source };
  const read = valueReader(path);
  const taking = isObject(take) ? takingWords(take) : (TAKES.get(take) ?? convert);
  return (...where) => taking(read(...where));
}

function takingWords(take) {
  return take.after === undefined ? wordStarting(listOf(take.word)) : wordAfter(listOf(take.after));
}

function valueReader(path) {
  const name = headerName(path);
  if (name !== null) return (_node, _around, headers) => headers.get(name) ?? null;
  const { outwards, keys } = parsePath(path);
  const read = compileFirst(keys);
  if (outwards === 0) return (node) => read(node);
  return (_node, around) => (around.length >= outwards ? read(around[outwards - 1]) : null);
}

function textReader(sources) {
  const readers = sources.map(everyText);
  return (...where) => readers.flatMap((read) => read(...where)).join(" ");
}

function everyText(source) {
  if (typeof source !== "string" || headerName(source) !== null) {
    const one = oneSource(source, freeText);
    return (...where) => [one(...where)].filter((text) => text !== null);
  }
  const { outwards, keys } = parsePath(source);
  const values = compileEvery(keys);
  return (node, around) => {
    const start = outwards === 0 ? node : (around[outwards - 1] ?? null);
    return values(start)
      .map(freeText)
      .filter((text) => text !== null);
  };
}

function delayReader(source) {
  const { path, take = "seconds" } = isObject(source) ? source : { path: source };
  if (isObject(take)) return { read: oneSource(source, freeText), unit: take.unit ?? "seconds" };
  return { read: valueReader(path), unit: take };
}

function listOf(value) {
  return Array.isArray(value) ? value : [value];
}
