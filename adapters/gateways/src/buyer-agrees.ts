import type { CollectPayment } from "@amends/domain/case/effect";
import { addMs, type Instant } from "@amends/domain/kernel/time";
import type { ForOrder, Keyed } from "@amends/flows/gateway-ports";
import { refused } from "./transaction.ts";

export type Collection = Keyed<CollectPayment> & ForOrder;

/** What the page of a gateway names the payment by; the order's number says the rest. */
export const COLLECTION_TITLE = "售后补差价";

/** Until when a buyer may pay by themselves; null where nobody wrote down when they were asked. */
export const payUntil = ({ askedAt }: Pick<Collection, "askedAt">, payWithinMs: number): Instant | null =>
  askedAt === undefined ? null : addMs(askedAt, payWithinMs);

export const isOver = (untilAt: Instant | null, now: Instant): boolean => untilAt !== null && untilAt <= now;

export const NOT_PAID = refused("not_agreed_in_time", "the buyer did not pay in the time they had");
