/** The rules of one vendor, indexed, and which of them wins. */

import { fold, lengthOf, wholeNumber } from "./text.js";

const CONDITIONS = ["status", "subcode", "http_status", "phase", "surface"];

/** What is known of an occurrence when a rule is sought; its words are folded when a rule first asks for them. */
export class Case {
  #folded = null;
  #words;

  constructor({ code = null, subcode = null, status = null, phase = null, surface = null, httpStatus = null, words }) {
    this.code = code;
    this.subcode = subcode;
    this.status = status;
    this.phase = phase;
    this.surface = surface;
    this.http_status = httpStatus;
    this.#words = words;
  }

  get text() {
    this.#folded ??= this.#words ? fold(this.#words()) : "";
    return this.#folded;
  }
}

/** One entry of a catalog, ready to be asked; its verdict is made when it first wins. */
export class Rule {
  #make;
  #verdict = null;

  constructor(data, make) {
    this.id = data.id;
    this.codes = data.code ?? [];
    this.surface = data.surface ?? null;
    this.limits = data.range ?? null;
    this.phrases = data.text ?? [];
    this.conditions = conditionsOf(data);
    this.how = howOf(data);
    this.rank = rankOf(data);
    this.#make = () => make(data, this.how);
  }

  get verdict() {
    this.#verdict ??= this.#make();
    return this.#verdict;
  }

  /** Say whether every condition beside the code holds; an unknown value satisfies none. */
  fits(asked) {
    return (
      this.conditions.every(([name, values]) => values.includes(asked[name])) &&
      this.phrases.every((phrase) => asked.text.includes(phrase))
    );
  }

  /** Say whether every condition that the case can be asked about holds; what is not known satisfies all. */
  fitsLoosely(asked) {
    return (
      this.conditions.every(([name, values]) => asked[name] === null || values.includes(asked[name])) &&
      (asked.text === "" || this.phrases.every((phrase) => asked.text.includes(phrase)))
    );
  }
}

/** The rules of one vendor by code, in the order in which they win. */
export class RuleTable {
  constructor(rules) {
    const ordered = [...rules].sort(byRank);
    this.ordered = ordered;
    this.byCode = new Map();
    for (const rule of ordered) {
      for (const code of rule.codes) {
        if (!this.byCode.has(code)) this.byCode.set(code, []);
        this.byCode.get(code).push(rule);
      }
    }
    this.ranges = ordered.filter((rule) => rule.limits !== null);
    this.uncoded = ordered.filter((rule) => rule.limits === null && rule.codes.length === 0);
  }

  /** Give the ids of all rules for a code that has several. */
  contested(code) {
    const rules = this.byCode.get(code) ?? [];
    return rules.length > 1 ? rules.map((rule) => rule.id) : [];
  }

  /** Give the rule that wins, or null. */
  find(asked) {
    return this.findCoded(asked) ?? this.findUncoded(asked);
  }

  /** Give the rule that wins for the code, else for a status that is a code too, else for a range; or null. */
  findCoded(asked) {
    for (const code of [asked.code, asked.status]) {
      const found = (this.byCode.get(code) ?? []).find((rule) => rule.fits(asked));
      if (found) return found;
    }
    return this.inRange(asked.code).find((rule) => rule.fits(asked)) ?? null;
  }

  /** Give the rules that ask for the case's code as their second one, whatever their first. */
  withSubcode(asked) {
    if (asked.subcode !== null) return [];
    const asks = (rule) => rule.conditions.some(([name, values]) => name === "subcode" && values.includes(asked.code));
    return this.ordered.filter((rule) => asks(rule) && rule.fitsLoosely(asked));
  }

  /** Give the rule that wins among those without a code, or null. */
  findUncoded(asked) {
    return this.uncoded.find((rule) => rule.fits(asked)) ?? null;
  }

  /** Give the rule that wins among those for an HTTP status alone, or null. */
  findByStatus(asked) {
    return this.uncoded.find((rule) => rule.how === "http_status" && rule.fits(asked)) ?? null;
  }

  /** Give the rules for a range that holds `code`. */
  inRange(code) {
    const number = this.ranges.length > 0 ? wholeNumber(code) : null;
    if (number === null) return [];
    return this.ranges.filter(({ limits: [low, high] }) => low <= number && number <= high);
  }
}

function rankOf(data) {
  const phrases = data.text ?? [];
  const given = (name) => Boolean(Array.isArray(data[name]) ? data[name].length : data[name]);
  return [
    given("code") ? 0 : given("range") ? 1 : 2,
    given("status") ? 0 : 1,
    given("subcode") ? 0 : 1,
    phrases.length > 0 ? 0 : 1,
    -phrases.reduce((sum, phrase) => sum + lengthOf(phrase), 0),
    -["phase", "surface", "http_status"].filter(given).length,
    data.id,
  ];
}

function byRank(one, other) {
  const at = one.rank.findIndex((value, index) => value !== other.rank[index]);
  if (at < 0) return 0;
  return one.rank[at] < other.rank[at] ? -1 : 1;
}

function conditionsOf(data) {
  return CONDITIONS.map((name) => [name, data[name] === undefined ? [] : [data[name]].flat()]).filter(
    ([, values]) => values.length > 0,
  );
}

function howOf(data) {
  if (data.code?.length || data.status?.length) return "exact";
  if (data.range) return "range";
  return data.text?.length ? "text" : "http_status";
}
