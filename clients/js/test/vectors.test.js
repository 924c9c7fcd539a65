import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { text as bundleText } from "../data/errnorm.js";
import { Normalizer } from "../src/index.js";
import { canonical } from "./canonical.js";
import { recordOf, verdictRecord, wholeRecordOf } from "./record.js";

const FILE = JSON.parse(readFileSync(new URL("data/vectors.json", import.meta.url), "utf8"));
const BUNDLE = JSON.parse(bundleText);
const SHIPPED = new Normalizer(BUNDLE);
const SPECIMEN = new Normalizer({
  ...BUNDLE,
  vendors: { ...BUNDLE.vendors, ...FILE.specimen.vendors },
  rules: { ...BUNDLE.rules, ...FILE.specimen.rules },
});

/** Give what an answer is for comparing: the same keys in whatever order, and no prototype. */
const plain = (value) => JSON.parse(JSON.stringify(value));

function holds(vector, asking) {
  const record = vector.whole ? wholeRecordOf : recordOf;
  const { payload, headers, vendor, phase, surface, http_status: httpStatus, now = FILE.now } = vector;
  const told = { headers, phase, surface, httpStatus, now };
  const records = (given, name) => asking.normalizeAll(given, { ...told, vendor: name }).map(record);
  const expected = vector.answers;
  const alone = vector.answers_without_vendor === "the same" ? expected : vector.answers_without_vendor;
  const named = records(payload, vendor);
  const seen = asking.detect(payload, { headers });

  assert.deepEqual(plain(named), expected);
  assert.equal(canonical(named), vector.canonical ?? canonical(named));
  assert.deepEqual(plain(records(payload, undefined)), alone);
  assert.deepEqual(plain(record(asking.normalize(payload, { ...told, vendor }))), expected[0] ?? vector.success);
  assert.deepEqual([seen.vendor, seen.candidates], [vector.detected, vector.detected_candidates ?? []]);
  if (typeof payload === "object" && payload !== null) {
    assert.deepEqual(plain(records(JSON.stringify(payload), vendor)), expected);
    assert.deepEqual(plain(records(new TextEncoder().encode(JSON.stringify(payload)), vendor)), expected);
  }
}

function answers(vector, asking) {
  const { vendor, code, http_status: httpStatus, ...told } = vector.lookup;
  const verdict = asking.lookup(vendor, code, { ...told, httpStatus });

  assert.deepEqual(plain((vector.whole ? wholeRecordOf : verdictRecord)(verdict)), vector.verdict);
}

for (const vector of FILE.vectors) {
  test(`${vector.vendor ?? "specification"}: ${vector.name}`, () => {
    const asking = vector.specimen ? SPECIMEN : SHIPPED;
    if (vector.lookup) answers(vector, asking);
    else holds(vector, asking);
  });
}

test("every vendor has vectors", () => {
  const named = new Set(FILE.vectors.map(({ vendor }) => vendor));
  for (const vendor of SHIPPED.vendors()) assert.ok(named.has(vendor), vendor);
});
