import type { AccountId, CaseId, CustomerId, OperationId, PersonId, SellerId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { DeskSettings } from "@amends/domain/notice/desk-notice";
import type { MustHear, Notice, NoticeChannel, NoticeId, NoticeParams, NoticeSettings } from "@amends/domain/notice/notice";
import type { WrappedSecret } from "../personal-data-ports.ts";

export type NewNotice = Notice & { readonly channels: readonly NoticeChannel[] };

export type DeskNotice = {
  readonly noticeId: NoticeId;
  readonly operationId: OperationId;
  /** Null where it is of no case: of a seller's deposit. */
  readonly caseId: CaseId | null;
  readonly audience: "seller" | "staff";
  readonly roles: readonly string[];
  readonly sellerId: SellerId | null;
  readonly template: string;
  readonly params: NoticeParams;
  readonly isUrgent: boolean;
  readonly mustHear: MustHear;
  /** By the rules, to who did not say otherwise; null where nobody is written to, whatever they said. */
  readonly byMail: boolean | null;
  readonly at: Instant;
};

export type PlannedSurvey = {
  readonly operationId: OperationId;
  readonly customerId: CustomerId;
  readonly caseId: CaseId;
  readonly askAt: Instant;
  readonly remindAfterSeconds: number;
  readonly expireAfterSeconds: number;
  readonly lowScore: number;
  readonly channels: readonly NoticeChannel[];
};

export type DrawnNotices = {
  readonly notices: readonly NewNotice[];
  /** Messages are entered as leased until then, to be sent by who enters them; null: whoever leases them sends them. */
  readonly sendsLeasedUntil: Instant | null;
  readonly desk: readonly DeskNotice[];
  readonly surveys: readonly PlannedSurvey[];
};

export type LeasedSend = {
  readonly notice: Notice;
  readonly channel: NoticeChannel;
  readonly faults: number;
  readonly leasedUntil: Instant;
  readonly externalCustomerId: string;
  readonly personId: PersonId;
  /** Null once the person was erased. */
  readonly secret: WrappedSecret | null;
  readonly phone: SealedContact | null;
  readonly email: SealedContact | null;
  readonly settings: NoticeSettings | null;
};
export type SealedContact = { readonly textId: `text_${string}`; readonly sealed: Uint8Array };

export type SendOutcome =
  | { readonly kind: "sent" }
  | { readonly kind: "skipped"; readonly code: SkipCode }
  | { readonly kind: "put_off"; readonly until: Instant }
  | { readonly kind: "failed"; readonly until: Instant; readonly fault: string }
  | { readonly kind: "parked"; readonly fault: string };
export type SkipCode = "person_erased" | "not_theirs" | "channel_off" | "no_contact" | "no_text" | "refused";

/** A desk's notice on its way to one account by mail. */
export type LeasedDeskSend = {
  readonly notice: Pick<DeskNotice, "noticeId" | "operationId" | "caseId" | "template" | "params" | "isUrgent" | "mustHear" | "at">;
  readonly accountId: AccountId;
  readonly role: string;
  /** Whether it is still for them: another role, another shop or a closed account hears nothing. */
  readonly isTheirs: boolean;
  readonly email: string;
  readonly faults: number;
  readonly leasedUntil: Instant;
  readonly settings: DeskSettings | null;
};

/** A send is leased by one worker at a time; what comes home after its lease changes nothing. */
export type Outbox<Send> = {
  lease(at: Instant, leaseMs: number, most: number): Promise<readonly Send[]>;
  settle(sends: readonly { readonly send: Send; readonly outcome: SendOutcome }[]): Promise<void>;
};
export type NoticeOutbox = Outbox<LeasedSend>;
export type DeskOutbox = Outbox<LeasedDeskSend>;

/** One message to one person. `to` exists in memory only. */
export type Message = {
  /** The same for every attempt: a gateway that knows it does not send again. */
  readonly key: string;
  readonly operationId: OperationId;
  readonly recipient:
    | { readonly kind: "customer"; readonly customerId: CustomerId }
    | { readonly kind: "account"; readonly accountId: AccountId };
  /** Null where it is of no case. */
  readonly caseId: CaseId | null;
  /** When it was handed over. */
  readonly at: Instant;
  readonly to: string;
  readonly template: string;
  readonly title: string;
  readonly body: string;
  readonly link: string | null;
  /** A link for each answer to the one question a message asks; empty where it asks none. Each leads to a page that shows the answer and takes it. */
  readonly choices: readonly { readonly label: string; readonly link: string }[];
};

/**
 * A way to people outside. A fault is thrown and the message tried again under the same key; `refused` is final: nobody is there, or does not want it.
 * `to` is an address for mail, a telephone number for SMS, and the host's own customer id for WeChat, whose host knows the person's openid.
 */
export type Messenger = {
  send(message: Message): Promise<{ readonly kind: "sent" } | { readonly kind: "refused"; readonly code: string }>;
};
export type Messengers = Readonly<Record<NoticeChannel, Messenger | null>>;

export type ListedNotice = Omit<Notice, "operationId" | "customerId" | "caseId"> & {
  readonly caseId: CaseId | null;
  readonly readAt: Instant | null;
};
export type NoticeCursor = { readonly at: Instant; readonly noticeId: NoticeId };
export type NoticePage = { readonly after: NoticeCursor | null; readonly limit: number };

export type Reader =
  | { readonly kind: "buyer"; readonly operationId: OperationId; readonly customerId: CustomerId }
  | {
      readonly kind: "desk";
      readonly operationId: OperationId;
      readonly accountId: AccountId;
      readonly role: string;
      readonly sellerId: SellerId | null;
    };

export type DeskReader = Extract<Reader, { readonly kind: "desk" }>;

/** Everybody reads what was addressed to them; a desk's notices are read by each account for itself, and what it switched off is not in its list. */
export type NoticeInbox = {
  list(reader: Reader, page: NoticePage): Promise<readonly ListedNotice[]>;
  unread(reader: Reader): Promise<number>;
  /** When the buyer of a case could first read of it; null while nobody has told them. */
  firstTold(customerId: CustomerId, caseId: CaseId): Promise<Instant | null>;
  markRead(reader: Reader, which: NoticeId | "all", at: Instant): Promise<boolean>;
  settings(reader: Reader & { readonly kind: "buyer" }): Promise<NoticeSettings | null>;
  changeSettings(reader: Reader & { readonly kind: "buyer" }, settings: NoticeSettings, at: Instant): Promise<void>;
  /** Null where they never said. */
  deskSettings(reader: DeskReader): Promise<DeskSettings | null>;
  changeDeskSettings(reader: DeskReader, settings: DeskSettings, at: Instant): Promise<void>;
};

export type StuckNotice = {
  readonly noticeId: NoticeId;
  readonly channel: NoticeChannel;
  readonly caseId: CaseId;
  readonly attempts: number;
  readonly lastFault: string | null;
  readonly dueAt: Instant;
};
export type StuckNotices = {
  find(operationId: OperationId, most: number): Promise<readonly StuckNotice[]>;
  retry(operationId: OperationId, noticeId: NoticeId, channel: NoticeChannel, at: Instant): Promise<boolean>;
};
