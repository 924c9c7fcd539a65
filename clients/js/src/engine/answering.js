/** One occurrence to one answer. */

import { buildAnswer } from "../model/answer.js";
import { isWaiting } from "../model/verdict.js";
import { clockOf, delayOf } from "./delay.js";
import { byFailure, byStatus, byTransient } from "./fallback.js";
import { NO_HEADERS } from "./holding.js";
import { asLog, isLog } from "./log.js";
import { Case } from "./rules.js";
import { combine } from "./upstream.js";

const UNKNOWN_VENDOR = "unknown";
const NO_WAIT = { delay: null, source: null };

/** Give the answer to one occurrence: its rule, the upstream's say, the delay. */
export function answerItem(tables, occurrence, asked) {
  const { vendor, shape, where } = occurrence;
  const parts = shape.fields.parts(...where);
  const phase = shape.phase ?? asked.phase;
  const surface = shape.surface || asked.surface;
  const httpStatus = occurrence.httpStatus ?? shape.fields.httpStatus(...where);
  const told = { ...parts, phase, surface, httpStatus };
  const { rule, rivals } = findRule(tables.route(vendor, shape), shape.fields, where, told);
  let verdict = rule && (rule.verdict.vendor === vendor.id ? rule.verdict : tables.vocabulary.rebased(rule.verdict));
  const upstream = upstreamAnswer(tables, shape, where, phase);
  if (upstream !== null) verdict = combine(verdict, upstream.verdict, shape.upstreamMode, tables.vocabulary);
  verdict ??= withoutRule(tables, shape.fields, where, httpStatus);
  return buildAnswer({
    ...told,
    vendor: vendor.id,
    wait: waitOf(verdict, shape.fields, where, asked),
    upstream,
    shape: shape.name,
    candidates: rivals,
    unknownVendor: asked.unknownVendor,
    verdict,
  });
}

/** Give the rule that wins and all those for the same code; a code in any table comes before words in one. */
function findRule(route, fields, where, told) {
  const status = fields.status(...where);
  const words = () => fields.text(...where);
  const cases = route.map(({ table, surface }) => ({
    table,
    asked: new Case({ ...told, status, surface: surface || told.surface, words }),
  }));
  for (const { table, asked } of cases) {
    const rule = told.code !== null || status !== null ? table.findCoded(asked) : null;
    if (rule !== null) return { rule, rivals: table.contested(told.code) };
  }
  for (const { table, asked } of cases) {
    const rule = table.findUncoded(asked);
    if (rule !== null) return { rule, rivals: [] };
  }
  return { rule: null, rivals: [] };
}

function waitOf(verdict, fields, where, asked) {
  if (!isWaiting(verdict.advice)) return NO_WAIT;
  const headers = where[2];
  const clock = clockOf(asked.now, headers, asked.clock);
  return delayOf(verdict, headers, fields.delay(clock, ...where), clock);
}

function withoutRule(tables, fields, where, httpStatus) {
  const found = byTransient(tables, fields.transient(...where)) ?? byStatus(tables, httpStatus);
  return found ?? tables.vocabulary.plain("unknown", "unknown");
}

/** Give the answer of the platform behind the vendor, or null where the payload names no code of it. */
function upstreamAnswer(tables, shape, where, phase) {
  if (shape.upstream === null) return null;
  const { vendor: name, ...parts } = shape.upstream(...where);
  const vendor = name !== null && parts.code !== null ? tables.vendorNamed(name) : null;
  if (vendor === null) return null;
  const rule = vendor.rules.find(new Case({ ...parts, phase, words: () => parts.detail ?? "" }));
  const verdict = rule?.verdict ?? tables.vocabulary.plain("unknown", "unknown");
  const wait = verdict.delay === null ? NO_WAIT : { delay: verdict.delay, source: "catalog" };
  return buildAnswer({ ...parts, vendor: vendor.id, phase, wait, verdict });
}

/**
 * Give `no_error`, with the message's id, for a payload that reports success or an interim state.
 *
 * Under an HTTP status of 400 or more the status refutes the body, and answers.
 */
