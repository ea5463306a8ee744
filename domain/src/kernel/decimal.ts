/**
 * Exact decimals: `coefficient × 10^-scale`. Policy cells and ratios use them, because a binary float never holds 0.1.
 * Guaranteed: every value made here is normal (no trailing zero, scale ≥ 0), so equal numbers have equal fields.
 * There is no division: who divides must say how to round, and does so with `bigint` where the rounding rule is written down.
 */
export interface Decimal {
  readonly coefficient: bigint;
  readonly scale: number;
}

const DECIMAL_PATTERN = /^(-?)(\d+)(?:\.(\d+))?$/;

/** Reads `12`, `-0.50`; no exponent, no sign `+`, no separators. `null` when the text is not such a number. */
export const parseDecimal = (text: string): Decimal | null => {
  const match = DECIMAL_PATTERN.exec(text);
  if (match === null) return null;
  const [, sign = "", whole = "", fraction = ""] = match;
  return normal(BigInt(`${sign}${whole}${fraction}`), fraction.length);
};

export const formatDecimal = ({ coefficient, scale }: Decimal): string => {
  if (scale === 0) return coefficient.toString();
  const digits = (coefficient < 0n ? -coefficient : coefficient).toString().padStart(scale + 1, "0");
  const point = digits.length - scale;
  return `${coefficient < 0n ? "-" : ""}${digits.slice(0, point)}.${digits.slice(point)}`;
};

/** The decimal of a whole number. A fraction is a mistake of ours: it was a float before it came here. */
export const decimalOf = (whole: number | bigint): Decimal => ({ coefficient: BigInt(whole), scale: 0 });

/** Tells a decimal from any JSON value: no JSON value holds a `bigint`. */
export const isDecimal = (value: unknown): value is Decimal =>
  typeof value === "object" && value !== null && "coefficient" in value && typeof value.coefficient === "bigint";

/** Negative, zero or positive, as `left` is below, equal to or above `right`. */
export const compareDecimal = (left: Decimal, right: Decimal): number => {
  const scale = Math.max(left.scale, right.scale);
  const a = atScale(left, scale);
  const b = atScale(right, scale);
  return a < b ? -1 : a > b ? 1 : 0;
};

export const addDecimal = (left: Decimal, right: Decimal): Decimal => {
  const scale = Math.max(left.scale, right.scale);
  return normal(atScale(left, scale) + atScale(right, scale), scale);
};

export const subtractDecimal = (left: Decimal, right: Decimal): Decimal => addDecimal(left, negateDecimal(right));

export const multiplyDecimal = (left: Decimal, right: Decimal): Decimal =>
  normal(left.coefficient * right.coefficient, left.scale + right.scale);

export const negateDecimal = ({ coefficient, scale }: Decimal): Decimal => ({ coefficient: -coefficient, scale });

const atScale = (value: Decimal, scale: number): bigint => value.coefficient * 10n ** BigInt(scale - value.scale);

const normal = (coefficient: bigint, scale: number): Decimal => {
  let rest = coefficient;
  let places = scale;
  while (places > 0 && rest % 10n === 0n) {
    rest /= 10n;
    places -= 1;
  }
  return { coefficient: rest, scale: places };
};
