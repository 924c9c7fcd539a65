/** The error for a vendor that no catalog has. */

const LEAST_LIKENESS = 0.5;

/** No catalog has this vendor id, or several claim it; `nearest` holds the id or ids most like `vendor`. */
export class UnknownVendor extends Error {
  constructor(vendor, known, claiming = []) {
    const nearest = claiming.length > 0 ? claiming : mostLike(vendor.toLowerCase(), known);
    const hint = nearest.length > 0 ? `did you mean ${nearest.join(" or ")}?` : `known: ${known.join(", ")}`;
    super(`no catalog for vendor "${vendor}"; ${hint}`);
    this.name = "UnknownVendor";
    this.vendor = vendor;
    this.nearest = Object.freeze([...nearest]);
    this.known = Object.freeze([...known]);
  }
}

function mostLike(name, known) {
  const likeness = known.map((id) => ({ id, ratio: (2 * shared(id, name)) / (id.length + name.length || 1) }));
  const best = likeness.reduce((one, other) => (other.ratio >= one.ratio ? other : one), { ratio: 0 });
  return best.ratio >= LEAST_LIKENESS ? [best.id] : [];
}

/** Give how many letters two names share: in their longest common part, and on both sides of it. */
function shared(one, other) {
  const { length, at, there } = longestCommon(one, other);
  if (length === 0) return 0;
  const before = shared(one.slice(0, at), other.slice(0, there));
  return length + before + shared(one.slice(at + length), other.slice(there + length));
}

function longestCommon(one, other) {
  let best = { length: 0, at: 0, there: 0 };
  for (let at = 0; at < one.length; at += 1) {
    for (let there = 0; there < other.length; there += 1) {
      let length = 0;
      while (at + length < one.length && one[at + length] === other[there + length]) length += 1;
      if (length > best.length) best = { length, at, there };
    }
  }
  return best;
}
