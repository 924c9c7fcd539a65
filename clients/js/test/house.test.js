import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const ROOT = new URL("../", import.meta.url);
const MODULES = readdirSync(new URL("src/", ROOT), { recursive: true })
  .filter((name) => name.endsWith(".js"))
  .map((name) => ({ name, text: readFileSync(new URL(`src/${name}`, ROOT), "utf8") }));
const FUNCTION = /^( *)(?:export )?(?:default )?(?:async )?(?:function\b|(?:get )?[#*]*[a-zA-Z]+\([^=]*\) \{$)/;

function longFunctions(text) {
  const lines = text.split("\n");
  return lines
    .map((line, start) => ({ line, start, indent: FUNCTION.exec(line)?.[1] }))
    .filter(({ line, indent }) => indent !== undefined && !/^ *(?:if|for|while|switch)\b/.test(line))
    .map(({ line, start, indent }) => ({ line, length: lines.indexOf(`${indent}}`, start) - start + 1 }))
    .filter(({ length }) => length > 40);
}

for (const { name, text } of MODULES) {
  test(`${name} is a small room that runs anywhere`, () => {
    assert.ok(text.split("\n").length <= 300);
    assert.deepEqual(longFunctions(text), []);
    assert.doesNotMatch(text, /\beval\(|new Function|\bimport\(/, "a page may forbid code made of text");
    assert.doesNotMatch(text, /"node:|\bBuffer\b|\bprocess\b|\brequire\(/, "a browser has none of these");
    for (const [, from] of text.matchAll(/ from "(.*?)"/g)) assert.match(from, /^\.\.?\//);
  });
}

test("nothing else is installed with it", () => {
  const { dependencies, version, license, engines } = JSON.parse(readFileSync(new URL("package.json", ROOT), "utf8"));

  assert.deepEqual([dependencies, license, engines.node], [undefined, "MIT", ">=20"]);
  assert.match(version, /^\d+\.\d+\.\d+$/);
});
