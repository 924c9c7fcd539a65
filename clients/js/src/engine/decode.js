/**
 * Text to trees, without knowing any vendor.
 *
 * The forms are tried in this order, the first that fits decides: JSON, an SMPP delivery receipt, a line with bars, a
 * form body or query string, XML, what PHP serialized; then side by side lines `name: value`, objects inside the text,
 * a form body or XML among other words, what programs print of objects, a receipt behind other words, and the text
 * itself.
 */

import { cutOff } from "./cutOff.js";
import { readDumps } from "./dumps.js";
import { readJson } from "./json.js";
import { readLiteral } from "./literal.js";
import { asLog } from "./log.js";
import { isObject, objectOf } from "./objects.js";
import { readPhp } from "./php.js";
import { WHITE, firstWord, head, strip } from "./text.js";
import { fromUtf8 } from "./utf8.js";
import { readXml } from "./xml.js";

const MOST_STARTS = 8;
const MOST_REPEATS = 4;
const MOST_FIELDS = 1000;
const EDGES = "\ufeff \t\r\n\f\v\0";
const RECEIPT_START = /\b(?:id|stat):/i;
const RECEIPT = /\b(id|sub|dlvrd|submit date|done date|stat|err|text):/gi;
// With `u` lengths count characters and `i` would fold letters beyond ASCII, so each letter stands in both cases.
const PIPE = new RegExp(
  "^[\\t-\\r ]*([eE][rR][rR][oO][rR]|[sS][uU][cC][cC][eE][sS][sS])[\\t-\\r ]*(?:\\||:)" +
    "[\\t-\\r ]*([^|:\\t-\\r ][^|:]{0,200}?)[\\t-\\r ]*(?:\\||:)([\\s\\S]*)",
  "u",
);
const FORM_INSIDE = /[A-Za-z_][\w.-]{0,64}=[^\t-\r &"'<>{}]*(?:&[A-Za-z_][\w.-]{0,64}=[^\t-\r &"'<>{}]*){2,200}/;
const START = /[{[]|\barray ?\(/g;
const FIRST_FIELD = /^\??[A-Za-z_][\w.[\]%-]*=/;
const COLOUR = /\x1b\[[0-9;]{0,20}m/g; // eslint-disable-line no-control-regex
const LINE = /^[ \t]*([A-Za-z][\w.-]{0,60})[ \t]*:[ \t]+([^\t-\r ][^\n]*?)?[ \t\r]*$/;
const URL_QUERY = /^https?:\/\/[^\t-\r ?]+\?([^\t-\r ]+)$/;

/** Give the trees that `text` may mean, the most telling first; none for blank text. */
export function decode(text, repeats = MOST_REPEATS) {
  const bare = strip(text.replace(COLOUR, ""), EDGES);
  if (bare === "") return [];
  const json = readJson(bare);
  if (json !== null) {
    const tree = json.value;
    if (typeof tree === "string") return [tree, ...(repeats > 0 ? decode(tree, repeats - 1) : [])];
    return typeof tree === "object" && tree !== null ? [tree] : asLog(bare);
  }
  for (const form of [receipt, pipe, formBody, readXml, readPhp]) {
    const tree = form(bare);
    if (tree !== null) return [tree, ...asLog(bare)];
  }
  const inside = [embedded, formInside, xmlInside, readDumps, receiptInside].flatMap((read) => read(bare));
  return [...lines(bare), ...inside, ...asLog(bare)];
}

/** Give the receipt with which a text begins, or null. */
function receipt(text) {
  return RECEIPT_START.exec(text)?.index === 0 ? receiptIn(head(text)) : null;
}

/** Give the receipt that stands behind other words. */
function receiptInside(text) {
  const line = head(text);
  const start = RECEIPT_START.exec(line);
  const found = start && receiptIn(line.slice(start.index));
  return found ? [found] : [];
}

/** Read `id:.. sub:.. dlvrd:.. submit date:.. done date:.. stat:.. err:.. text:..`; stat is needed. */
function receiptIn(line) {
  const parts = {};
  const marks = [...line.matchAll(RECEIPT)];
  for (const [index, mark] of marks.entries()) {
    const name = mark[1].toLowerCase();
    if (Object.hasOwn(parts, name)) continue;
    const value = line.slice(mark.index + mark[0].length, marks[index + 1]?.index);
    parts[name] = name === "text" ? strip(value, WHITE) : firstWord(value).replace(/[,;|]+$/, "");
    if (name === "text") break;
  }
  return "stat" in parts && ("id" in parts || "err" in parts) ? { receipt: parts } : null;
}

function pipe(text) {
  const found = PIPE.exec(head(text));
  if (found === null || (!found[0].includes("|") && !/^\p{Nd}+$/u.test(found[2]))) return null;
  const [, status, code, detail] = found;
  return { pipe: { status: status.toLowerCase(), code: strip(code, WHITE), detail: strip(detail, WHITE) } };
}

function formBody(text) {
  const body = URL_QUERY.exec(text)?.[1] ?? text;
  if (/[\t-\r ]/.test(body) || !FIRST_FIELD.test(body)) return null;
  const pairs = body.replace(/^\?/, "").split("&");
  if (pairs.length > 1 && pairs.at(-1) === "") pairs.pop();
  if (!pairs.every((pair) => pair.indexOf("=") > 0)) return null;
  const fields = new Map();
  for (const pair of pairs.slice(0, MOST_FIELDS)) {
    const at = pair.indexOf("=");
    const name = unquotePlus(pair.slice(0, at));
    if (!fields.has(name)) fields.set(name, unquotePlus(pair.slice(at + 1)));
  }
  return objectOf(fields);
}

/** Undo percent signs and pluses; bytes that are not UTF-8 become replacement characters. */
function unquotePlus(text) {
  const spaced = text.replaceAll("+", " ");
  return spaced.includes("%") ? spaced.replace(/[\0-\x7f]+/g, unquote) : spaced; // eslint-disable-line no-control-regex
}

function unquote(ascii) {
  const bytes = [];
  for (let at = 0; at < ascii.length; at += 1) {
    const digits = ascii[at] === "%" ? /^[0-9a-fA-F]{2}/.exec(ascii.slice(at + 1, at + 3)) : null;
    bytes.push(digits ? Number.parseInt(digits[0], 16) : ascii.charCodeAt(at));
    if (digits) at += 2;
  }
  return fromUtf8(new Uint8Array(bytes));
}

function lines(text) {
  const found = head(text)
    .split("\n")
    .filter((line) => strip(line, " \t\r") !== "");
  const pairs = found.map((line) => LINE.exec(line)).filter((pair) => pair !== null);
  if (found.length < 2 || pairs.length < found.length) return [];
  return [{ lines: objectOf(pairs.map((pair) => [pair[1], pair[2] ?? ""])) }];
}

/** Give the form body or query string that stands among other words. */
function formInside(text) {
  const found = FORM_INSIDE.exec(head(text));
  const fields = found && formBody(found[0]);
  return fields ? [fields] : [];
}

/** Give the XML document that stands among other words. */
function xmlInside(text) {
  const start = text.indexOf("<?xml");
  const end = text.lastIndexOf(">");
  const tree = start >= 0 && start < end ? readXml(text.slice(start, end + 1).replaceAll("\\n", "\n")) : null;
  return tree ? [tree] : [];
}

/**
 * Give the objects that stand inside the text, with escaped quotes undone where that is needed.
 *
 * What a client prints before the body, as its headers or a status in brackets, does not hide the body.
 */
function embedded(text) {
  const lines = withQuotesUndone(text);
  for (const line of lines) {
    const found = [];
    START.lastIndex = 0;
    for (let count = 0; count < MOST_STARTS; count += 1) {
      const start = START.exec(line);
      if (start === null) break;
      const { value, end } = readLiteral(line, start.index);
      START.lastIndex = end;
      if (holdsObjects(value)) found.push(value);
    }
    if (found.length > 0) return found;
  }
  for (const line of lines) {
    const tree = cutOff(line);
    if (tree !== null) return [tree];
  }
  return [];
}

/** Say whether a value is an object or a list of such; words in brackets only mark a line of a log. */
function holdsObjects(value) {
  if (Array.isArray(value)) return value.some((item) => typeof item === "object" && item !== null);
  return isObject(value) && Object.keys(value).length > 0;
}

function withQuotesUndone(text) {
  const found = [text];
  while (found.at(-1).includes('\\"') && found.length <= MOST_REPEATS) {
    found.push(found.at(-1).replaceAll("\\\\", "\\").replaceAll('\\"', '"'));
  }
  return found;
}
