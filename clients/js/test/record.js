/** What a vector says of an answer or a verdict; docs/specification.md tells what it leaves out. */

const WORDING = ["title", "remediation"];
const WORDING_OF_VERDICTS = [...WORDING, "disputed", "meaning", "vendor_title"];
const OF_MATCH = ["candidates", "how", "rule", "shape", "unknown_vendor"];

/** Give the record of an answer. */
export function recordOf(answer) {
  const record = bare(answer, WORDING);
  if (answer.upstream) record.upstream = recordOf(answer.upstream);
  return record;
}

/** Give the record of a verdict. */
export function verdictRecord(verdict) {
  return bare(verdict, WORDING_OF_VERDICTS);
}

/** Give a whole answer or verdict, but for the version of the catalogs that gave it. */
export function wholeRecordOf(answer) {
  const { catalog_version: _, ...match } = answer.match;
  const upstream = answer.upstream ? { upstream: wholeRecordOf(answer.upstream) } : {};
  return { ...answer, match, ...upstream };
}

function bare(answer, wording) {
  const isTold = (value) => (Array.isArray(value) ? value.length > 0 : Boolean(value));
  return {
    ...given(answer, (name) => !wording.includes(name)),
    match: given(answer.match, (name, value) => OF_MATCH.includes(name) && isTold(value)),
    retry: given(answer.retry),
    suppress: given(answer.suppress),
  };
}

function given(parts, isWanted = () => true) {
  return Object.fromEntries(Object.entries(parts).filter(([name, value]) => value !== null && isWanted(name, value)));
}
