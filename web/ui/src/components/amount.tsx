import { formatAmount, type Money } from "../format/amount.ts";

export const Amount = ({ value, strong = false }: { readonly value: Money; readonly strong?: boolean }) => (
  <span className={strong ? "amount amount-strong" : "amount"}>{formatAmount(value)}</span>
);
