/** JSON whose end was cut off. */

import { readJson } from "./json.js";
import { head, stripEnd } from "./text.js";

const MOST_ENDS = 7;
const TOKEN = /"(?:[^"\\]|\\[\s\S])*"?|[{[,\]}]/g;

/**
 * Give what is whole of a JSON object whose end was cut off, as Guzzle and log collectors do it, or null.
 *
 * A last text is kept where it is a sentence; of a number or a word nobody knows how it went on.
 */
export function cutOff(text) {
  const start = text.indexOf('{"');
  if (start < 0) return null;
  const line = stripEnd(head(text.slice(start)).split("(truncated...)", 1)[0], " .\u2026");
  const ends = endsOf(line);
  for (const { at, closing } of ends.slice(-MOST_ENDS).reverse()) {
    const whole = readJson(line.slice(0, at) + closing);
    if (whole !== null) return whole.value;
  }
  return null;
}

/** Give the places at which the object could be closed, with what closes it; none where nothing is left open. */
function endsOf(line) {
  const closers = [];
  const ends = [];
  const closing = () => closers.toReversed().join("");
  for (const { 0: mark, index } of line.matchAll(TOKEN)) {
    if (mark === "{" || mark === "[") {
      closers.push(mark === "{" ? "}" : "]");
    } else if (mark === "}" || mark === "]") {
      if (closers.length === 0) return [];
      closers.pop();
    } else if (mark === ",") {
      ends.push({ at: index, closing: closing() });
    } else if (mark.length === 1 || !mark.endsWith('"')) {
      if (mark.includes(" ")) ends.push({ at: line.length, closing: `"${closing()}` });
      break;
    }
  }
  return closers.length > 0 ? ends : [];
}
