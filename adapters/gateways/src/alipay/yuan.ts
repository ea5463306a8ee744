import type { Minor } from "@amends/domain/kernel/money";

/** Alipay writes amounts in yuan with up to two decimals. */
export const yuanOf = (amountMinor: Minor): string => `${amountMinor / 100n}.${String(amountMinor % 100n).padStart(2, "0")}`;

/** Null where the text is no amount: it is never rounded. */
export const minorOfYuan = (text: string): Minor | null => {
  const [, yuan, fen = ""] = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  return yuan === undefined ? null : BigInt(yuan) * 100n + BigInt(fen.padEnd(2, "0"));
};
