import type { EffectRequest } from "@amends/domain/case/effect";
import type { CaseId, EffectId, OperationId } from "@amends/domain/kernel/ids";
import type { Currency, Minor } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import type { Alarm } from "./recourse-ports.ts";

/** A call-back as it came in. The signature is over these bytes and no others. Names of headers are in lower case. */
export type NoticeDelivery = { readonly headers: Readonly<Record<string, string | undefined>>; readonly body: Uint8Array };

/** What a gateway tells of a movement. `key` is what it was asked under: the body of an effect's id. */
export type GatewayNotice = {
  /** The same in every delivery of this notice. */
  readonly noticeId: string;
  readonly key: string;
  /** `at_least`: Alipay names the sum of all refunds of a trade so far. */
  readonly amount: { readonly kind: "exactly" | "at_least"; readonly minor: Minor };
  readonly currency: Currency;
  readonly ended: "done" | "failed" | "open";
  /** Differs from delivery to delivery where the gateway signs each anew; null where it sends the same bytes again. */
  readonly deliveryMark: string | null;
};

/** What the gateway wants to hear, so that it does not deliver again. */
export type NoticeReceipt = { readonly contentType: string; readonly text: string };

/** A buyer contests a payment at their bank or at the gateway: money leaves without us unless somebody answers in time. */
type PaymentDispute = {
  readonly disputeId: string;
  /** The gateway's own number of the payment. */
  readonly paymentRef: string;
  /** Our key, where the payment is one we asked the buyer for. */
  readonly key: string | null;
  /** Null where the gateway tells it only when asked. */
  readonly amount: { readonly minor: Minor; readonly currency: Currency } | null;
  readonly reason: string;
  readonly status: string;
  readonly respondBy: Instant | null;
};

export const FORGERIES = ["bad_signature", "stale", "unreadable"] as const;

export type NoticeRead =
  | { readonly kind: "notice"; readonly notice: GatewayNotice; readonly receipt: NoticeReceipt }
  | { readonly kind: "dispute"; readonly dispute: PaymentDispute; readonly receipt: NoticeReceipt }
  /** Signed by the gateway and none of ours: another kind of event, a payment of the shop. */
  | { readonly kind: "not_ours"; readonly receipt: NoticeReceipt }
  /** The gateway tests whether signatures are checked at all. */
  | { readonly kind: "probe" }
  | { readonly kind: "forged"; readonly why: (typeof FORGERIES)[number] };

export type NoticeReader = (delivery: NoticeDelivery, now: Instant) => NoticeRead;

/** Readers by the name a gateway has in the settings. */
export type NoticeReaders = ReadonlyMap<string, NoticeReader>;

export const NOTICE_ALARMS = [...FORGERIES, "replayed", "unknown_key", "wrong_amount", "wrong_currency", "contradicts"] as const;
export type NoticeAlarm = (typeof NOTICE_ALARMS)[number];

export type NoticedEffect = {
  readonly effectId: EffectId;
  readonly caseId: CaseId;
  readonly operationId: OperationId;
  readonly externalOrderNo: string;
  readonly status: "pending" | "parked" | "done";
  readonly request: EffectRequest;
};

export type GatewayNoticeStore = {
  readonly findEffect: (effectId: EffectId) => Promise<NoticedEffect | null>;
  /**
   * Keeps the notice, and in the same statement makes its effect due now, parked or not: the gateway has news. What was kept before changes nothing;
   * `same_delivery` says that even the signature is the one that came before.
   */
  readonly keep: (notice: KeptNotice) => Promise<"kept" | "delivered_again" | "same_delivery">;
  /** Durable when it resolves. The same alarm again, before a person has settled it, writes nothing: a flood of forgeries is one row. */
  readonly raise: (alarm: NoticeAlarmRaised) => Promise<"raised" | "open_already">;
};

export type KeptNotice = {
  readonly gateway: string;
  readonly noticeId: string;
  readonly deliveryMark: string | null;
  readonly effectId: EffectId;
  readonly at: Instant;
};

/** As an `Alarm`, but for what belongs to no case and so to no operation alone. */
export type NoticeAlarmRaised = Omit<Alarm, "operationId"> & { readonly operationId: OperationId | null };
