import type { Currency, Minor } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";

/**
 * What a line of a gateway's statement is about. `sale`, `payout` and `other` are the host's own business with its gateway: a payment of an order, money sent
 * on to its bank, what has no other name. `reversal` is a refund that came back.
 */
export const LINE_KINDS = ["sale", "refund", "reversal", "collection", "transfer", "fee", "payout", "other"] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** `failed` and `pending` lines moved nothing, or have not moved it yet. */
export const LINE_STATES = ["done", "pending", "failed"] as const;
export type LineState = (typeof LINE_STATES)[number];

export type GatewayLine = {
  /** The number a spreadsheet shows beside the row. */
  readonly row: number;
  readonly kind: LineKind;
  /** The gateway's own number of the movement. */
  readonly gatewayRef: string | null;
  /** Our number, as the gateway was given it: the body of the effect's id. */
  readonly key: string | null;
  readonly orderNo: string | null;
  /** Above nothing: towards the merchant. Below nothing: away from it. The fee is not in it. */
  readonly amountMinor: Minor;
  /** What the gateway kept for itself; below nothing where it gave some back. */
  readonly feeMinor: Minor;
  readonly currency: Currency;
  readonly at: Instant;
  readonly state: LineState;
};

/** The same movement has the same name however often it is listed; null where the gateway gives it none. */
export const movementOf = ({ kind, gatewayRef, key }: GatewayLine): string | null => {
  const name = gatewayRef ?? key;
  return name === null ? null : `${kind}:${name}`;
};

/** What a line is known by over several matches and statements; two lines a gateway gives no number to may share it. */
export const nameOfLine = (line: GatewayLine): string =>
  movementOf(line) ?? `${line.kind}:${line.orderNo ?? ""}:${line.amountMinor}:${line.at}`;
