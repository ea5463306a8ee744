import type { Minor } from "@amends/domain/kernel/money";
import type { TenderKind } from "@amends/domain/order/order-facts";
import type { GatewayRefusal } from "@amends/flows/gateway-ports";
import type { Movement, OrderMethod } from "./bank-books.ts";

export type BankNote =
  | { readonly note: "moved"; readonly movement: Movement; readonly tenderKind: TenderKind }
  | { readonly note: "account_opened"; readonly methodRef: string; readonly kind: TenderKind; readonly balanceMinor: Minor }
  | { readonly note: "account_closed"; readonly methodRef: string }
  | ({ readonly note: "captured"; readonly amountMinor: Minor } & OrderMethod);

export type MoneyRequest = {
  readonly method: "refund" | "collect" | "pay";
  readonly methodRef: string;
  readonly tenderKind: TenderKind;
  readonly externalOrderNo: string | null;
  readonly amountMinor: Minor;
};

/** Balances, captures and movements as the notes tell them. Movements count from the moment they are accepted, so pending money is not spent twice. */
export type BankState = {
  readonly movements: readonly Movement[];
  balanceOf(methodRef: string): Minor | null;
  refusalOf(request: MoneyRequest): { readonly code: GatewayRefusal; readonly why: string } | null;
  apply(note: BankNote): void;
};

export const createBankState = (): BankState => {
  const movements: Movement[] = [];
  const balances = new Map<string, Minor>();
  const closed = new Set<string>();
  /** What may still be refunded: captured and collected, less refunded; by method, and by method and order. */
  const refundable = new Map<string, Minor>();

  const change = (amounts: Map<string, Minor>, name: string, byMinor: Minor): void => {
    const before = amounts.get(name);
    if (before !== undefined) amounts.set(name, before + byMinor);
  };
  const move = ({ movement, tenderKind }: Extract<BankNote, { note: "moved" }>): void => {
    const { methodRef, externalOrderNo, amountMinor } = movement;
    const signed = movement.kind === "collect" ? -amountMinor : amountMinor;
    movements.push(movement);
    if (hasBalance(tenderKind) && !balances.has(methodRef)) balances.set(methodRef, 0n);
    change(balances, methodRef, signed);
    if (movement.kind !== "pay") for (const name of captureNames({ methodRef, externalOrderNo })) change(refundable, name, -signed);
  };
  const capture = ({ methodRef, externalOrderNo, amountMinor }: OrderMethod & { readonly amountMinor: Minor }): void => {
    for (const name of captureNames({ methodRef, externalOrderNo })) refundable.set(name, (refundable.get(name) ?? 0n) + amountMinor);
  };
  const isAboveCaptured = ({ methodRef, externalOrderNo, amountMinor }: MoneyRequest): boolean => {
    const leftMinor = refundable.get(externalOrderNo === null ? methodRef : orderMethodName({ methodRef, externalOrderNo }));
    return leftMinor !== undefined && amountMinor > leftMinor;
  };
  return {
    movements,
    balanceOf: methodRef => balances.get(methodRef) ?? null,
    refusalOf: request => {
      const balanceMinor = balances.get(request.methodRef);
      if (closed.has(request.methodRef)) return { code: "method_closed", why: `method ${request.methodRef} is closed` };
      if (request.method === "pay") return null;
      if (request.method === "refund") return isAboveCaptured(request) ? ABOVE_CAPTURED : null;
      if (balanceMinor === undefined) return hasBalance(request.tenderKind) ? UNKNOWN_METHOD : null;
      return balanceMinor < request.amountMinor ? INSUFFICIENT : null;
    },
    apply: note => {
      switch (note.note) {
        case "moved":
          return move(note);
        case "account_opened":
          closed.delete(note.methodRef);
          balances.set(note.methodRef, note.balanceMinor);
          return;
        case "account_closed":
          closed.add(note.methodRef);
          return;
        case "captured":
          return capture(note);
      }
    },
  };
};

/** These are worth what stands on them. A card, a bank account or cash is unlimited here, a wallet too until it is opened with a balance. */
const hasBalance = (kind: TenderKind): boolean => kind === "gift_card" || kind === "store_credit" || kind === "points" || kind === "coupon";

const orderMethodName = ({ externalOrderNo, methodRef }: OrderMethod): string => JSON.stringify([externalOrderNo, methodRef]);

const captureNames = ({ methodRef, externalOrderNo }: { methodRef: string; externalOrderNo: string | null }): readonly string[] =>
  externalOrderNo === null ? [methodRef] : [methodRef, orderMethodName({ methodRef, externalOrderNo })];

const ABOVE_CAPTURED = { code: "amount_above_captured", why: "more than is left of what was captured" } as const;
const UNKNOWN_METHOD = { code: "unknown_method", why: "no account of this name" } as const;
const INSUFFICIENT = { code: "insufficient_balance", why: "the balance does not cover the amount" } as const;
