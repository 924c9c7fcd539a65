/** What the wording of a log line gives away. */

import { isObject } from "./objects.js";
import { head } from "./text.js";

const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;
const HASH = /\(#([0-9]{1,10})\)/;
const WORDED_CODES = [
  /\((?:[A-Za-z]+ )?(?:error|code):? ([0-9]{1,7})\)/i,
  /\[HTTP [1-5][0-9]{2}\] ([0-9]{1,7}) :|\bHTTP ERROR [1-5][0-9]{2}: ([0-9]{1,7}):/,
  /["']?\b(?<!status )(?:error_?code|code|err)\b["']?[\t-\r ]*[:=][\t-\r ]*["']?([A-Za-z0-9_.-]{1,64})/i,
  /(?<![A-Za-z])error(?:[ _]?code)?[ #:=]{1,2}([0-9]{1,7})\b/i,
  /(?<![A-Za-z])(?:failed|undelivered|undeliverable|rejected)[ #:(]{1,2}([0-9]{5,7})\b/i,
  /^[A-Za-z]{3,20}: ([0-9]{1,7}): /,
  /^[[("']?([0-9]{1,7})(?:[:,\]]|[\t-\r ]|$)/,
  /[\t-\r ][-\u2013\u2014][\t-\r ]([0-9]{1,7})[\t-\r ]*$/,
];
const SIP = /^SIP\/2\.0 ([3-6][0-9]{2})\b/;
const SUBCODE = /\b(?:error_)?subcode\b["']?[\t-\r ]*[:=][\t-\r ]*["']?([0-9]{1,10})/i;
const STATUS = new RegExp(
  "\\bHTTP ?(?:Error(?: code)?|/[0-9.]+)?[ :]{1,2}([1-5][0-9]{2})\\b" +
    "|\\bstatus(?:[ _]?code)?\\]?[ =:]{1,2}([1-5][0-9]{2})\\b" +
    "|resulted in an? `([1-5][0-9]{2}) " +
    "|\\b([45][0-9]{2}) (?:Bad Request|Unauthorized|Payment Required|Forbidden|Not Found|Conflict" +
    "|Unprocessable Entity|Too Many Requests|Internal Server Error|Bad Gateway|Service Unavailable)\\b" +
    "|\\b([1-5][0-9]{2}) (?:Client|Server) Error\\b|\\b(?:Client|Server) error '([1-5][0-9]{2})\\b" +
    "|(?:^|ClientResponseError: )([1-5][0-9]{2}), message='" +
    "|<title>(?:[^<]{0,80}[|:-] *|Error *)?([1-5][0-9]{2})\\b|^error code: ([45][0-9]{2})$",
  "i",
);

/** Give the one tree of a text: itself, and what its wording gives away. */
export function asLog(text) {
  const line = head(text);
  const plain = line.replace(PAIR, "\ue000"); // so that the expressions count characters
  const log = { text: line };
  const told = (name, value) => {
    if (value !== undefined) log[name] = value;
  };
  told("hash", HASH.exec(plain)?.[1]);
  told("code", firstOf(WORDED_CODES, plain)?.replace(/[.-]+$/, ""));
  told("sip", SIP.exec(plain)?.[1]);
  told("subcode", SUBCODE.exec(plain)?.[1]);
  told("http_status", STATUS.exec(plain)?.slice(1).find(Boolean));
  if (log.code !== undefined && log.code === log.http_status) delete log.code;
  return [{ log }];
}

/** Say whether a tree is only a text and what its wording gives away. */
export function isLog(tree) {
  return isObject(tree) && Object.keys(tree).join() === "log" && isObject(tree.log) && Object.hasOwn(tree.log, "text");
}

function firstOf(patterns, line) {
  for (const pattern of patterns) {
    const found = pattern.exec(line);
    if (found) return found.slice(1).findLast((group) => group !== undefined);
  }
  return undefined;
}
