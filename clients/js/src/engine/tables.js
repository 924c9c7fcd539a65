/** One catalog set, compiled: vocabulary, shapes, rules, fall-backs; what is of one vendor is compiled when it is met. */

import { FieldReader } from "./fields.js";
import { Rule, RuleTable } from "./rules.js";
import { Shape } from "./shape.js";
import { ShapeSet } from "./shapeSet.js";
import { WHITE, fold, strip } from "./text.js";
import { Vocabulary } from "./verdicts.js";

/** One vendor: its shapes at once, its rules when they are first needed. */
class Vendor {
  #makeRules;
  #rules = null;

  constructor(id, data, rules, vocabulary) {
    this.id = id;
    this.aliases = data.aliases ?? [];
    const known = new Set(data.known ?? []);
    this.shapes = data.shapes.map((shape) => new Shape(shape, id, known, data.upstream ?? "refine"));
    this.#makeRules = () => rules.map((rule) => new Rule(rule, (said, how) => vocabulary.ofRule(said, how, id)));
  }

  get rules() {
    this.#rules ??= new RuleTable(this.#makeRules());
    return this.#rules;
  }
}

/** Everything a Normalizer asks. */
export class Tables {
  #hinted = new Map();
  #passed = new Map();

  constructor(bundle) {
    this.vocabulary = new Vocabulary(bundle.vocabulary, bundle.catalog_version);
    this.vendors = new Map(
      Object.entries(bundle.vendors).map(([id, data]) => [
        id,
        new Vendor(id, data, bundle.rules[id] ?? [], this.vocabulary),
      ]),
    );
    this.byName = namesOf(this.vendors);
    this.http = bundle.http;
    this.generic = new FieldReader(bundle.http.fields);
    this.transport = bundle.transport.map((row) => ({ row, phrases: row.phrases.map(fold) }));
    this.envelopes = new ShapeSet(bundle.envelopes.map((shape) => new Shape(shape, "", new Set(), "inform")));
    const shapes = [...this.vendors.values()].flatMap((vendor) => vendor.shapes);
    this.detecting = new ShapeSet(shapes.filter((shape) => shape.identifies && shape.when.length > 0));
  }

  /** Give the vendor of an id or alias, whatever its case, or null. */
  vendorNamed(name) {
    if (typeof name !== "string") return null;
    return this.byName.get(name) ?? this.byName.get(asId(name)) ?? null;
  }

  /** Give the ids of the vendors that claim a name as their alias. */
  claiming(name) {
    const wanted = asId(name);
    return [...this.vendors.values()].filter((vendor) => vendor.aliases.includes(wanted)).map((vendor) => vendor.id);
  }

  /**
   * Give the shapes to ask where the caller names the vendor, the first set that fits decides.
   *
   * Forms that prove a vendor come before forms that prove none, the vendor's own before those it passes through.
   */
  hinted(vendor) {
    if (!this.#hinted.has(vendor.id)) {
      const groups = [vendor, ...this.passed(vendor).map((id) => this.vendors.get(id))].map(({ shapes }) => shapes);
      const sets = [true, false].flatMap((proves) =>
        groups.map((group) => group.filter((shape) => !shape.lends && shape.identifies === proves)),
      );
      this.#hinted.set(
        vendor.id,
        sets.filter((shapes) => shapes.length > 0).map((shapes) => new ShapeSet(shapes)),
      );
    }
    return this.#hinted.get(vendor.id);
  }

  /** Give the ids of the vendors whose shapes come through this one, once for each surface that is passed. */
  passed(vendor) {
    if (!this.#passed.has(vendor.id)) {
      const rows = vendor.shapes.filter((shape) => shape.lends).flatMap((shape) => shape.passthrough);
      const lent = new Map(rows.map((row) => [`${row.vendor} ${row.surface ?? ""}`, row.vendor]));
      this.#passed.set(
        vendor.id,
        [...lent.values()].filter((id) => this.vendors.has(id)),
      );
    }
    return this.#passed.get(vendor.id);
  }

  /** Give the rule tables to ask for an occurrence in `shape` of a call to `vendor`, each with a surface. */
  route(vendor, shape) {
    const found = [{ table: vendor.rules, surface: shape.surface }];
    const lender = this.vendors.get(shape.vendor);
    if (lender !== undefined && lender !== vendor) found.push({ table: lender.rules, surface: shape.surface });
    for (const row of shape.passthrough) {
      const passed = this.vendors.get(row.vendor);
      if (passed !== undefined) found.push({ table: passed.rules, surface: row.surface ?? null });
    }
    return found;
  }
}

/** Give vendors by their id and by every alias that one of them alone claims. */
function namesOf(vendors) {
  const claims = new Map();
  for (const vendor of vendors.values()) {
    for (const alias of vendor.aliases) claims.set(alias, [...(claims.get(alias) ?? []), vendor]);
  }
  const alone = [...claims].filter(([, claiming]) => claiming.length === 1).map(([alias, [vendor]]) => [alias, vendor]);
  return new Map([...alone, ...vendors]);
}

function asId(name) {
  return strip(name, WHITE).toLowerCase().replaceAll("-", "_").replaceAll(" ", "_");
}
