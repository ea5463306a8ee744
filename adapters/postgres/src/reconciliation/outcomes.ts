import type { OutcomeSums } from "@amends/domain/reconciliation/open-item";

/** Sums as they lie in a row: amounts as text, because a row holds more than a double. */
export const outcomesToJson = (outcomes: OutcomeSums): string =>
  JSON.stringify(outcomes, (_name, value) => (typeof value === "bigint" ? String(value) : value));

export const outcomesOf = (stored: unknown): OutcomeSums =>
  JSON.parse(JSON.stringify(stored), (name, value) => (name === "amountMinor" ? BigInt(value) : value)) as OutcomeSums;
