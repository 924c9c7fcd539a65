/** A small XML reader: elements and text, no entities beyond the five, no DTD, bounded depth. */

import { WHITE, head, strip } from "./text.js";

const DEEPEST = 64;
const MOST_ELEMENTS = 10_000;
const PIECE = new RegExp(
  "<!\\[CDATA\\[(?<cdata>[\\s\\S]*?)\\]\\]>|<!--[\\s\\S]*?-->|<\\?[\\s\\S]*?\\?>" +
    "|<(?<close>/?)(?:[\\w.-]+:)?(?<name>[A-Za-z_][\\w.-]*)(?<rest>[^<>]*)>|(?<text>[^<]+)",
  "y",
);
const ENTITY = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&" };
const ENTITIES = /&lt;|&gt;|&quot;|&apos;|&amp;/g;
const PAGE = /^[<! \n]*(?:doctype|html|head)/;

/**
 * Give the document as nested objects of texts, or null where it is not one.
 *
 * Attributes, name spaces, comments and processing instructions are left out; an element that repeats becomes a list;
 * an HTML page is not a document.
 */
export function readXml(text) {
  if (!text.startsWith("<") || PAGE.test(head(text, 256).toLowerCase())) return null;
  const root = opened("");
  const stack = [root];
  PIECE.lastIndex = 0;
  for (let count = 0; PIECE.lastIndex < text.length; count += 1) {
    const piece = count > MOST_ELEMENTS ? null : PIECE.exec(text);
    if (piece === null || !take(piece.groups, stack)) return null;
  }
  const names = Object.keys(root.children);
  return stack.length === 1 && names.length === 1 && names[0] !== "html" ? root.children : null;
}

function opened(name) {
  return { name, children: Object.create(null), texts: [] };
}

function take({ name, cdata, text, close, rest }, stack) {
  if (name === undefined) {
    stack.at(-1).texts.push(cdata ?? plain(text ?? ""));
    return true;
  }
  if (close) return closed(name, stack);
  stack.push(opened(name));
  return stack.length <= DEEPEST && (!rest.endsWith("/") || closed(name, stack));
}

function closed(name, stack) {
  const element = stack.pop();
  if (element.name !== name || stack.length === 0) return false;
  const hasChildren = Object.keys(element.children).length > 0;
  const value = hasChildren ? element.children : strip(element.texts.join(""), WHITE);
  const siblings = stack.at(-1).children;
  if (!Object.hasOwn(siblings, name)) siblings[name] = value;
  else if (Array.isArray(siblings[name])) siblings[name].push(value);
  else siblings[name] = [siblings[name], value];
  return true;
}

function plain(text) {
  return text.includes("&") ? text.replace(ENTITIES, (entity) => ENTITY[entity]) : text;
}
