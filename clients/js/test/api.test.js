import assert from "node:assert/strict";
import { test } from "node:test";

import { Normalizer, UnknownVendor, detect, lookup, normalize, normalizeAll, vendors } from "../src/index.js";
import { text } from "../data/errnorm.js";

const BUNDLE = JSON.parse(text);
const CAPPED = { error: { message: "(#131049) Not delivered", type: "OAuthException", code: 131049 } };

function isDeeplyFrozen(value) {
  if (typeof value !== "object" || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen);
}

test("an answer is plain frozen data", () => {
  const answer = normalize(CAPPED, { vendor: "meta", httpStatus: 400 });

  assert.equal(answer.code, "marketing_capped");
  assert.deepEqual([answer.acceptance, answer.retry.retryable, answer.retry.delay], ["rejected", true, 86400]);
  assert.equal(Object.getPrototypeOf(answer), Object.prototype);
  assert.ok(isDeeplyFrozen(answer));
  assert.ok(isDeeplyFrozen(lookup("meta", 131049)));
  assert.ok(isDeeplyFrozen(detect(CAPPED)));
  assert.ok(isDeeplyFrozen(normalizeAll(CAPPED)));
});

test("text, bytes, parsed bodies and maps have the same answer", () => {
  const said = JSON.stringify(CAPPED);
  const bytes = new TextEncoder().encode(said);
  const map = new Map([["error", new Map(Object.entries(CAPPED.error))]]);
  const expected = normalize(CAPPED, { vendor: "meta" });

  for (const payload of [
    said,
    `\ufeff${said}`,
    bytes,
    bytes.buffer,
    Buffer.from(said),
    new DataView(bytes.buffer),
    map,
  ]) {
    assert.deepEqual(normalize(payload, { vendor: "meta" }), expected);
  }
  assert.deepEqual(normalize({ error: { ...CAPPED.error, code: 131049n } }, { vendor: "meta" }), expected);
});

test("a payload is the same after a call as before", () => {
  const payload = JSON.parse('{"statusCode":400,"body":"{}","2":[{"b":1,"a":2}],"__proto__":{"x":1}}');
  const before = JSON.stringify(payload);
  normalizeAll(payload);

  assert.equal(JSON.stringify(payload), before);
  assert.equal({}.x, undefined);
});

test("headers may be an object, pairs, a map or Headers", () => {
  const busy = { error: { message: "x", type: "OAuthException", code: 80007 } };
  const pairs = [["Retry-After", "77"]];
  const forms = [Object.fromEntries(pairs), pairs, new Map(pairs), new Headers(pairs), { "retry-after": ["77", "99"] }];

  for (const headers of [...forms, { "retry-after": 77 }]) {
    const { retry } = normalize(busy, { vendor: "meta", headers });
    assert.ok(retry.delay >= 77, JSON.stringify(retry));
    assert.equal(retry.delay_source, "header");
  }
});

test("a wait counts from the clock of the Normalizer, or from `now`", () => {
  const later = new Normalizer(BUNDLE, { vendor: "meta", clock: () => 1795305600 });
  const headers = { "retry-after": "Sun, 22 Nov 2026 01:00:00 GMT" };

  assert.equal(later.normalize({}, { httpStatus: 503, headers }).retry.delay, 3600);
  assert.equal(later.normalize({}, { httpStatus: 503, headers, now: 1795305540 }).retry.delay, 3660);
});

test("`lookup` throws for a vendor nobody has, and names the nearest", () => {
  assert.throws(
    () => lookup("twillio", 1),
    (error) =>
      error instanceof UnknownVendor &&
      error.nearest[0] === "twilio" &&
      /no catalog for vendor "twillio"; did you mean twilio\?/.test(error.message),
  );
  assert.throws(() => lookup("zzzzzz", 1), /known: 360dialog/);
  assert.throws(() => new Normalizer(BUNDLE, { vendor: "metta" }), UnknownVendor);
  assert.equal(normalize(CAPPED, { vendor: "twillio" }).match.unknown_vendor, "twillio");
});

test("bad input is told with what was found and what was meant", () => {
  const newer = { ...BUNDLE, schema_version: BUNDLE.schema_version + 1 };
  const { rules: _, ...damaged } = BUNDLE;
  const cases = [
    [() => new Normalizer(newer), /has schema_version 2, and this errnorm reads 1; update errnorm/],
    [() => new Normalizer(damaged), /is damaged: it has no rules/],
    [() => new Normalizer({}), /a parsed errnorm\.json was expected/],
    [() => new Normalizer(text), /a parsed errnorm\.json was expected, and a value of type string/],
    [() => new Normalizer(BUNDLE, { vendro: "meta" }), /no option "vendro"; it has vendor, clock/],
    [
      () => new Normalizer(BUNDLE, { clock: 5 }),
      /the option clock of Normalizer is a function, not a value of type number/,
    ],
    [() => lookup("meta"), /the code is a text or a number, not undefined/],
    [() => lookup(7, "1"), /the vendor is a text such as "meta"/],
    [() => lookup("meta", 1, { http_status: 400 }), /lookup has no option "http_status"; it has .*httpStatus/],
    [() => lookup("meta", 1, "messages"), /lookup takes its options as an object/],
  ];

  for (const [call, message] of cases) assert.throws(call, message);
});

test("the packaged bundle and the same bundle handed in answer alike", () => {
  const own = new Normalizer(BUNDLE);

  assert.deepEqual(own.vendors(), vendors());
  assert.deepEqual(own.normalize(CAPPED), normalize(CAPPED));
});
