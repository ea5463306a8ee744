import { formatDecimal } from "@amends/domain/kernel/decimal";
import type { Currency, Minor } from "@amends/domain/kernel/money";

const digitsOf = new Map<Currency, number>();

/** `-59.00`: minor units as the currency writes them (ISO 4217), with all its digits. */
export const decimalAmount = (amountMinor: Minor, currency: Currency): string => {
  const digits =
    digitsOf.get(currency) ?? new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  digitsOf.set(currency, digits);
  return formatDecimal({ coefficient: amountMinor, scale: digits });
};
