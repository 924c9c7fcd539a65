/** The answer to one payload. */

import { acceptanceOf } from "./acceptance.js";
import { alert, health, pause } from "./derived.js";
import { isWaiting, matchOf } from "./verdict.js";

/** Give an answer of the engine: its verdict, and what the occurrence tells. */
export function buildAnswer(facts) {
  const { verdict } = facts;
  const phase = verdict.phase ?? facts.phase ?? null;
  const httpStatus = facts.httpStatus ?? null;
  return {
    ...facts,
    phase,
    surface: facts.surface || verdict.surface,
    httpStatus,
    acceptance: facts.acceptance ?? acceptanceOf(verdict, phase, httpStatus),
  };
}

/** Give an answer as plain frozen data, as Python's `NormalizedError.to_dict` does. */
export function answerData(answer, vocabulary) {
  const { verdict, phase, surface } = answer;
  const paused = pause(verdict.scope, phase, surface, vocabulary.besideMessaging);
  return Object.freeze({
    acceptance: answer.acceptance,
    action: verdict.action,
    alert: alert(verdict.category),
    applies_to: verdict.applies_to,
    category: verdict.category,
    code: verdict.code,
    counts_as_attempt: paused !== "now",
    detail: answer.detail ?? null,
    docs_url: answer.docs_url ?? null,
    failover: failoverOf(answer),
    fault: verdict.fault,
    field: answer.field ?? null,
    health: health(verdict.category, verdict.scope),
    http_status: answer.httpStatus,
    match: matchData(answer),
    message_id: answer.message_id ?? null,
    pause: paused,
    phase,
    remediation: verdict.remediation,
    request_id: answer.request_id ?? null,
    retry: retryOf(answer),
    scope: verdict.scope,
    suppress: verdict.suppress,
    surface,
    title: verdict.title,
    upstream: answer.upstream ? answerData(answer.upstream, vocabulary) : null,
    vendor: answer.vendor,
    vendor_code: answer.code ?? null,
    vendor_subcode: answer.subcode ?? null,
  });
}

function retryOf({ verdict, acceptance, wait }) {
  const unsure = acceptance === "unknown";
  return Object.freeze({
    advice: verdict.advice,
    backoff: verdict.backoff,
    delay: wait?.delay ?? null,
    delay_source: wait?.source ?? null,
    idempotency_key: unsure ? "reuse" : verdict.idempotency_key,
    max_attempts: verdict.max_attempts,
    retryable: isWaiting(verdict.advice) && !unsure,
  });
}

/** Give whether another vendor or channel would help; where the message may be out, a yes is unknown. */
function failoverOf({ verdict, acceptance }) {
  const said = (help) => (acceptance === "unknown" && help === "yes" ? "unknown" : help);
  return Object.freeze({ other_channel: said(verdict.other_channel), other_vendor: said(verdict.other_vendor) });
}

function matchData({ verdict, candidates = [], shape, unknownVendor }) {
  const base = verdict.match;
  const rivals = candidates.filter((rival) => rival !== base.rule);
  return matchOf({
    ...base,
    candidates: rivals.length > 0 ? rivals : base.candidates,
    shape,
    unknown_vendor: unknownVendor,
  });
}
