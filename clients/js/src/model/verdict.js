/** Everything a catalog says about one error, without the occurrence. */

import { alert, health, pause } from "./derived.js";

/** Say whether advice means to repeat after a while. */
export function isWaiting(advice) {
  return advice === "backoff" || advice === "after_wait";
}

/** Give what selected a verdict, with every part. */
export function matchOf(parts) {
  return Object.freeze({
    candidates: Object.freeze([...(parts.candidates ?? [])]),
    catalog_version: parts.catalog_version ?? null,
    evidence: parts.evidence ?? null,
    how: parts.how,
    overrides: Object.freeze([...(parts.overrides ?? [])]),
    rule: parts.rule ?? null,
    shape: parts.shape ?? null,
    sources: Object.freeze([...(parts.sources ?? [])]),
    unknown_vendor: parts.unknown_vendor ?? null,
  });
}

/** Give a verdict as plain frozen data, as Python's `Verdict.to_dict` does. */
export function verdictData(verdict, vocabulary) {
  const { advice, delay } = verdict;
  return Object.freeze({
    acceptance: verdict.acceptance,
    action: verdict.action,
    alert: alert(verdict.category),
    applies_to: verdict.applies_to,
    category: verdict.category,
    code: verdict.code,
    disputed: verdict.disputed,
    failover: Object.freeze({ other_channel: verdict.other_channel, other_vendor: verdict.other_vendor }),
    fault: verdict.fault,
    health: health(verdict.category, verdict.scope),
    match: verdict.match,
    meaning: verdict.meaning,
    pause: pause(verdict.scope, verdict.phase, verdict.surface, vocabulary.besideMessaging),
    phase: verdict.phase,
    remediation: verdict.remediation,
    retry: Object.freeze({
      advice,
      backoff: verdict.backoff,
      delay,
      delay_source: delay === null ? null : "catalog",
      idempotency_key: verdict.idempotency_key,
      max_attempts: verdict.max_attempts,
      retryable: isWaiting(advice) && verdict.acceptance !== "unknown",
    }),
    scope: verdict.scope,
    suppress: verdict.suppress,
    surface: verdict.surface,
    title: verdict.title,
    vendor: verdict.vendor,
    vendor_title: verdict.vendor_title,
  });
}
