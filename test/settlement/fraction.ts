/** Exact rational numbers, always reduced, the sign above the line. For the reference only. */
export type Fraction = { readonly over: bigint; readonly under: bigint };

const commonDivisor = (a: bigint, b: bigint): bigint => {
  let [larger, smaller] = [a, b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger === 0n ? 1n : larger;
};

export const fraction = (over: bigint, under = 1n): Fraction => {
  if (under === 0n) throw new Error("a fraction has nothing under the line");
  const sign = under < 0n ? -1n : 1n;
  const common = commonDivisor(over < 0n ? -over : over, under * sign);
  return { over: (sign * over) / common, under: (sign * under) / common };
};

export const ZERO = fraction(0n);
export const plus = (a: Fraction, b: Fraction): Fraction => fraction(a.over * b.under + b.over * a.under, a.under * b.under);
export const minus = (a: Fraction, b: Fraction): Fraction => fraction(a.over * b.under - b.over * a.under, a.under * b.under);
export const times = (a: Fraction, b: Fraction): Fraction => fraction(a.over * b.over, a.under * b.under);
export const less = (a: Fraction, b: Fraction): boolean => a.over * b.under < b.over * a.under;

/** Of what is not negative. */
export const floorOf = (a: Fraction): bigint => a.over / a.under;
export const halfUp = (a: Fraction): bigint => floorOf(plus(a, fraction(1n, 2n)));
