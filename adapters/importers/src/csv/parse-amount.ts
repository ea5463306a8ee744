import type { CsvMapping } from "@amends/contract/import/csv-mapping";
import { parseDecimal } from "@amends/domain/kernel/decimal";
import { type Minor, WIRE_MINOR_MAX } from "@amends/domain/kernel/money";

/** Minor units of a written amount, exactly; null where it is no amount, has a fraction of a minor unit, or is too large. */
export type AmountReader = (text: string) => Minor | null;

export const createAmountReader = ({ decimalMark, thousandsMark, symbols, decimals }: CsvMapping["amount"]): AmountReader => {
  const grouped = thousandsMark === null ? null : new RegExp(`^-?\\d{1,3}(?:\\${thousandsMark}\\d{3})+(?:\\${decimalMark}\\d+)?$`);
  return text => {
    const bare = withoutSymbol(text, symbols);
    const joined = thousandsMark !== null && grouped?.test(bare) ? bare.replaceAll(thousandsMark, "") : bare;
    // A dot where the decimal mark is a comma is no decimal mark: refused and not guessed at.
    if (decimalMark === "," && joined.includes(".")) return null;
    return minorOf(decimalMark === "," ? joined.replace(",", ".") : joined, decimals);
  };
};

/** `¥ 12.50`, `12.50元`, `-¥12.50`: at one end, once. */
const withoutSymbol = (text: string, symbols: readonly string[]): string => {
  const sign = text.startsWith("-") ? "-" : "";
  const unsigned = text.slice(sign.length).trim();
  const found = symbols.find(symbol => unsigned.startsWith(symbol) || unsigned.endsWith(symbol));
  if (found === undefined) return `${sign}${unsigned}`;
  const rest = unsigned.startsWith(found) ? unsigned.slice(found.length) : unsigned.slice(0, -found.length);
  return `${sign}${rest.trim()}`;
};

const minorOf = (text: string, decimals: number): Minor | null => {
  const decimal = parseDecimal(text);
  if (decimal === null || decimal.scale > decimals) return null;
  const minor = decimal.coefficient * 10n ** BigInt(decimals - decimal.scale);
  return minor > WIRE_MINOR_MAX || minor < -WIRE_MINOR_MAX ? null : minor;
};
