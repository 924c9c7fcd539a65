/** Conclusions that follow from the facets of an answer alone. */

const PAUSE = new Map([
  ["account", "now"],
  ["sender", "now"],
  ["template", "now"],
  ["vendor", "on_rate"],
  ["route", "on_rate"],
]);
const HEALTH = new Set(["vendor", "route", "sender"]);
const THROTTLES = new Set(["rate_limit", "quota"]);
const ALERT = new Map([
  ["authentication", "page"],
  ["billing", "page"],
  ["account", "page"],
  ["permission", "ticket"],
  ["sender", "ticket"],
  ["template", "ticket"],
  ["policy", "ticket"],
  ["quota", "ticket"],
  ["request", "ticket"],
  ["resource", "ticket"],
  ["unknown", "ticket"],
]);
const NOT_MESSAGING_PHASES = new Set(["management", "inbound"]);

/**
 * Say whether to stop `scope`; what is about something other than messaging never stops messaging.
 *
 * `besideMessaging` are the surfaces on which nothing is sent.
 */
export function pause(scope, phase, surface, besideMessaging) {
  if (NOT_MESSAGING_PHASES.has(phase) || besideMessaging.has(surface)) return "no";
  return PAUSE.get(scope) ?? "no";
}

/** Say what the failure counts against; throttles and caps count against nobody. */
export function health(category, scope) {
  return !THROTTLES.has(category) && HEALTH.has(scope) ? scope : "none";
}

/** Say whom to tell; what a recipient or the platform decides is expected and tells nobody. */
export function alert(category) {
  return ALERT.get(category) ?? "none";
}
