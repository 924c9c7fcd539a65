/** JSON as Python's `json.dumps(..., sort_keys=True, separators=(",", ":"))` writes it. */

/** Give data as canonical JSON: sorted keys, no blanks, ASCII. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "string") return quoted(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${quoted(key)}:${canonical(value[key])}`);
  return `{${members.join(",")}}`;
}

function quoted(text) {
  return JSON.stringify(text).replace(
    /[\x7f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
