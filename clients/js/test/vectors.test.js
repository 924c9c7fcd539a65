import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { detect, normalizeAll, vendors } from "../src/index.js";
import { recordOf } from "./record.js";

const FOLDER = new URL("data/", import.meta.url);
const FILES = readdirSync(FOLDER).map((name) => JSON.parse(readFileSync(new URL(name, FOLDER), "utf8")));

test("every vendor has vectors", () => {
  assert.deepEqual(FILES.map(({ vendor }) => vendor).sort(), vendors());
});

for (const { vendor, now, vectors } of FILES) {
  for (const vector of vectors) {
    const told = { httpStatus: vector.http_status, headers: vector.headers, now };
    const records = (payload, name) => normalizeAll(payload, { ...told, vendor: name }).map(recordOf);

    test(`${vendor}: ${vector.name}`, () => {
      const alone = vector.answers_without_vendor === "the same" ? vector.answers : vector.answers_without_vendor;
      const text = typeof vector.payload === "string" ? vector.payload : JSON.stringify(vector.payload);

      assert.deepEqual(records(vector.payload, vendor), vector.answers);
      assert.deepEqual(records(vector.payload, undefined), alone);
      assert.equal(detect(vector.payload, { headers: vector.headers }).vendor, vector.detected);
      assert.deepEqual(records(text, vendor), vector.answers);
      assert.deepEqual(records(new TextEncoder().encode(text), vendor), vector.answers);
    });
  }
}
