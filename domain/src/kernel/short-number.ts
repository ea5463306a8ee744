import { assert } from "./assert.ts";

/** The number of a case as it is read aloud: ten digits and a check digit, kept without the dashes it is shown with. */
export type ShortNumber = string & { readonly brand: "ShortNumber" };

export type ShortNumberResult =
  | { readonly kind: "ok"; readonly value: ShortNumber }
  | { readonly kind: "wrong_check_digit" }
  | { readonly kind: "not_a_number" };

/** How many numbers one operation can give out: 10^10, each once. */
export const SHORT_NUMBER_COUNT = 10_000_000_000;

const HALF = 100_000;
const HALF_DIGITS = 5;
const ROUNDS = 6;

/**
 * The number of the operation's nth case. `key` is a small integer of the operation's own: it shuffles the numbers, so neighbours do not
 * tell how many cases there are. It is a shuffle and no secret: nothing may be granted to somebody for knowing a number.
 */
export const shortNumberOf = (sequence: bigint | number, key: number): ShortNumber => {
  const digits = String(shuffled(inRange(sequence), key)).padStart(2 * HALF_DIGITS, "0");
  return `${digits}${dammInterim(digits)}` as ShortNumber;
};

/** The n for which `shortNumberOf` gave this number. */
export const sequenceOf = (number: ShortNumber, key: number): number => unshuffled(Number(number.slice(0, -1)), key);

/** `1234-5678-901` */
export const formatShortNumber = (number: ShortNumber): string => `${number.slice(0, 4)}-${number.slice(4, 8)}-${number.slice(8)}`;

/** Takes what people type: full-width digits, and any spaces or dashes between them. */
export const parseShortNumber = (text: string): ShortNumberResult => {
  const digits = text.normalize("NFKC").replaceAll(SEPARATORS, "");
  if (!isElevenDigits(digits)) return { kind: "not_a_number" };
  return dammInterim(digits) === 0 ? { kind: "ok", value: digits } : { kind: "wrong_check_digit" };
};

/** White space, every dash of Unicode, the minus sign, and the long vowel mark some keyboards give for a dash. */
const SEPARATORS = /[\s\p{Dash_Punctuation}\u2212\u30fc]/gu;
const ELEVEN_DIGITS = /^[0-9]{11}$/;
const isElevenDigits = (text: string): text is ShortNumber => ELEVEN_DIGITS.test(text);

const inRange = (sequence: bigint | number): number => {
  const place = Number(sequence);
  assert(
    Number.isInteger(place) && place >= 0 && place < SHORT_NUMBER_COUNT,
    `a short number is made of a whole number below ${SHORT_NUMBER_COUNT}, not ${sequence}`,
  );
  return place;
};

/** A Feistel network over two halves of five decimal digits, adding instead of xoring: one-to-one on exactly 10^10 numbers. */
const shuffled = (place: number, key: number): number => {
  let left = Math.floor(place / HALF);
  let right = place % HALF;
  for (let round = 0; round < ROUNDS; round += 1) [left, right] = [right, (left + mixed(right, key, round)) % HALF];
  return left * HALF + right;
};

const unshuffled = (number: number, key: number): number => {
  let left = Math.floor(number / HALF);
  let right = number % HALF;
  for (let round = ROUNDS - 1; round >= 0; round -= 1) [left, right] = [(right - mixed(left, key, round) + HALF) % HALF, left];
  return left * HALF + right;
};

/** Spreads half, key and round over 32 bits (the finaliser of MurmurHash3), then down to five digits. */
const mixed = (half: number, key: number, round: number): number => {
  let hash = Math.imul(half, 0x9e3779b1) ^ Math.imul(key, 0x85ebca77) ^ Math.imul(round + 1, 0xc2b2ae3d);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % HALF;
};

/**
 * The quasigroup of H. M. Damm, "Total anti-symmetrische Quasigruppen" (2004): with it every wrong digit and every exchange of two
 * neighbours is caught. What the ten digits end at is the
 * check digit, and a number with its right check digit ends at 0.
 */
const DAMM = [
  "0317598642",
  "7092154863",
  "4206871359",
  "1750983426",
  "6123045978",
  "3674209581",
  "5869720134",
  "8945362017",
  "9438617205",
  "2581436790",
];

const dammInterim = (digits: string): number => {
  let interim = 0;
  for (const digit of digits) interim = Number(DAMM[interim]?.charAt(Number(digit)));
  return interim;
};
