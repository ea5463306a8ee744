import type { EffectId } from "@amends/domain/kernel/ids";
import type { Currency, Minor } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import type { TenderKind } from "@amends/domain/order/order-facts";

/** What the bank knows by itself, whatever its callers believe. Tests compare the ledger with it. */
export type BankBooks = {
  /** Gives a method a real balance, which a collection may exhaust. A known method is opened anew with this balance. */
  openAccount(account: { readonly methodRef: string; readonly kind: TenderKind; readonly balanceMinor: Minor }): Promise<void>;
  /** From now on the method is refused with `method_closed`, as a cancelled card is. */
  closeAccount(methodRef: string): Promise<void>;
  /** Adds to what an order brought on a method; from then on refunds of that order are held against it. */
  recordCapture(capture: OrderMethod & { readonly amountMinor: Minor }): Promise<void>;
  /** Every movement that has ended, in the order it was accepted. */
  statement(): Promise<readonly Movement[]>;
  /** `null` where the method has no account here: its balance is none of the bank's business. */
  balanceOf(methodRef: string): Promise<Minor | null>;
};

export type OrderMethod = { readonly externalOrderNo: string; readonly methodRef: string };

export type Movement = {
  readonly key: EffectId;
  readonly kind: "refund" | "collect" | "pay";
  readonly methodRef: string;
  readonly externalOrderNo: string | null;
  readonly amountMinor: Minor;
  readonly currency: Currency;
  readonly at: Instant;
  readonly gatewayRef: string;
};
