/** Text as rules compare it: bounded, trimmed, folded, the same in every language. Lengths are code points. */

export const LONGEST_TEXT = 4096;
export const LARGEST_WHOLE = Number.MAX_SAFE_INTEGER;
export const BLANKS = " \t\n\r\f\v";
/** What Python calls white space; `String.prototype.trim` means other characters. */
export const WHITE =
  "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a" +
  "\u2028\u2029\u202f\u205f\u3000";
const ALL_WHITE = new RegExp(`^[${WHITE}]+$`);
const ANY_WHITE = new RegExp(`[${WHITE}]+`);
const HIGH_SURROGATE = /[\ud800-\udbff]/;
const ASCII = /^[\0-\x7f]*$/;
const LONGEST_NUMBER = 15;
const HASH_CODE = /\(#([0-9]{1,10})\)/;

/** Give the first `length` code points of a text. */
export function head(text, length = LONGEST_TEXT) {
  if (text.length <= length) return text;
  const units = text.slice(0, length);
  if (!HIGH_SURROGATE.test(units)) return units;
  let at = 0;
  for (let count = 0; count < length && at < text.length; count += 1) at += text.codePointAt(at) > 0xffff ? 2 : 1;
  return text.slice(0, at);
}

/** Give the last `length` code points of a text. */
export function tail(text, length) {
  if (text.length <= length) return text;
  return [...text.slice(-2 * length)].slice(-length).join("");
}

/** Give how many code points a text has. */
export function lengthOf(text) {
  if (!HIGH_SURROGATE.test(text)) return text.length;
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Give a text without those of `marks` with which it begins and ends; linear, unlike an expression. */
export function strip(text, marks = BLANKS) {
  let start = 0;
  let end = text.length;
  while (start < end && marks.includes(text[start])) start += 1;
  while (end > start && marks.includes(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

/** Give a text without those of `marks` with which it ends. */
export function stripEnd(text, marks) {
  let end = text.length;
  while (end > 0 && marks.includes(text[end - 1])) end -= 1;
  return text.slice(0, end);
}

/** Give the first word of a text, or "". */
export function firstWord(text) {
  return strip(text, WHITE).split(ANY_WHITE, 1)[0];
}

/** Give a code as text: trimmed text, or the digits of a whole number up to 2^53-1; null for anything else. */
export function codeText(value) {
  switch (typeof value) {
    case "string":
      return strip(head(value)) || null;
    case "number":
      return Number.isSafeInteger(value) ? String(value) : null;
    case "bigint":
      return value >= -LARGEST_WHOLE && value <= LARGEST_WHOLE ? String(value) : null;
    default:
      return isWrapped(value) ? codeText(value[0]) : null;
  }
}

/** Say whether a value is a list of one, as web frameworks hand over the values of a form. */
function isWrapped(value) {
  return Array.isArray(value) && value.length === 1 && !Array.isArray(value[0]);
}

/** Give text, at most its first 4,096 characters, or a number as text; null for anything else and for blank text. */
export function freeText(value) {
  if (typeof value !== "string") return isWrapped(value) ? freeText(value[0]) : codeText(value);
  return value === "" || ALL_WHITE.test(value) ? null : head(value);
}

/** Give a scalar as a condition compares it: text, digits, `true` or `false`. */
export function scalarText(value) {
  if (typeof value === "boolean") return String(value);
  return isWrapped(value) ? scalarText(value[0]) : codeText(value);
}

/** Give text, also that of a list of one; "" for anything else. */
export function onlyText(value) {
  const found = isWrapped(value) ? value[0] : value;
  return typeof found === "string" ? found : "";
}

/** Give the number a code is, where its digits are those of a whole number of 15 digits at most; `007` is none. */
export function wholeNumber(code) {
  if (code === null || code.length > LONGEST_NUMBER) return null;
  return /^-?(?:0|[1-9][0-9]*)$/.test(code) ? Number(code) : null;
}

/** Give text with ASCII letters small, runs of white space as one blank, and curly quotes straight. */
export function fold(text) {
  let folded = head(text);
  if (ASCII.test(folded)) {
    folded = folded.toLowerCase();
  } else {
    folded = folded
      .replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
      .replaceAll("\xa0", " ")
      .replace(/[\u2018\u2019]/g, "'")
      .replace(/[\u201c\u201d]/g, '"');
  }
  return strip(folded.replace(/[\t-\r ]+/g, " "), " ");
}

/** Give the number in `(#131030) ...`. */
export function hashCode(text) {
  return typeof text === "string" ? (HASH_CODE.exec(head(text))?.[1] ?? null) : null;
}

/** Give the word before the first colon, comma or blank. */
export function leadingCode(text) {
  if (typeof text !== "string") return codeText(text);
  return strip(head(text)).split(/[:, \t\n\r]/, 1)[0] || null;
}

/** Give what follows the last `#`, `/` or `:`. */
export function lastSegment(text) {
  return typeof text === "string" ? strip(head(text)).split(/[#/:]/).at(-1) || null : null;
}

/** Give the reader of the word that follows one of the phrases; the first phrase with a word decides. */
export function wordAfter(phrases) {
  const patterns = phrases.map(
    (phrase) => new RegExp(`${escaped(phrase)}[\\t-\\r "'[(#:=]*([A-Za-z0-9][A-Za-z0-9_.-]*)`, "i"),
  );
  return (text) => {
    if (typeof text !== "string") return null;
    const line = head(text);
    for (const pattern of patterns) {
      const found = pattern.exec(line);
      if (found) return found[1].replace(/[.-]+$/, "");
    }
    return null;
  };
}

/** Give the reader of the first word that starts with one of these and goes on; capitals count. */
export function wordStarting(starts) {
  const pattern = new RegExp(`(?<![A-Za-z0-9_])(?:${starts.map(escaped).join("|")})[A-Za-z0-9_]*`);
  return (text) => (typeof text === "string" ? (pattern.exec(head(text))?.[0] ?? null) : null);
}

function escaped(phrase) {
  return phrase.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
