import type { CaseId, CustomerId, Id, OperationId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";

/** Who hears of something: each audience is told in words of its own. */
export const AUDIENCES = ["buyer", "seller", "staff"] as const;
export type NoticeAudience = (typeof AUDIENCES)[number];

/** Ways to a buyer beside their inbox, which always holds everything. */
export const CHANNELS = ["email", "sms", "wechat"] as const;
export type NoticeChannel = (typeof CHANNELS)[number];

export const LANGUAGES = ["zh", "en"] as const;
export type NoticeLanguage = (typeof LANGUAGES)[number];

export type NoticeId = Id<"notice">;

/** What a text speaks of; kept as data, and put into words for each reader. Never personal data of a buyer. */
export type NoticeParams = Readonly<Record<string, NoticeParam>>;
export type NoticeParam =
  | { readonly kind: "text"; readonly text: string }
  /** A key of the pack's texts. */
  | { readonly kind: "word"; readonly word: string }
  | { readonly kind: "moment"; readonly at: Instant }
  | { readonly kind: "amount"; readonly amountMinor: bigint; readonly currency: Currency };

export type Notice = {
  readonly noticeId: NoticeId;
  readonly operationId: OperationId;
  readonly customerId: CustomerId;
  readonly caseId: CaseId;
  /** Key of the pack's texts. */
  readonly template: string;
  readonly params: NoticeParams;
  readonly isUrgent: boolean;
  readonly at: Instant;
};

/** How a buyer wants to be told. Minutes of the operation's day; equal ones are no quiet hours. */
export type NoticeSettings = {
  readonly channels: readonly NoticeChannel[];
  readonly language: NoticeLanguage;
  readonly quietFromMinute: number;
  readonly quietToMinute: number;
};

/** Nobody is woken for what can wait: 22:00 to 08:00 unless they say otherwise. */
export const DEFAULT_SETTINGS: NoticeSettings = { channels: CHANNELS, language: "zh", quietFromMinute: 22 * 60, quietToMinute: 8 * 60 };

/**
 * no        whoever it is for may switch it off
 * urgent    a person must see it at once: it reaches its desk, at night too
 * deadline  a deadline of the law or the platform runs, and silence decides: it reaches its desk before that
 */
export const MUST_HEAR = ["no", "urgent", "deadline"] as const;
export type MustHear = (typeof MUST_HEAR)[number];
