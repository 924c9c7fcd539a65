/** What PHP's `serialize` wrote, as logs keep it. */

import { keysOf, objectOf, valuesOf } from "./objects.js";
import { fromUtf8, toUtf8 } from "./utf8.js";

const DEEPEST = 64;
const MOST_VALUES = 20_000;
const LONGEST_HEAD = 300;
const START = /(?:^|[\t-\r =:,])(?=a:[0-9]{1,6}:\{|O:[0-9]{1,4}:")/;
const HEAD = new RegExp(
  "^(?:N;|b:(?<truth>[01]);|i:(?<whole>-?[0-9]{1,18});|d:(?<number>[-+.0-9eE]{1,40}|-?INF|NAN);" +
    '|s:(?<length>[0-9]{1,9}):"|a:(?<size>[0-9]{1,6}):\\{|O:[0-9]{1,4}:"[^"]{0,256}":(?<members>[0-9]{1,6}):\\{)',
);

class NotSerializedError extends Error {}

/**
 * Give the array or object that PHP serialized somewhere in the text, or null where there is no whole one.
 *
 * Arrays with the keys 0, 1, 2 ... are lists; of the names of members only the last word is kept.
 */
export function readPhp(text) {
  const start = START.exec(text);
  if (start === null) return null;
  try {
    return new Reader(toUtf8(text.slice(start.index + start[0].length))).value(0);
  } catch (error) {
    if (error instanceof NotSerializedError) return null;
    throw error;
  }
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
    this.left = MOST_VALUES;
  }

  value(depth) {
    const head = HEAD.exec(this.ascii(LONGEST_HEAD));
    this.left -= 1;
    if (head === null || this.left < 0 || depth > DEEPEST) throw new NotSerializedError();
    this.at += head[0].length;
    const { length, size, members } = head.groups;
    if (length !== undefined) return this.string(Number(length));
    if (size !== undefined || members !== undefined) return this.members(Number(size ?? members), depth + 1);
    return scalar(head.groups);
  }

  /** Give the next bytes as one character each. */
  ascii(length) {
    return String.fromCharCode(...this.bytes.subarray(this.at, this.at + length));
  }

  string(length) {
    const found = this.bytes.subarray(this.at, this.at + length);
    this.at += length;
    this.expect('";');
    return fromUtf8(found);
  }

  members(size, depth) {
    const pairs = [];
    for (let count = 0; count < size; count += 1) {
      const name = this.name(depth);
      pairs.push([name, this.value(depth)]);
    }
    this.expect("}");
    const found = objectOf(pairs);
    const keys = keysOf(found);
    return keys.length > 0 && keys.every((key, index) => key === String(index)) ? valuesOf(found) : found;
  }

  name(depth) {
    const before = HEAD.exec(this.ascii(LONGEST_HEAD));
    const value = this.value(depth);
    if (typeof value === "string") return value.slice(value.lastIndexOf("\0") + 1);
    const whole = before.groups.whole;
    if (whole === undefined) throw new NotSerializedError();
    return String(BigInt(whole)); // a key of 18 digits is more than a number holds
  }

  expect(mark) {
    if (this.ascii(mark.length) !== mark) throw new NotSerializedError();
    this.at += mark.length;
  }
}

function scalar({ truth, whole, number }) {
  if (truth !== undefined) return truth === "1";
  if (whole !== undefined) return Number(whole) + 0;
  if (number === undefined) return null;
  if (number.endsWith("INF")) return number.startsWith("-") ? -Infinity : Infinity;
  if (number === "NAN") return Number.NaN;
  const value = Number(number);
  if (Number.isNaN(value)) throw new NotSerializedError();
  return value;
}
