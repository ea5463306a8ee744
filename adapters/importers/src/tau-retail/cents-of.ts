import { assert } from "@amends/domain/kernel/assert";
import { multiplyDecimal, parseDecimal } from "@amends/domain/kernel/decimal";

/**
 * 342.81 → 34281. The shortest text of a JSON number is the text it was written with (to 15 digits), so its digits are read and nothing is ever
 * multiplied as a float, where 4.35 × 100 is 434.99999999999994.
 */
export const centsOf = (amount: number): number => {
  const decimal = parseDecimal(String(amount));
  assert(decimal !== null, `${amount} is written as a plain decimal`);
  const cents = multiplyDecimal(decimal, { coefficient: 100n, scale: 0 });
  assert(cents.scale === 0, `${amount} has no fraction of a cent`);
  return Number(cents.coefficient);
};
