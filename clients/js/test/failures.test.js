import assert from "node:assert/strict";
import { connect, createServer } from "node:net";
import { test } from "node:test";

import { normalize } from "../src/index.js";

const BODY = { error: { message: "(#131049) Not delivered", type: "OAuthException", code: 131049 } };
const told = (payload) => {
  const { code, vendor_code: vendorCode, http_status: status } = normalize(payload, { vendor: "meta" });
  return [code, vendorCode, status];
};

test("a response of axios, got or superagent is read whole", () => {
  class AxiosHeaders {}
  class IncomingMessage {
    statusCode = 400;
    headers = { "retry-after": "5" };
    body = JSON.stringify(BODY);
  }
  const axios = { status: 400, headers: new AxiosHeaders(), config: {}, data: BODY };
  const superagent = Object.assign(new (class Response {})(), {
    status: 400,
    headers: {},
    body: {},
    text: JSON.stringify(BODY),
  });

  for (const response of [axios, { ...axios, data: JSON.stringify(BODY) }, new IncomingMessage(), superagent]) {
    assert.deepEqual(told(response), ["marketing_capped", "131049", 400]);
    assert.deepEqual(told(Object.assign(new Error("Request failed"), { response })), [
      "marketing_capped",
      "131049",
      400,
    ]);
    assert.deepEqual(
      told(new Error("outer", { cause: Object.assign(new Error("x"), { response }) }))[0],
      "marketing_capped",
    );
  }
});

test("of a fetch Response status and headers count; its body is a stream", () => {
  const headers = { "retry-after": "9" };
  const answer = normalize(new Response("{}", { status: 503, headers }), { vendor: "meta" });

  assert.deepEqual([answer.http_status, answer.retry.delay, answer.retry.delay_source], [503, 9, "header"]);
});

test("an error with a status and a body of its own is an answer", () => {
  const error = Object.assign(new Error("Bad request"), { status: 400, error: BODY.error, headers: {} });

  assert.deepEqual(told(error), ["marketing_capped", "131049", 400]);
});

test("a refused connection is told from a lost answer", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  const refused = await new Promise((resolve) => connect(port, "127.0.0.1").once("error", resolve));
  const wrapped = await fetch(`http://127.0.0.1:${port}/`).catch((error) => error);

  for (const error of [refused, wrapped]) {
    const { code, acceptance, match, vendor_code: vendorCode } = normalize(error, { vendor: "meta" });
    assert.deepEqual([code, acceptance, match.how, vendorCode], ["connection_failed", "rejected", "transport", null]);
  }
});

test("time-outs leave it open whether the message is out", async () => {
  const reset = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET", syscall: "read", errno: -104 });
  const hungUp = Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
  const axios = Object.assign(new Error("timeout of 1000ms exceeded"), { name: "AxiosError", code: "ECONNABORTED" });
  const undici = Object.assign(new Error("Headers Timeout Error"), { code: "UND_ERR_HEADERS_TIMEOUT" });
  const signal = await fetch("http://127.0.0.1:1/", { signal: AbortSignal.timeout(0) }).catch((error) => error);

  for (const error of [reset, hungUp, axios, new TypeError("fetch failed", { cause: undici })]) {
    assert.equal(normalize(error, { vendor: "meta" }).acceptance, "unknown", String(error));
  }
  assert.equal(typeof normalize(signal, { vendor: "meta" }).code, "string");
});

test("what an error and its text say is the same failure", () => {
  for (const words of [
    "connect ECONNREFUSED 127.0.0.1:443",
    "Read timed out",
    "getaddrinfo ENOTFOUND api.example.test",
  ]) {
    assert.equal(normalize(new Error(words)).code, normalize(words).code, words);
  }
});
