/** Whether the message may already be out. */

const OWN_TROUBLE = new Set(["service", "network", "unknown"]);
const BY_RULE = new Set(["exact", "text", "range", "upstream"]);

/** Say whether a rule selected a verdict. */
export function isByRule(match) {
  return BY_RULE.has(match.how);
}

/**
 * Give whether the message may be out.
 *
 * Inbound and management concern no send. A rule's own word comes first. A receipt that reports a failure means
 * accepted, then failed. For a request any 5xx and 408 leave it unknown, as does a 2xx that no rule recognised; other
 * 4xx mean rejected.
 */
export function acceptanceOf(verdict, phase, httpStatus) {
  if (phase === "inbound" || phase === "management") return "none";
  const said = verdict.acceptance;
  if (verdict.decided || verdict.code === "no_error") return said ?? "rejected";
  const ownTrouble = OWN_TROUBLE.has(verdict.category);
  if (phase === "delivery") return said === null || ownTrouble ? "accepted_then_failed" : said;
  if (httpStatus === null || said === "accepted") return said ?? "rejected";
  return ofStatus(verdict, httpStatus, said, ownTrouble);
}

function ofStatus(verdict, httpStatus, said, ownTrouble) {
  if (httpStatus >= 500 || httpStatus === 408) return "unknown";
  if (httpStatus >= 400) return said !== null && !ownTrouble ? said : "rejected";
  return isByRule(verdict.match) ? (said ?? "rejected") : "unknown";
}
