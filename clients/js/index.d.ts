/** One answer a messaging gateway can act on, from whatever a vendor sends when it says no. */

/** A word of the catalogs. The listed ones are those of today; a newer bundle may bring more, so keep a last branch. */
type Open<Known extends string> = Known | (string & {});

export type Advice = Open<"never" | "after_fix" | "after_condition" | "after_wait" | "backoff" | "unknown">;
export type Acceptance = Open<"rejected" | "accepted" | "accepted_then_failed" | "unknown" | "none">;
export type Scope = Open<
  "message" | "pair" | "recipient_address" | "template" | "sender" | "account" | "route" | "vendor" | "unknown"
>;
export type Fault = Open<"caller" | "account" | "recipient" | "vendor" | "upstream" | "network" | "none" | "unknown">;
export type Help = Open<"yes" | "no" | "unknown">;
export type KeyUse = Open<"reuse" | "new">;
export type Suppression = Open<"none" | "address_ttl" | "address" | "opt_out">;
export type Audience = Open<"all" | "marketing">;
export type Phase = Open<"request" | "delivery" | "inbound" | "management">;
export type Evidence = Open<"documented" | "observed" | "inferred">;
export type MatchKind = Open<
  | "exact"
  | "text"
  | "range"
  | "upstream"
  | "transient"
  | "http_status"
  | "transport"
  | "success"
  | "ambiguous"
  | "unknown"
>;
export type DelaySource = Open<"header" | "payload" | "catalog">;
export type Pause = Open<"now" | "on_rate" | "no">;
export type Health = Open<"vendor" | "route" | "sender" | "none">;
export type Alert = Open<"none" | "ticket" | "page">;

/** Whether and when the same payload may be sent again; `delay` and `backoff` are seconds. */
export interface Retry {
  readonly advice: Advice;
  readonly backoff: number | null;
  readonly delay: number | null;
  readonly delay_source: DelaySource | null;
  readonly idempotency_key: KeyUse | null;
  readonly max_attempts: number | null;
  readonly retryable: boolean;
}

/** Whether another vendor or channel would help. */
export interface Failover {
  readonly other_channel: Help;
  readonly other_vendor: Help;
}

/** Advice about the address; `ttl` is seconds. */
export interface Suppress {
  readonly advice: Suppression;
  readonly strikes: number | null;
  readonly ttl: number | null;
}

/** What selected the verdict. */
export interface Match {
  readonly candidates: readonly string[];
  readonly catalog_version: string | null;
  readonly evidence: Evidence | null;
  readonly how: MatchKind;
  readonly overrides: readonly string[];
  readonly rule: string | null;
  readonly shape: string | null;
  readonly sources: readonly string[];
  readonly unknown_vendor: string | null;
}

interface Said {
  readonly action: string;
  readonly alert: Alert;
  readonly applies_to: Audience;
  readonly category: string;
  readonly code: string;
  readonly failover: Failover;
  readonly fault: Fault;
  readonly health: Health;
  readonly match: Match;
  readonly pause: Pause;
  readonly phase: Phase | null;
  readonly remediation: string;
  readonly retry: Retry;
  readonly scope: Scope;
  readonly suppress: Suppress;
  readonly surface: string | null;
  readonly title: string;
  readonly vendor: string;
}

/** The answer to one payload: plain frozen data. */
export interface NormalizedError extends Said {
  readonly acceptance: Acceptance;
  readonly counts_as_attempt: boolean;
  readonly detail: string | null;
  readonly docs_url: string | null;
  readonly field: string | null;
  readonly http_status: number | null;
  readonly message_id: string | null;
  readonly request_id: string | null;
  readonly upstream: NormalizedError | null;
  readonly vendor_code: string | null;
  readonly vendor_subcode: string | null;
}

/** What the bundle says about a bare code: plain frozen data. */
export interface Verdict extends Said {
  readonly acceptance: Acceptance | null;
  readonly disputed: string | null;
  readonly meaning: string | null;
  readonly vendor_title: string | null;
}

/** Which vendor a payload proves: its id, or `unknown` with the candidates that could not be told apart. */
export interface Detection {
  readonly candidates: readonly string[];
  readonly vendor: string;
}

/** `Headers`, a `Map`, pairs, or an object. */
export type HeadersLike =
  | { entries(): Iterable<[string, string]> }
  | readonly (readonly [string, string | readonly string[]])[]
  | { readonly [name: string]: string | number | readonly string[] | null | undefined };

export interface NormalizeOptions {
  /** The id of the vendor the caller talks to; without it the vendor is found where the form proves one. */
  vendor?: string | null;
  httpStatus?: number | null;
  headers?: HeadersLike | null;
  phase?: Phase | null;
  surface?: string | null;
  /** The present as Unix seconds. */
  now?: number | null;
}

export interface LookupOptions {
  subcode?: string | number | bigint | null;
  phase?: Phase | null;
  surface?: string | null;
  httpStatus?: number | null;
  text?: string | null;
}

export interface DetectOptions {
  headers?: HeadersLike | null;
}

export interface NormalizerOptions {
  /** The hint for every call that gives none. */
  vendor?: string | null;
  /** Gives the present as Unix seconds. */
  clock?: (() => number) | null;
}

/** Answers from one bundle. */
export class Normalizer {
  /** `bundle` is a parsed `errnorm.json`. Throws for one of a newer form, and `UnknownVendor` for an unknown vendor. */
  constructor(bundle: unknown, options?: NormalizerOptions);
  /** Give one answer to any payload; never throws, never changes the payload. */
  normalize(payload: unknown, options?: NormalizeOptions): NormalizedError;
  /** Give one answer for each error in the payload; empty where the vendor reports success or an interim state. */
  normalizeAll(payload: unknown, options?: NormalizeOptions): readonly NormalizedError[];
  /** Give what the bundle says about a bare code; what is not told matches anything. Throws `UnknownVendor`. */
  lookup(vendor: string, code: string | number | bigint, options?: LookupOptions): Verdict;
  /** Give the vendor whose form the payload has. */
  detect(payload: unknown, options?: DetectOptions): Detection;
  /** Give the ids of the vendors, sorted. */
  vendors(): readonly string[];
}

/** No catalog has this vendor id, or several claim it; `nearest` holds the id or ids most like `vendor`. */
export class UnknownVendor extends Error {
  readonly vendor: string;
  readonly nearest: readonly string[];
  readonly known: readonly string[];
}

/** The calls of a `Normalizer` over the packaged bundle. */
export const normalize: Normalizer["normalize"];
export const normalizeAll: Normalizer["normalizeAll"];
export const lookup: Normalizer["lookup"];
export const detect: Normalizer["detect"];
export const vendors: Normalizer["vendors"];
