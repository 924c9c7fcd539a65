/** What programmers hand in, held against what is meant. */

import { isObject } from "./engine/objects.js";

const SCHEMA_VERSION = 1;
const PARTS = ["catalog_version", "vocabulary", "http", "transport", "envelopes", "vendors", "rules"];
const LONGEST_SHOWN = 60;

/** Throw where a value is no bundle that this version reads. */
export function checkBundle(bundle) {
  const version = isObject(bundle) ? bundle.schema_version : undefined;
  if (!Number.isInteger(version) || version < 1) {
    throw new TypeError(
      `a parsed errnorm.json was expected, and ${kindOf(bundle)} without a schema_version was given; ` +
        "hand in JSON.parse of the errnorm.json that `errnorm export` wrote",
    );
  }
  if (version > SCHEMA_VERSION) {
    throw new Error(
      `the bundle has schema_version ${version}, and this errnorm reads ${SCHEMA_VERSION}; ` +
        "update errnorm, or take the bundle of an older release",
    );
  }
  const missing = PARTS.filter((name) => !Object.hasOwn(bundle, name));
  if (missing.length > 0) throw new Error(`the bundle is damaged: it has no ${missing.join(", ")}; fetch it again`);
}

/** Throw where options have another name or another type than is known; a type of null lets any scalar in. */
export function checkOptions(call, options, types) {
  if (!isObject(options)) throw new TypeError(`${call} takes its options as an object, not as ${kindOf(options)}`);
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(types, name)) {
      throw new TypeError(`${call} has no option "${name}"; it has ${Object.keys(types).join(", ")}`);
    }
    const wanted = types[name];
    if (wanted !== null && value !== undefined && value !== null && typeof value !== wanted) {
      throw new TypeError(`the option ${name} of ${call} is a ${wanted}, not ${kindOf(value)} (${shown(value)})`);
    }
  }
}

/** Throw where a vendor is no text, or a code neither text nor number. */
export function checkCode(vendor, code) {
  if (typeof vendor !== "string") {
    throw new TypeError(`lookup(vendor, code): the vendor is a text such as "meta", not ${kindOf(vendor)}`);
  }
  if (!["string", "number", "bigint"].includes(typeof code)) {
    throw new TypeError(`lookup(vendor, code): the code is a text or a number, not ${kindOf(code)}`);
  }
}

/** Give a value as a short text, whatever it is. */
export function shown(value) {
  if (typeof value === "string") return value;
  try {
    return String(value).slice(0, LONGEST_SHOWN);
  } catch {
    return kindOf(value);
  }
}

function kindOf(value) {
  if (value === null || value === undefined) return String(value);
  return Array.isArray(value) ? "a list" : `a value of type ${typeof value}`;
}
