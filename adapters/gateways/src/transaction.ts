import type { ForOrder, Refused } from "@amends/flows/gateway-ports";

/** Under which number a gateway knows the payment: its own, which the host imported as the method's reference, or the host's order number. */
export type TransactionBy = "method_ref" | "order_no";

export type ByTransaction = { readonly methodRef: string } & ForOrder;

export const transactionOf = (by: TransactionBy, { methodRef, externalOrderNo }: ByTransaction): string | null =>
  (by === "method_ref" ? methodRef : externalOrderNo) || null;

export const refused = (code: Refused["code"], message: string): Refused => ({ kind: "refused", code, message });

export const notSupported = (what: string): Refused => refused("not_supported", `${what}: to be settled by hand`);
