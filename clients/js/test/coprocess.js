/**
 * Answers questions line by line, for the test that holds this reader against Python's.
 *
 * A question is a JSON object: `kind` (`data`, `text` or `bytes`), `payload`, and `asked`, a list of options. What JSON
 * cannot say is `{"$float": "nan"}`; bytes are hexadecimal digits. The answer is one line of canonical JSON.
 */

import { createInterface } from "node:readline";

import { detect, lookup, normalize, normalizeAll, vendors } from "../src/index.js";
import { canonical } from "./canonical.js";

const READ = {
  data: revived,
  text: (payload) => payload,
  bytes: (payload) => new Uint8Array(Buffer.from(payload, "hex")),
};
const FLOATS = { nan: Number.NaN, inf: Infinity, "-inf": -Infinity };

function revived(value) {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(revived);
  if (Object.hasOwn(value, "$float")) return FLOATS[value.$float];
  for (const key of Object.keys(value)) {
    // A plain assignment to `__proto__` would set the prototype.
    Object.defineProperty(value, key, { value: revived(value[key]), enumerable: true, writable: true, configurable: true });
  }
  return value;
}

function answered({ kind, payload, asked }) {
  if (kind === "lookup") return asked.map(({ vendor, code, ...options }) => lookup(vendor, code, options));
  if (kind === "vendors") return vendors();
  const given = READ[kind](payload);
  return asked.map((options) => ({
    all: normalizeAll(given, options),
    one: normalize(given, options),
    detected: detect(given, { headers: options.headers }),
  }));
}

// The test runner starts every file in this folder, this one too.
if (process.argv.includes("--serve")) {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    process.stdout.write(`${canonical(answered(JSON.parse(line)))}\n`);
  }
}
