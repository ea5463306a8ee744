import { isId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type {
  GatewayNotice,
  GatewayNoticeStore,
  NoticeAlarm,
  NoticeDelivery,
  NoticedEffect,
  NoticeRead,
  NoticeReader,
  NoticeReaders,
  NoticeReceipt,
} from "./gateway-notice-ports.ts";
import type { AlarmKind } from "./recourse-ports.ts";

export type GatewayNoticePorts = {
  readonly readers: NoticeReaders;
  readonly store: GatewayNoticeStore;
  /** An effect may be due now. */
  readonly woken: () => void;
  /** Told of every notice, by what became of it. */
  readonly observed: (gateway: string, outcome: NoticeOutcome) => void;
};

export type NoticeOutcome =
  | { readonly kind: "accepted" | "known" | "not_ours"; readonly receipt: NoticeReceipt }
  | { readonly kind: "no_such_gateway" | "probe" }
  | { readonly kind: "alarmed"; readonly alarm: NoticeAlarm; readonly subject: string; readonly isNew: boolean };

/**
 * A gateway calls back. What it says is not believed for the case: a notice that is signed, fresh and about a movement of ours, with its amount and its
 * currency, makes the effect due, and the effect asks the gateway itself. So a forged notice can at most cause a question. Nothing but an alarm is written
 * for a notice that is refused.
 */
export const receiveGatewayNotice = async (
  ports: GatewayNoticePorts,
  gateway: string,
  delivery: NoticeDelivery,
  at: Instant,
): Promise<NoticeOutcome> => {
  const reader = ports.readers.get(gateway);
  if (reader === undefined) return { kind: "no_such_gateway" };
  const outcome = await outcomeOf({ ...ports, reader }, gateway, delivery, at);
  ports.observed(gateway, outcome);
  return outcome;
};

const outcomeOf = async (
  { reader, store, woken }: GatewayNoticePorts & { readonly reader: NoticeReader },
  gateway: string,
  delivery: NoticeDelivery,
  at: Instant,
): Promise<NoticeOutcome> => {
  const alarmed = async (alarm: NoticeAlarm, subject: string, effect: NoticedEffect | null): Promise<NoticeOutcome> => {
    const detail = `${gateway}: ${SAYS[alarm]}${subject === "" ? "" : ` (${subject})`}`;
    const targetId = subject === "" ? gateway : `${gateway} ${subject}`;
    const raised = await store.raise({ operationId: effect?.operationId ?? null, kind: KINDS[alarm], targetId, raisedAt: at, detail });
    return { kind: "alarmed", alarm, subject, isNew: raised === "raised" };
  };
  const read = reader(delivery, at);
  if (read.kind === "probe" || read.kind === "not_ours") return read;
  if (read.kind === "forged") return alarmed(read.why, "", null);

  if (read.kind === "dispute") return disputed(store, gateway, read, at);
  const { notice, receipt } = read;
  const effectId = `effect_${notice.key}`;
  const effect = isId("effect", effectId) ? await store.findEffect(effectId) : null;
  if (effect === null) return alarmed("unknown_key", notice.key.slice(0, SUBJECT_LENGTH_MAX), null);
  const mismatch = mismatchOf(notice, effect);
  if (mismatch !== null) return alarmed(mismatch, effect.effectId, effect);
  const { noticeId, deliveryMark } = notice;
  switch (await store.keep({ gateway, noticeId, deliveryMark, effectId: effect.effectId, at })) {
    case "kept":
      woken();
      return { kind: "accepted", receipt };
    case "delivered_again":
      return { kind: "known", receipt };
    // A gateway that signs each delivery never sends the same signature again: somebody else does.
    case "same_delivery":
      return alarmed("replayed", effect.effectId, effect);
  }
};

/** For a person at once: who does not answer by the day named has lost. Told again it is the same alarm; its end is another. */
const disputed = async (
  store: GatewayNoticePorts["store"],
  gateway: string,
  { dispute, receipt }: Extract<NoticeRead, { readonly kind: "dispute" }>,
  at: Instant,
): Promise<NoticeOutcome> => {
  const { disputeId, paymentRef, key, amount, reason, status, respondBy } = dispute;
  const effectId = `effect_${key}`;
  const effect = key !== null && isId("effect", effectId) ? await store.findEffect(effectId) : null;
  const detail = [
    `${gateway} ${disputeId}: payment ${paymentRef} is contested (${reason}, ${status})`,
    amount === null ? null : `${amountText(amount.minor)} ${amount.currency}`,
    respondBy === null ? null : `answer by ${new Date(respondBy).toISOString()}`,
    effect === null ? null : `case ${effect.caseId}, order ${effect.externalOrderNo}`,
  ];
  await store.raise({
    ...{ operationId: effect?.operationId ?? null, kind: "payment_disputed", raisedAt: at },
    targetId: `${gateway} ${disputeId} ${status}`.slice(0, TARGET_LENGTH_MAX),
    detail: detail.filter(part => part !== null).join(" · "),
  });
  return { kind: "accepted", receipt };
};
const TARGET_LENGTH_MAX = 200;
const amountText = (minor: bigint): string => `${minor / 100n}.${String(minor % 100n).padStart(2, "0")}`;

const KINDS: Readonly<Record<NoticeAlarm, AlarmKind>> = {
  bad_signature: "gateway_notice_forged",
  stale: "gateway_notice_forged",
  unreadable: "gateway_notice_forged",
  replayed: "gateway_notice_forged",
  unknown_key: "gateway_notice_unmatched",
  wrong_amount: "gateway_notice_unmatched",
  wrong_currency: "gateway_notice_unmatched",
  contradicts: "gateway_notice_unmatched",
};

const SAYS: Readonly<Record<NoticeAlarm, string>> = {
  bad_signature: "a call-back that the gateway did not sign",
  stale: "a call-back that was signed long ago",
  unreadable: "a signed call-back that cannot be read",
  replayed: "a call-back sent again with its old signature",
  unknown_key: "a signed call-back about a movement that nobody asked for",
  wrong_amount: "a signed call-back about another amount than was asked for",
  wrong_currency: "a signed call-back about another currency than was asked for",
  contradicts: "the gateway says that a movement failed which it had confirmed",
};

const SUBJECT_LENGTH_MAX = 64;

const mismatchOf = ({ amount, currency, ended }: GatewayNotice, { request, status }: NoticedEffect): NoticeAlarm | null => {
  if (request.kind !== "refund_tender" && request.kind !== "collect_payment" && request.kind !== "pay_compensation") return "unknown_key";
  if (currency !== request.currency) return "wrong_currency";
  if (amount.kind === "exactly" ? amount.minor !== request.amountMinor : amount.minor < request.amountMinor) return "wrong_amount";
  // The case counts on what was done. A failure that is told after that has to be looked at by a person.
  return ended === "failed" && status === "done" ? "contradicts" : null;
};
