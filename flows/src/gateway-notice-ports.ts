import type { EffectRequest } from "@amends/domain/case/effect";
import type { CaseId, EffectId, OperationId } from "@amends/domain/kernel/ids";
import type { Currency, Minor } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";

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

export const FORGERIES = ["bad_signature", "stale", "unreadable"] as const;

export type NoticeRead =
  | { readonly kind: "notice"; readonly notice: GatewayNotice; readonly receipt: NoticeReceipt }
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
  readonly status: "pending" | "parked" | "done";
  readonly request: EffectRequest;
};

/** A gateway's alarm as it is shown: how often the same happened within an hour, and to which effect where it names one of ours. */
export type GatewayAlarm = {
  readonly gateway: string;
  readonly alarm: NoticeAlarm;
  readonly subject: string;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  readonly count: number;
};

export type GatewayNoticeStore = {
  readonly findEffect: (effectId: EffectId) => Promise<NoticedEffect | null>;
  /** Keeps the notice, and in the same statement makes its effect due now, parked or not: the gateway has news. What was kept before changes nothing. */
  readonly keep: (notice: KeptNotice) => Promise<"kept" | { readonly kind: "known"; readonly deliveryMark: string | null }>;
  /** Durable when it resolves. The same alarm over the same thing within an hour is one with a count: a flood of forgeries writes one row. */
  readonly raise: (alarm: RaisedAlarm) => Promise<void>;
};

export type KeptNotice = {
  readonly gateway: string;
  readonly noticeId: string;
  readonly deliveryMark: string | null;
  readonly effectId: EffectId;
  readonly at: Instant;
};

export type RaisedAlarm = {
  readonly gateway: string;
  readonly alarm: NoticeAlarm;
  /** A key or an address, never a person's. Empty where the notice could not be believed that far. */
  readonly subject: string;
  /** Null where the notice belongs to no case. */
  readonly operationId: OperationId | null;
  readonly at: Instant;
};
