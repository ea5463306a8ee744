/** Structurally the contract's amount: whole minor units and their currency. */
export type Money = { readonly amountMinor: bigint; readonly currency: string };

/** ¥1,128.00. No floating point touches it. */
export const formatAmount = ({ amountMinor, currency }: Money): string => {
  const digits = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(3, "0");
  const whole = digits.slice(0, -2).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
  return `${amountMinor < 0n ? "−" : ""}${currency === "CNY" ? "¥" : `${currency} `}${whole}.${digits.slice(-2)}`;
};

export const totalOf = (amounts: readonly Money[]): Money | null => {
  const [first] = amounts;
  return first === undefined
    ? null
    : { currency: first.currency, amountMinor: amounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n) };
};
