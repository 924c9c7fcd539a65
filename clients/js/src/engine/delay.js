/** How long to wait, from headers, payload or catalog. */

import { httpDate } from "./httpDate.js";
import { readJson } from "./json.js";
import { get, isObject, valuesOf } from "./objects.js";
import { head, lengthOf } from "./text.js";
import { isWaiting } from "../model/verdict.js";

const LONGEST_DELAY = 31 * 86400;
const LONGEST_HEADER = 65536;
const UNITS = {
  ms: 0.001,
  millisecond: 0.001,
  s: 1,
  sec: 1,
  second: 1,
  m: 60,
  min: 60,
  minute: 60,
  h: 3600,
  hour: 3600,
  d: 86400,
  day: 86400,
};
const AMOUNT = new RegExp(
  "([0-9]{1,9}(?:\\.[0-9]{1,3})?)[\\t-\\r ]*" +
    "(milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|h|days?|d)\\b",
  "gi",
);
const BEFORE_AMOUNT = /\b(?:in|after|for|within)[\t-\r ]+$/i;
const LONGEST_BEFORE = 16;
const NUMBER = /^[\t-\r ]*(-?[0-9]{1,15}(?:\.[0-9]{1,9})?)[\t-\r ]*$/;
const NO_WAIT = { delay: null, source: null };

/**
 * Give the seconds to wait before the first repeat and where they were read.
 *
 * A header comes before the payload, both before the catalog; a catalog's wait is a floor, so the longer wins.
 */
export function delayOf(verdict, headers, payloadDelay, clock) {
  if (!isWaiting(verdict.advice)) return NO_WAIT;
  const fromHeaders = headers.size > 0 ? headerDelay(headers, verdict.category, clock) : null;
  const told = fromHeaders ?? payloadDelay;
  const floor = verdict.delay;
  if (told !== null && (floor === null || told >= floor)) {
    return { delay: rounded(Math.min(told, LONGEST_DELAY)), source: fromHeaders === null ? "payload" : "header" };
  }
  return floor === null ? NO_WAIT : { delay: floor, source: "catalog" };
}

/** Give the clock of one answer: `now` where the caller names it, else the `Date` header, else `clock`. */
export function clockOf(now, headers, clock) {
  return () => now ?? httpDate(headers.get("date")) ?? clock();
}

/** Give the seconds that a field says, read as `seconds`, `ms`, `minutes`, `unix` (a moment) or `text`. */
export function takeDelay(value, unit, clock) {
  if (unit === "text") return typeof value === "string" ? delayInWords(head(value)) : null;
  const number = numberOf(value);
  if (number === null) return null;
  switch (unit) {
    case "unix":
      return sane(number - clock());
    case "ms":
      return sane(number / 1000);
    case "minutes":
      return sane(number * 60);
    default:
      return sane(number);
  }
}

function delayInWords(text) {
  for (const found of text.matchAll(AMOUNT)) {
    const before = BEFORE_AMOUNT.exec(text.slice(Math.max(0, found.index - LONGEST_BEFORE - 1), found.index));
    if (before !== null && before[0].length <= LONGEST_BEFORE) {
      const unit = found[2].toLowerCase();
      return Number(found[1]) * UNITS[unit.length > 2 ? unit.replace(/s$/, "") : unit];
    }
  }
  return null;
}

function headerDelay(headers, category, clock) {
  let told = retryAfter(headers.get("retry-after"), clock);
  if (category === "rate_limit") told ??= takeDelay(headers.get("x-ratelimit-reset"), "unix", clock);
  return told ?? businessUsage(headers.get("x-business-use-case-usage"));
}

function retryAfter(value, clock) {
  const seconds = sane(numberOf(value));
  if (seconds !== null || value === undefined) return seconds;
  const moment = httpDate(value);
  return moment === null ? null : sane(moment - clock());
}

/** Give the longest `estimated_time_to_regain_access` (minutes) of Meta's usage header, in seconds. */
function businessUsage(value) {
  if (!value || lengthOf(value) > LONGEST_HEADER) return null;
  const usage = readJson(value)?.value;
  const entries = isObject(usage) ? valuesOf(usage).filter(Array.isArray).flat(1).filter(isObject) : [];
  const waits = entries
    .map((entry) => sane((numberOf(get(entry, "estimated_time_to_regain_access")) ?? 0) * 60))
    .filter((seconds) => seconds > 0);
  return waits.length > 0 ? waits.reduce((longest, next) => Math.max(longest, next)) : null;
}

function numberOf(value) {
  if (typeof value === "string") {
    const found = NUMBER.exec(value);
    return found ? Number(found[1]) : null;
  }
  const number = typeof value === "bigint" ? Number(value) : value;
  return Number.isFinite(number) ? number : null;
}

function sane(seconds) {
  return seconds !== null && seconds >= 0 ? seconds : null;
}

/** Give seconds with three digits at most; what lies in the middle goes to the even one. */
function rounded(seconds) {
  const sixteenths = seconds * 16;
  if (!Number.isInteger(sixteenths) || sixteenths % 2 === 0) return Number(seconds.toFixed(3)) + 0;
  const below = Math.floor(seconds * 1000);
  return (below % 2 === 0 ? below : below + 1) / 1000;
}
