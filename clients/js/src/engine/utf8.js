/** UTF-8, both ways; halves of pairs keep the three bytes that other languages give them. */

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const strict = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Give the bytes of a text. */
export function toUtf8(text) {
  const bytes = encoder.encode(text);
  if (!LONE.test(text)) return bytes;
  let at = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0);
    if (code >= 0xd800 && code <= 0xdfff) {
      // The encoder wrote the replacement character, which takes as many bytes.
      bytes.set([0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)], at);
    }
    at += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Give the text of bytes; what is not UTF-8 becomes replacement characters. */
export function fromUtf8(bytes) {
  return decoder.decode(bytes);
}

/** Give the text of bytes, or null where they are not UTF-8. */
export function strictlyFromUtf8(bytes) {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}
