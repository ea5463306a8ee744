import { isId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type {
  GatewayNotice,
  GatewayNoticeStore,
  NoticeAlarm,
  NoticeDelivery,
  NoticedEffect,
  NoticeReader,
  NoticeReaders,
  NoticeReceipt,
} from "./gateway-notice-ports.ts";

export type GatewayNoticePorts = {
  readonly readers: NoticeReaders;
  readonly store: GatewayNoticeStore;
  /** An effect may be due now. */
  readonly woken: () => void;
  /** Told of every notice, by what became of it. */
  readonly observed: (gateway: string, outcome: NoticeOutcome["kind"] | NoticeAlarm) => void;
};

export type NoticeOutcome =
  | { readonly kind: "accepted" | "known" | "not_ours"; readonly receipt: NoticeReceipt }
  | { readonly kind: "no_such_gateway" | "probe" }
  | { readonly kind: "alarmed"; readonly alarm: NoticeAlarm; readonly subject: string };

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
  ports.observed(gateway, outcome.kind === "alarmed" ? outcome.alarm : outcome.kind);
  return outcome;
};

const outcomeOf = async (
  { reader, store, woken }: GatewayNoticePorts & { readonly reader: NoticeReader },
  gateway: string,
  delivery: NoticeDelivery,
  at: Instant,
): Promise<NoticeOutcome> => {
  const alarmed = async (alarm: NoticeAlarm, subject: string, effect: NoticedEffect | null): Promise<NoticeOutcome> => {
    await store.raise({ gateway, alarm, subject, operationId: effect?.operationId ?? null, at });
    return { kind: "alarmed", alarm, subject };
  };
  const read = reader(delivery, at);
  if (read.kind === "probe" || read.kind === "not_ours") return read;
  if (read.kind === "forged") return alarmed(read.why, "", null);

  const { notice, receipt } = read;
  const effectId = `effect_${notice.key}`;
  const effect = isId("effect", effectId) ? await store.findEffect(effectId) : null;
  if (effect === null) return alarmed("unknown_key", notice.key.slice(0, SUBJECT_LENGTH_MAX), null);
  const mismatch = mismatchOf(notice, effect);
  if (mismatch !== null) return alarmed(mismatch, effect.effectId, effect);
  const { noticeId, deliveryMark } = notice;
  const kept = await store.keep({ gateway, noticeId, deliveryMark, effectId: effect.effectId, at });
  if (kept === "kept") {
    woken();
    return { kind: "accepted", receipt };
  }
  // A gateway that signs each delivery never sends the same signature again: somebody else does.
  if (deliveryMark !== null && kept.deliveryMark === deliveryMark) return alarmed("replayed", effect.effectId, effect);
  return { kind: "known", receipt };
};

const SUBJECT_LENGTH_MAX = 64;

const mismatchOf = ({ amount, currency, ended }: GatewayNotice, { request, status }: NoticedEffect): NoticeAlarm | null => {
  if (request.kind !== "refund_tender" && request.kind !== "collect_payment" && request.kind !== "pay_compensation") return "unknown_key";
  if (currency !== request.currency) return "wrong_currency";
  if (amount.kind === "exactly" ? amount.minor !== request.amountMinor : amount.minor < request.amountMinor) return "wrong_amount";
  // The case counts on what was done. A failure that is told after that has to be looked at by a person.
  return ended === "failed" && status === "done" ? "contradicts" : null;
};
