/** The entry points: any payload, a bare code, or a question about the vendor, over one bundle. */

import { answerAmbiguous, answerFallback, answerItem, answerSuccess, isRefuted, wordsOf } from "./engine/answering.js";
import { byStatus } from "./engine/fallback.js";
import { isError } from "./engine/errors.js";
import { copied } from "./engine/holding.js";
import { isLog } from "./engine/log.js";
import { isObject } from "./engine/objects.js";
import { receive } from "./engine/receive.js";
import { Recogniser, raisingVendor, speakingVendor } from "./engine/recognise.js";
import { Case } from "./engine/rules.js";
import { Tables } from "./engine/tables.js";
import { codeText } from "./engine/text.js";
import { isByRule } from "./model/acceptance.js";
import { answerData } from "./model/answer.js";
import { UnknownVendor } from "./model/unknownVendor.js";
import { verdictData } from "./model/verdict.js";
import { checkBundle, checkCode, checkOptions, shown } from "./checking.js";

const FIRST_PHASES = new Set(["request", "delivery", null]);
const MOST_ERRORS = 1000;
const LOOKUP_OPTIONS = { subcode: null, phase: "string", surface: "string", httpStatus: "number", text: "string" };

/** Answers from one bundle; immutable. `clock` gives the present as Unix seconds. */
export class Normalizer {
  #tables;
  #clock;
  #vendor = null;

  constructor(bundle, options = {}) {
    checkBundle(bundle);
    checkOptions("Normalizer", options, { vendor: "string", clock: "function" });
    this.#tables = new Tables(bundle);
    this.#clock = options.clock ?? (() => Date.now() / 1000);
    if (options.vendor !== undefined && options.vendor !== null) this.#vendor = this.#knownVendor(options.vendor).id;
    Object.freeze(this);
  }

