/** Whatever the caller holds, to trees: parsed bodies, text, bytes, responses and errors. */

import { decode } from "./decode.js";
import { isError, receiveError } from "./errors.js";
import { copied, headersOf, isBytes, isData, statusOf } from "./holding.js";
import { isLog } from "./log.js";
import { get, isObject } from "./objects.js";
import { bodyOf, isResponse, statusIn } from "./responses.js";
import { LONGEST_TEXT, head, scalarText, tail } from "./text.js";
import { fromUtf8 } from "./utf8.js";

const TRACEBACK = "Traceback (most recent call last)";

/**
 * Give a payload ready to be recognised.
 *
 * `trees` are what it may mean, the most telling first; `httpStatus` and `headers` come from the caller, else from the
 * response inside; `failure` holds the names and the text of an error without a response, or a text alone.
 */
export function receive(payload, httpStatus, headers) {
  const status = statusOf(httpStatus);
  const plain = headersOf(headers);
  const found = receiveAny(payload);
  return {
    trees: found.trees,
    httpStatus: status ?? found.httpStatus ?? null,
    headers: found.headers ? new Map([...found.headers, ...plain]) : plain,
    failure: found.failure ?? null,
  };
}

function receiveAny(payload) {
  if (isResponse(payload)) return receiveResponse(payload);
  if (isData(payload)) return { trees: [payload] };
  if (typeof payload === "string" || isBytes(payload)) {
    const text = withoutCode(textOf(payload));
    const trees = decode(text);
    return { trees, httpStatus: toldStatus(trees), failure: { names: [], text: ends(text) } };
  }
  if (payload instanceof Map) return { trees: [copied(payload)] };
  if (isError(payload)) return receiveError(payload, receiveAny, receiveResponse);
  if (!isObject(payload)) return { trees: decode(scalarText(payload) ?? "") };
  return { trees: treesOfObject(payload) };
}

/** Give the HTTP status that the words of a text name beside an object in it. */
function toldStatus(trees) {
  const line = trees.find(isLog);
  return line ? statusOf(get(line.log, "http_status")) : null;
}

function receiveResponse(response) {
  const body = receiveAny(bodyOf(response));
  return { trees: body.trees, httpStatus: statusIn(response), headers: headersOf(response.headers) };
}

/** Give the trees of an object that is no response: a client's model of a body, or something that holds a body. */
function treesOfObject(payload) {
  const own = copied(typeof payload.toJSON === "function" ? payload.toJSON() : payload);
  const held = receiveAny(bodyOf(payload)).trees.filter((tree) => !isLog(tree));
  const hasOwn = isObject(own) && Object.keys(own).length > 0;
  const trees = [...(hasOwn ? [own] : []), ...held];
  return trees.length > 0 ? trees : decode(String(payload));
}

function textOf(payload) {
  if (typeof payload === "string") return payload;
  const bytes = payload instanceof ArrayBuffer ? new Uint8Array(payload) : bytesOf(payload);
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return fromUtf8(hasMark ? bytes.subarray(3) : bytes);
}

function bytesOf(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function ends(text) {
  const half = LONGEST_TEXT / 2;
  return head(text, LONGEST_TEXT) === text ? text : head(text, half) + tail(text, half);
}

/** Give a text without the lines of code that a traceback quotes; what a program says is no evidence. */
function withoutCode(text) {
  if (!text.includes(TRACEBACK)) return text;
  let isQuoted = false;
  const kept = [];
  for (const line of text.split("\n")) {
    const box = line.indexOf("| ");
    const bare = box >= 0 && line[0] === " " ? line.slice(box + 2) : line;
    isQuoted = bare.startsWith('  File "') || (isQuoted && bare.startsWith("    "));
    if (!isQuoted) kept.push(bare);
  }
  return kept.join("\n");
}
