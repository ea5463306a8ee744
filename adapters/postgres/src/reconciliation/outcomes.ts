import type { Minor } from "@amends/domain/kernel/money";
import type { OutcomeSums } from "@amends/domain/reconciliation/open-item";

/** How much of a day's fees is on the books, and in how many postings: each match posts what it differs by from the one before. */
export type PostedFees = { readonly amountMinor: Minor; readonly times: number };
const NO_FEES: PostedFees = { amountMinor: 0n, times: 0 };

/** Sums as they lie in a row: amounts as text, because a row holds more than a double. */
export const matchToJson = (outcomes: OutcomeSums, fees: PostedFees): string =>
  JSON.stringify({ ...outcomes, fees }, (_name, value) => (typeof value === "bigint" ? String(value) : value));

export const outcomesOf = (stored: unknown): OutcomeSums => {
  const { fees: _fees, ...outcomes } = read(stored);
  return outcomes;
};

export const feesOf = (stored: unknown): PostedFees => read(stored).fees ?? NO_FEES;

const read = (stored: unknown): OutcomeSums & { readonly fees?: PostedFees } =>
  JSON.parse(JSON.stringify(stored), (name, value) => (name === "amountMinor" ? BigInt(value) : value));
