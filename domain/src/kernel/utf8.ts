const FIRST_TWO_BYTE = 0x80;
const FIRST_THREE_BYTE = 0x800;
const FIRST_HIGH_SURROGATE = 0xd800;
const FIRST_LOW_SURROGATE = 0xdc00;
const AFTER_SURROGATES = 0xe000;
const REPLACEMENT = 0xfffd;

/** One UTF-16 unit never needs more than three bytes: a pair takes four for its two. */
const BYTES_PER_UNIT_MAX = 3;

/**
 * UTF-8, as the WHATWG Encoding Standard writes it: a lone surrogate becomes U+FFFD, which is also what the database driver would store.
 * `TextEncoder` is no part of the language the domain is written in.
 */
export const utf8Bytes = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit >= FIRST_TWO_BYTE) return withWideUnits(text, bytes, index);
    bytes[index] = unit;
  }
  return bytes;
};

/** Goes on from the first unit that is not ASCII; `narrow` holds everything before it. */
const withWideUnits = (text: string, narrow: Uint8Array, start: number): Uint8Array => {
  const bytes = new Uint8Array(start + (text.length - start) * BYTES_PER_UNIT_MAX);
  bytes.set(narrow.subarray(0, start));
  let end = start;
  for (let index = start; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < FIRST_TWO_BYTE) {
      bytes[end++] = unit;
    } else if (unit < FIRST_THREE_BYTE) {
      bytes[end++] = 0xc0 | (unit >> 6);
      bytes[end++] = 0x80 | (unit & 0x3f);
    } else if (unit < FIRST_HIGH_SURROGATE || unit >= AFTER_SURROGATES) {
      bytes[end++] = 0xe0 | (unit >> 12);
      bytes[end++] = 0x80 | ((unit >> 6) & 0x3f);
      bytes[end++] = 0x80 | (unit & 0x3f);
    } else {
      const point = pairedPoint(text, index);
      if (point === REPLACEMENT) {
        bytes[end++] = 0xef;
        bytes[end++] = 0xbf;
        bytes[end++] = 0xbd;
      } else {
        bytes[end++] = 0xf0 | (point >> 18);
        bytes[end++] = 0x80 | ((point >> 12) & 0x3f);
        bytes[end++] = 0x80 | ((point >> 6) & 0x3f);
        bytes[end++] = 0x80 | (point & 0x3f);
        index += 1;
      }
    }
  }
  return bytes.slice(0, end);
};

const pairedPoint = (text: string, index: number): number => {
  const high = text.charCodeAt(index);
  const low = text.charCodeAt(index + 1);
  const isPair = high < FIRST_LOW_SURROGATE && low >= FIRST_LOW_SURROGATE && low < AFTER_SURROGATES;
  return isPair ? 0x10000 + ((high - FIRST_HIGH_SURROGATE) << 10) + (low - FIRST_LOW_SURROGATE) : REPLACEMENT;
};
