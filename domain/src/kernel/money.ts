/**
 * Money inside Amends is an integer count of minor units (分, cents) as `bigint`; a field that holds it ends in `Minor`.
 * The currency stands once on the order or the posting, never beside each figure: one case never mixes currencies.
 */
export type Minor = bigint;

/** ISO 4217 alphabetic code. */
export type Currency = string & { readonly brand: "Currency" };

const CURRENCY_PATTERN = /^[A-Z]{3}$/;

export const isCurrency = (text: string): text is Currency => CURRENCY_PATTERN.test(text);

/** The largest amount the wire can carry (2^53 − 1 minor units); anything above is refused at the border. */
export const WIRE_MINOR_MAX: Minor = 9_007_199_254_740_991n;

export const sumMinor = (amounts: Iterable<Minor>): Minor => {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
};

export const minMinor = (left: Minor, right: Minor): Minor => (left < right ? left : right);
export const maxMinor = (left: Minor, right: Minor): Minor => (left > right ? left : right);
