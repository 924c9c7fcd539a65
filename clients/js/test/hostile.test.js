import assert from "node:assert/strict";
import { test } from "node:test";

import { detect, normalize, normalizeAll } from "../src/index.js";

const fail = () => {
  throw new Error("do not look at me");
};
const ANGRY = new Proxy({}, Object.fromEntries(Object.getOwnPropertyNames(Reflect).map((trap) => [trap, fail])));

function cyclic() {
  const value = { error: { code: 131049 } };
  value.error.cause = value;
  value.list = [value];
  return value;
}

function listOfItself() {
  const value = [];
  value.push(value);
  return value;
}

function deep(depth, wrap) {
  let value = { error: { code: 131049, type: "OAuthException" } };
  for (let level = 0; level < depth; level += 1) value = wrap(value);
  return value;
}

const HOSTILE = {
  undefined: () => undefined,
  symbol: () => Symbol("x"),
  function: () => fail,
  bigint: () => 10n ** 400n,
  "not a number": () => Number.NaN,
  "boxed text": () => new String("Read timed out"),
  date: () => new Date(Number.NaN),
  "weak map": () => new WeakMap(),
  "getter that throws": () => ({
    error: {
      code: 1,
      get message() {
        return fail();
      },
    },
  }),
  "root getter that throws": () => Object.defineProperty({}, "error", { get: fail, enumerable: true }),
  "proxy that throws": () => ANGRY,
  "proxy inside": () => ({ error: ANGRY, errors: [ANGRY] }),
  "revoked proxy": () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  "text that throws": () => ({ toString: fail, valueOf: fail, toJSON: fail }),
  "class that throws": () =>
    new (class Model {
      get status() {
        return fail();
      }
      get headers() {
        return fail();
      }
      toJSON() {
        return fail();
      }
    })(),
  "error that throws": () => Object.defineProperties(new Error("x"), { message: { get: fail }, cause: { get: fail } }),
  "error of itself": () => {
    const error = new Error("Read timed out");
    error.cause = error;
    return error;
  },
  "keys of objects": () => JSON.parse('{"__proto__":{"code":1},"constructor":1,"toString":2,"hasOwnProperty":3}'),
  "no prototype": () => Object.create(null),
  "list with holes": () => [, { error: { code: 1 } }, ,],
  cyclic,
  "list of itself": listOfItself,
  "object 100,000 deep": () => deep(100_000, (value) => ({ error: value })),
  "list 100,000 deep": () => deep(100_000, (value) => [value]),
  "text of brackets": () => "[".repeat(1_000_000),
  "text of open objects": () => '{"a":'.repeat(200_000),
  "text of digits": () => "9".repeat(1_000_000),
  "text of open codes": () => "(#".repeat(500_000),
  "text of elements": () => "<a>".repeat(100_000),
  "text of comments": () => "<!--".repeat(250_000),
  "text of open strings": () => "{'".repeat(500_000),
  "text of fields": () => "a=b&".repeat(1_000_000),
  "text of escapes": () => '\\"'.repeat(500_000),
  "text of one string": () => `{"error": "${"x".repeat(5_000_000)}"`,
  "text of waits": () => "in 1 ".repeat(200_000),
  "text of receipts": () => `${"id:".repeat(300_000)} stat:x`,
  "text of bars": () => "error | ".repeat(150_000),
  "text of bytes": () => `a:1:{s:999999999:"${"x".repeat(1_000_000)}`,
  "text of halves": () => "\ud800\udc00\ud800".repeat(100_000),
  "200,000 keys": () => Object.fromEntries(Array.from({ length: 200_000 }, (_, key) => [`key${key}`, {}])),
  "50,000 bodies": () => Array(50_000).fill({ error: { code: 131049, type: "OAuthException" } }),
};

for (const [name, make] of Object.entries(HOSTILE)) {
  test(`an answer to: ${name}`, () => {
    const payload = make();
    const start = performance.now();
    for (const vendor of [undefined, "meta", "exotel"]) {
      assert.equal(typeof normalize(payload, { vendor }).code, "string");
      assert.ok(normalizeAll(payload, { vendor }).length <= 1000);
    }
    assert.equal(typeof detect(payload).vendor, "string");
    assert.ok(performance.now() - start < 20_000);
  });
}

test("options of any kind are no reason to throw", () => {
  for (const odd of [null, 7, "meta", ANGRY, Symbol("x"), fail, []]) {
    assert.equal(typeof normalize({}, odd).code, "string");
    for (const name of ["vendor", "httpStatus", "headers", "phase", "surface", "now"]) {
      assert.equal(typeof normalize({ a: 1 }, { [name]: odd }).code, "string");
      assert.equal(typeof detect({ a: 1 }, { [name]: odd }).vendor, "string");
    }
  }
});

test("a getter that throws hides only itself", () => {
  const payload = {
    error: {
      code: 131049,
      type: "OAuthException",
      get message() {
        return fail();
      },
    },
  };

  assert.equal(normalize(payload, { vendor: "meta" }).vendor_code, "131049");
});