  /** Give one answer to any payload; never throws, never changes the payload. */
  normalize(payload, options) {
    return this.#safely(payload, options, (given, asked) => {
      const { sighting, received } = this.#look(given, asked);
      if (sighting === null) return this.#data(this.#fallback(received, asked));
      const [first] = this.#answers(sighting, received, asked);
      return this.#data(first ?? answerSuccess(this.#tables, sighting, received, asked));
    });
  }

  /** Give one answer for each error in the payload; empty where the vendor reports success or an interim state. */
  normalizeAll(payload, options) {
    const answers = this.#safely(payload, options, (given, asked) => {
      const { sighting, received } = this.#look(given, asked);
      if (sighting === null) return [this.#data(this.#fallback(received, asked))];
      if (isRefuted(sighting, received)) {
        return [this.#data(answerSuccess(this.#tables, sighting, received, asked))];
      }
      return this.#answers(sighting, received, asked).map((answer) => this.#data(answer));
    });
    return Object.freeze(Array.isArray(answers) ? answers : [answers]);
  }

  /** Give what the bundle says about a bare code; what is not told matches anything. Throws `UnknownVendor`. */
  lookup(vendor, code, options = {}) {
    checkCode(vendor, code);
    checkOptions("lookup", options, LOOKUP_OPTIONS);
    const { text = null, phase = null, surface = null, httpStatus = null } = options;
    const words = text ? () => text : null;
    const subcode = codeText(options.subcode);
    const asked = new Case({ code: codeText(code), subcode, phase: phase || null, surface, httpStatus, words });
    const chosen = this.#knownVendor(vendor);
    const { vocabulary } = this.#tables;
    const passed = chosen.shapes.flatMap((shape) => shape.passthrough.map((row) => row.vendor));
    for (const id of new Set([chosen.id, ...passed])) {
      const known = this.#tables.vendors.get(id);
      const found = known ? this.#lookUpIn(known, asked) : null;
      if (found !== null) return verdictData(id === chosen.id ? found : vocabulary.rebased(found), vocabulary);
    }
    const found = byStatus(this.#tables, httpStatus) ?? vocabulary.plain("unknown", "unknown");
    return verdictData({ ...found, vendor: chosen.id }, vocabulary);
  }

  /** Give the vendor whose form the payload has, or `unknown` with the candidates; never throws. */
  detect(payload, options) {
    const found = this.#safely(payload, options, (given, { headers }) => {
      const { sighting } = this.#look(given, { ...this.#asked({}), headers });
      return sighting === null ? [] : sighting.vendors();
    });
    const seen = Array.isArray(found) ? found : [];
    if (seen.length === 1) return Object.freeze({ candidates: Object.freeze([]), vendor: seen[0] });
    return Object.freeze({ candidates: Object.freeze(seen), vendor: "unknown" });
  }

  /** Give the ids of the vendors, sorted. */
  vendors() {
    return Object.freeze([...this.#tables.vendors.keys()].sort());
  }

  /** Ask with the payload as it is; where it throws when looked at, with a copy, and at last with nothing. */
  #safely(payload, options, ask) {
    for (const make of [() => payload, () => copied(payload)]) {
      try {
        return ask(make(), this.#asked(isObject(options) ? options : {}));
      } catch {
        // What a stranger's getter or proxy throws is no news; the copy leaves it out.
      }
    }
    return this.#data(this.#fallback(receive(null, null, null), this.#asked({})));
  }

  #asked(options) {
    const name = options.vendor ?? this.#vendor;
    const hint = this.#tables.vendorNamed(name);
    return {
      hint,
      unknownVendor: name !== null && hint === null ? shown(name) : null,
      httpStatus: options.httpStatus,
      headers: options.headers,
      phase: typeof options.phase === "string" && options.phase !== "" ? options.phase : null,
      surface: typeof options.surface === "string" ? options.surface : null,
      now: Number.isFinite(options.now) ? options.now : null,
      clock: this.#clock,
    };
  }

  #look(payload, asked) {
    const received = receive(payload, asked.httpStatus, asked.headers);
    const isNamed = asked.hint !== null || asked.unknownVendor !== null;
    const hint = isError(payload) && !isNamed ? raisingVendor(this.#tables, received) : asked.hint;
    let sighting = this.#seek(hint, received, asked);
    const speaker = sighting === null && !isNamed ? speakingVendor(this.#tables, received) : null;
    if (speaker !== null) sighting = this.#seek(speaker, received, asked);
    return { sighting, received };
  }

  /** Give what the first telling tree is recognised as; a log line counts where a rule knows its words. */
  #seek(hint, received, asked) {
    const seeker = new Recogniser(this.#tables, hint, received.httpStatus);
    for (const tree of [...received.trees, ...wordsOf(this.#tables, received)]) {
      const sighting = seeker.seek(tree, received.headers);
      if (sighting !== null && (!isLog(tree) || this.#isToldByARule(sighting, asked))) return sighting;
    }
    return null;
  }

  /** Give the answer where no rule knows the words; a text that proves a vendor is still this vendor's. */
  #fallback(received, asked) {
    const answer = answerFallback(this.#tables, received, asked, { vendor: asked.hint });
    if (asked.hint !== null || asked.unknownVendor !== null || !answer.verdict.match.rule) return answer;
    const speaker = speakingVendor(this.#tables, received);
    return speaker === null ? answer : answerFallback(this.#tables, received, asked, { vendor: speaker });
  }

  #data(answer) {
    return answerData(answer, this.#tables.vocabulary);
  }

  #answers(sighting, received, asked) {
    const answers = sighting.occurrences.slice(0, MOST_ERRORS).map((seen) => answerItem(this.#tables, seen, asked));
    if (sighting.vendors().length > 1) {
      return answers.length > 0 ? [answerAmbiguous(this.#tables, answers, received, asked)] : [];
    }
    const errors = once(answers.filter((answer) => answer.verdict.code !== "no_error"));
    const isLate = (answer) => Number(!FIRST_PHASES.has(answer.phase));
    return errors.sort((one, other) => isLate(one) - isLate(other));
  }

  /** Say whether a log line tells a vendor's error; where no rule knows its words, transport and status may. */
  #isToldByARule(sighting, asked) {
    const answers = sighting.occurrences.map((seen) => answerItem(this.#tables, seen, asked));
    return answers.some((answer) => isByRule(answer.verdict.match));
  }

  #knownVendor(name) {
    const found = this.#tables.vendorNamed(name);
    if (found === null) throw new UnknownVendor(name, this.vendors(), this.#tables.claiming(name));
    return found;
  }

  /**
   * Give the verdict of one vendor's rules for a bare code, or null where none fits.
   *
   * Where every rule for the code is bound to a surface that is not told, ranges on other surfaces count as readings.
   * What no rule knows as a code may be one's second code.
   */
  #lookUpIn(vendor, asked) {
    const { rules } = vendor;
    const fitting = (rules.byCode.get(asked.code) ?? []).filter((rule) => rule.fitsLoosely(asked));
    if (asked.surface === null ? fitting.every((rule) => rule.surface !== null) : fitting.length === 0) {
      const known = new Set(fitting.map((rule) => rule.surface));
      const ranges = rules.inRange(asked.code).filter((rule) => rule.fitsLoosely(asked));
      fitting.push(...ranges.filter((rule) => !known.has(rule.surface)));
    }
    if (fitting.length === 0) fitting.push(...rules.withSubcode(asked));
    if (fitting.length === 0) return null;
    const winner = fitting.length === 1 ? fitting[0] : fitting.find((rule) => rule.fits(asked));
    if (winner) return winner.verdict;
    const ids = fitting.map((rule) => rule.id);
    return this.#tables.vocabulary.agreed(
      fitting.map((rule) => rule.verdict),
      ids,
    );
  }
}

/** Give the answers without repeats: same code, subcode and words, and the same message or none. */
function once(answers) {
  const seen = new Map();
  return answers.filter((answer) => {
    const key = JSON.stringify([answer.code, answer.subcode, answer.detail, answer.verdict.code]);
    const messages = seen.get(key) ?? new Set();
    const message = answer.message_id;
    const repeats = messages.size > 0 && (message === null || messages.has(null) || messages.has(message));
    seen.set(key, messages.add(message));
    return !repeats;
  });
}

export { UnknownVendor };
