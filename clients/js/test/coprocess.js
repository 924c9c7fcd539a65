/**
 * Answers questions line by line, for the test that holds this reader against Python's.
 *
 * A question is a JSON object: `kind` (`data`, `text` or `bytes`), `payload`, and `asked`, a list of options. What JSON
 * cannot say is `{"$float": "nan"}`; bytes are hexadecimal digits. The answer is one line of canonical JSON. The
 * present is the number behind `--serve`.
 */

import { createInterface } from "node:readline";

import { text } from "../data/errnorm.js";
import { Normalizer } from "../src/index.js";
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
    Object.defineProperty(value, key, {
      value: revived(value[key]),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return value;
}

function answered(normalizer, { kind, payload, asked }) {
  if (kind === "lookup") return asked.map(({ vendor, code, ...told }) => normalizer.lookup(vendor, code, told));
  const given = READ[kind](payload);
  return {
    all: asked.map((options) => normalizer.normalizeAll(given, options)),
    one: normalizer.normalize(given, asked.at(-1)),
    detected: normalizer.detect(given, { headers: asked[0].headers }),
  };
}

// The test runner starts every file in this folder, this one too.
const at = process.argv.indexOf("--serve");
if (at > 0) {
  const now = Number(process.argv[at + 1]);
  const normalizer = new Normalizer(JSON.parse(text), { clock: () => now });
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    process.stdout.write(`${canonical(answered(normalizer, JSON.parse(line)))}\n`);
  }
}
