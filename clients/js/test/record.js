/** What a vector says of an answer: all but wording, sources, version and absent parts. */

const TEXTS = ["title", "remediation"];
const OF_MATCH = ["candidates", "how", "rule", "shape"];

/** Give the record of an answer, as src/errnorm/bundle/vectors.py does. */
export function recordOf(answer) {
  const record = given(answer, (name) => !TEXTS.includes(name));
  const isTold = (value) => (Array.isArray(value) ? value.length > 0 : Boolean(value));
  record.match = Object.fromEntries(
    OF_MATCH.filter((name) => isTold(answer.match[name])).map((name) => [name, answer.match[name]]),
  );
  record.retry = given(answer.retry);
  record.suppress = given(answer.suppress);
  if (answer.upstream) record.upstream = recordOf(answer.upstream);
  return record;
}

function given(parts, isWanted = () => true) {
  return Object.fromEntries(Object.entries(parts).filter(([name, value]) => value !== null && isWanted(name)));
}
