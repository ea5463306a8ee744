/** ¥59.90 as people type it, in fen; null where it is no amount above zero. No floating point touches it. */
export const fenOf = (typed: string): bigint | null => {
  const match = /^\s*[¥￥]?\s*(\d{1,12})(?:[.．](\d{1,2}))?\s*$/.exec(typed.replaceAll(",", ""));
  if (match === null) return null;
  const fen = BigInt(match[1] ?? "0") * 100n + BigInt((match[2] ?? "").padEnd(2, "0"));
  return fen > 0n ? fen : null;
};
