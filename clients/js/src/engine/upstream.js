/** What an upstream's error changes in the vendor's answer. */

import { matchOf } from "../model/verdict.js";

// An own verdict that knows nothing of a repeat stands between the advice to repeat and the advice not to.
const STRICTNESS = new Map(
  ["backoff", "after_wait", "unknown", "after_condition", "after_fix", "never"].map((advice, index) => [advice, index]),
);
const TIGHTENED = [
  "advice",
  "delay",
  "backoff",
  "max_attempts",
  "action",
  "remediation",
  "suppress",
  "other_vendor",
  "other_channel",
  "applies_to",
  "scope",
  "fault",
];

/**
 * Give the verdict of the answer.
 *
 * In mode `refine` an upstream verdict takes the place of an own one that is absent or coarse, and makes a precise one
 * only stricter. An upstream that is unknown, and mode `inform`, change nothing.
 */
export function combine(own, upstream, mode, vocabulary) {
  if (mode !== "refine" || upstream.code === "unknown") return own;
  const rebased = vocabulary.rebased(upstream);
  if (own === null || own.coarse) return { ...rebased, match: through(rebased.match, own) };
  if (!isStricter(rebased, own)) return own;
  return { ...own, ...Object.fromEntries(TIGHTENED.map((name) => [name, rebased[name]])) };
}

function isStricter(upstream, own) {
  if (upstream.advice === "unknown") return false;
  const theirs = STRICTNESS.get(upstream.advice) ?? 2;
  const ours = STRICTNESS.get(own.advice) ?? 2;
  const optOut = upstream.action === "record_opt_out" && own.suppress.advice !== "opt_out";
  return theirs > ours || (theirs === ours && optOut);
}

function through(match, own) {
  return matchOf({
    ...match,
    candidates: own?.match.rule ? [own.match.rule] : [],
    how: "upstream",
    unknown_vendor: null,
  });
}
