import type { Minor } from "../kernel/money.ts";
import { addMs, type Instant } from "../kernel/time.ts";
import { type DepositStanding, isRestricted, missingToFloorMinor } from "./merchant-rules.ts";

/**
 * What a seller was told of its deposit last.
 *
 * enough        nothing is asked
 * below_notice  to be topped up by a day
 * overdue       that day has passed
 * below_floor   its privileges are restricted until it is topped up
 */
type DepositTold = "enough" | "below_notice" | "overdue" | "below_floor";
type DepositNews = "deposit_below_notice" | "deposit_overdue" | "deposit_below_floor" | "deposit_restored";

export type DepositNow = DepositStanding & { readonly noticeMinor: Minor };
export type ToldBefore = { readonly told: DepositTold; readonly dueAt: Instant | null };
export type DepositLook = ToldBefore & {
  readonly news: DepositNews | null;
  /** What a top-up has to bring for what the news speaks of. */
  readonly missingMinor: Minor;
  /** When time alone may make a difference; null: only when something moves. */
  readonly lookAt: Instant | null;
};

/** What there is to tell a seller of its deposit as it stands, after what it was told last. The same look twice tells it once. */
export const lookAtDeposit = (deposit: DepositNow, before: ToldBefore, at: Instant, withinMs: number): DepositLook => {
  if (isRestricted(deposit)) {
    const news = before.told === "below_floor" ? null : "deposit_below_floor";
    const dueAt = before.dueAt ?? addMs(at, withinMs);
    return { told: "below_floor", dueAt, news, missingMinor: missingToFloorMinor(deposit), lookAt: null };
  }
  const restored = before.told === "below_floor" ? "deposit_restored" : null;
  const missingMinor = deposit.noticeMinor - (deposit.depositMinor - deposit.depositHeldMinor);
  if (missingMinor <= 0n) return { told: "enough", dueAt: null, news: restored, missingMinor: 0n, lookAt: null };
  const { told, dueAt } = before;
  if (told === "overdue") return { told, dueAt, news: null, missingMinor, lookAt: null };
  if (told === "below_notice" && dueAt !== null) {
    if (at < dueAt) return { told, dueAt, news: null, missingMinor, lookAt: dueAt };
    return { told: "overdue", dueAt, news: "deposit_overdue", missingMinor, lookAt: null };
  }
  const by = addMs(at, withinMs);
  return { told: "below_notice", dueAt: by, news: restored ?? "deposit_below_notice", missingMinor, lookAt: by };
};
