/** Verdicts made from the vocabulary and what a rule says otherwise; their parts bear the names of the bundle. */

import { isWaiting, matchOf } from "../model/verdict.js";

const UNPROVEN = ["text", "http_status", "transient", "unknown"];
const KEEP_ADDRESS = Object.freeze({ advice: "none", strikes: null, ttl: null });
const TOLD_ONCE = new Set([
  "code",
  "category",
  "title",
  "match",
  "meaning",
  "coarse",
  "vendor_title",
  "disputed",
  "http",
  "remediation",
]);

/** The codes and actions of one catalog set, and the verdicts that need no rule. */
export class Vocabulary {
  constructor({ codes, actions, surfaces_beside_messaging: besideMessaging }, version) {
    this.besideMessaging = new Set(besideMessaging);
    this.codes = new Map(Object.entries(codes));
    this.actions = new Map(Object.entries(actions));
    this.version = version;
  }

  /** Give the verdict of a rule of the bundle. */
  ofRule(data, how, vendor) {
    const match = matchOf({
      catalog_version: this.version,
      evidence: data.evidence ?? null,
      how,
      overrides: data.overrides ?? [],
      rule: data.id,
      sources: data.sources ?? [],
    });
    return {
      ...this.#verdict(data.canonical, data.facets ?? {}, match),
      coarse: data.coarse ?? false,
      disputed: data.disputed ?? null,
      meaning: data.meaning ?? null,
      phase: data.about?.phase ?? null,
      surface: data.about?.surface ?? null,
      vendor,
      vendor_title: data.title ?? null,
    };
  }

  /** Give the verdict of a canonical code by itself. */
  plain(code, how, candidates = []) {
    return this.#verdict(code, {}, matchOf({ catalog_version: this.version, how, candidates }));
  }

  #verdict(code, facets, match) {
    const defaults = this.codes.get(code) ?? this.codes.get("unknown");
    const said = { ...defaults, ...facets };
    const advice = said.retry;
    return {
      acceptance: said.acceptance || null,
      action: said.action,
      advice,
      applies_to: said.applies_to ?? "all",
      backoff: advice === "backoff" ? (said.backoff ?? null) : null,
      category: said.category,
      coarse: false,
      code,
      decided: Object.hasOwn(facets, "acceptance"),
      delay: isWaiting(advice) ? (said.delay ?? null) : null,
      disputed: null,
      fault: said.fault,
      http: said.http,
      idempotency_key: said.idempotency_key ?? null,
      match,
      max_attempts: advice === "never" ? null : (said.max_attempts ?? null),
      meaning: null,
      other_channel: said.other_channel,
      other_vendor: said.other_vendor,
      phase: null,
      remediation: this.#remediation(defaults, facets, said.action),
      scope: said.scope,
      suppress: suppressOf(said, match),
      surface: null,
      title: defaults.summary,
      vendor: "unknown",
      vendor_title: null,
    };
  }

  #remediation(defaults, facets, action) {
    const general = this.actions.get(action) ?? "";
    if (facets.remediation || action !== defaults.action) return facets.remediation || general;
    return defaults.remediation || general;
  }

  /** Give an upstream's verdict as the vendor's caller meets it: its own trouble becomes the upstream's. */
  rebased(verdict) {
    const turned = this.codes.get(verdict.code)?.as_upstream;
    if (turned === undefined) return verdict;
    const { code, title, fault, http } = this.plain(turned, "upstream");
    return { ...verdict, code, title, fault: verdict.fault === "vendor" ? fault : verdict.fault, http };
  }

  /** Give the verdict `unknown` with those facets on which all `verdicts` agree. */
  agreed(verdicts, candidates) {
    const [first] = verdicts;
    const agrees = (name) => verdicts.every((other) => isSame(other[name], first[name]));
    const same = Object.fromEntries(
      Object.keys(first)
        .filter((name) => !TOLD_ONCE.has(name) && agrees(name))
        .map((name) => [name, first[name]]),
    );
    if ("action" in same && agrees("remediation")) same.remediation = first.remediation;
    if (!("advice" in same)) Object.assign(same, { delay: null, backoff: null, max_attempts: null });
    return { ...this.plain("unknown", "ambiguous", candidates), ...same };
  }
}

function suppressOf(said, match) {
  const advice = said.suppress ?? "none";
  if (UNPROVEN.includes(match.how) || match.evidence === "inferred" || advice === "none") return KEEP_ADDRESS;
  const ttl = advice === "address_ttl" ? (said.suppress_ttl ?? null) : null;
  return Object.freeze({ advice, strikes: said.suppress_strikes ?? null, ttl });
}

function isSame(one, other) {
  return one === other || (typeof one === "object" && JSON.stringify(one) === JSON.stringify(other));
}
