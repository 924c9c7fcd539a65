/** What TypeScript has to accept and to refuse; `npm run types` reads it. */

import { Normalizer, UnknownVendor, detect, lookup, normalize, normalizeAll, vendors } from "errnorm";
import type { Advice, NormalizedError, Verdict } from "errnorm";

const answer: NormalizedError = normalize({ error: { code: 131049 } }, { vendor: "meta", httpStatus: 400 });
const advice: Advice = answer.retry.advice;
const seconds: number | null = answer.retry.delay;
const all: readonly NormalizedError[] = normalizeAll(new Uint8Array(), { headers: new Headers({ date: "x" }), now: 0 });
const verdict: Verdict = lookup("meta", 131049, { surface: "messages", text: "words" });
const found: string = detect("id:1 stat:UNDELIV", { headers: { "Retry-After": "5" } }).vendor;
const ids: readonly string[] = vendors();
const own = new Normalizer(JSON.parse("{}"), { vendor: "meta", clock: () => 0 });
const nearest = (error: unknown) => (error instanceof UnknownVendor ? error.nearest : []);

switch (answer.acceptance) {
  case "rejected":
  case "a word of a newer bundle":
    break;
}

// @ts-expect-error answers cannot be changed
answer.code = "unknown";
// @ts-expect-error the option is httpStatus
normalize("x", { http_status: 400 });
// @ts-expect-error a code is no boolean
lookup("meta", true);
// @ts-expect-error a clock gives a number
new Normalizer({}, { clock: () => "now" });
// @ts-expect-error a delay may be absent
const wait: number = answer.retry.delay;

export { advice, all, found, ids, nearest, own, seconds, verdict, wait };