export function answerSuccess(tables, sighting, received, asked) {
  const [{ vendor, shape }] = sighting.shapes;
  const { httpStatus } = received;
  const parts = sighting.success && shape.fields ? shape.fields.parts(...sighting.success) : {};
  const phase = shape.phase ?? asked.phase;
  const surface = shape.surface || asked.surface;
  const refuted = isRefuted(sighting, received) ? ofStatus(tables, vendor, { phase, surface, httpStatus }) : null;
  const verdict = refuted ?? tables.vocabulary.plain("no_error", "success");
  return buildAnswer({
    request_id: parts.request_id,
    message_id: parts.message_id,
    vendor: sighting.vendors().length === 1 ? vendor.id : UNKNOWN_VENDOR,
    phase,
    surface,
    httpStatus,
    acceptance: refuted === null ? "accepted" : null,
    wait: waitByHeaders(verdict, received, asked),
    shape: shape.name,
    unknownVendor: asked.unknownVendor,
    verdict,
  });
}

/** Say whether a body that reports success stands under an HTTP status that reports none. */
export function isRefuted(sighting, received) {
  return sighting.occurrences.length === 0 && (received.httpStatus ?? 0) >= 400;
}

/** Give what the vendor says of an HTTP status alone, else what everybody says. */
function ofStatus(tables, vendor, told) {
  return vendor?.rules.findByStatus(new Case(told))?.verdict ?? byStatus(tables, told.httpStatus);
}

function waitByHeaders(verdict, { headers }, asked) {
  return delayOf(verdict, headers, null, clockOf(asked.now, headers, asked.clock));
}

/** Give the answer where several vendors' forms fit: their common code, else the fall-back. */
export function answerAmbiguous(tables, answers, received, asked) {
  const candidates = [...new Set(answers.map((answer) => answer.vendor))];
  const codes = [...new Set(answers.map((answer) => answer.verdict.code))];
  const verdict = codes.length === 1 ? tables.vocabulary.plain(codes[0], "ambiguous") : null;
  return answerFallback(tables, received, asked, { verdict, candidates });
}

/** Give the answer where no vendor's form fits: by HTTP status, else by the transport failure, else unknown. */
export function answerFallback(tables, received, asked, { vendor = null, verdict = null, candidates = [] } = {}) {
  const { parts, httpStatus, text } = evidence(tables, received);
  const { phase, surface } = asked;
  const chosen =
    verdict ??
    ofStatus(tables, vendor, { phase, surface, httpStatus }) ??
    (httpStatus === null ? byFailure(tables, received.failure ?? { names: [], text }) : null) ??
    tables.vocabulary.plain("unknown", candidates.length > 0 ? "ambiguous" : "unknown");
  return buildAnswer({
    ...parts,
    vendor: vendor?.id ?? UNKNOWN_VENDOR,
    phase,
    surface,
    httpStatus,
    wait: waitByHeaders(chosen, received, asked),
    candidates,
    unknownVendor: asked.unknownVendor,
    verdict: chosen,
  });
}

/** Give what the words inside an unrecognised object give away, as the tree of a log line. */
export function wordsOf(tables, received) {
  const [tree] = received.trees;
  if (received.trees.length === 0 || isLog(tree)) return [];
  const words = tables.generic.parts(tree, [], NO_HEADERS).detail;
  return words ? asLog(words) : [];
}

/** Give the parts, status and text of an unrecognised payload, by the first reading with a code or a detail. */
function evidence(tables, received) {
  let parts = {};
  let { httpStatus } = received;
  let text = "";
  for (const tree of received.trees) {
    const where = [tree, [], NO_HEADERS];
    httpStatus ??= tables.generic.httpStatus(...where);
    if ((parts.code ?? null) === null && (parts.detail ?? null) === null) {
      parts = tables.generic.parts(...where);
      text = tables.generic.text(...where);
    }
  }
  return { parts, httpStatus, text };
}
