import type { Id, OperationId } from "@amends/domain/kernel/ids";
import { addMs, HOUR_MS, type Instant, SECOND_MS } from "@amends/domain/kernel/time";
import { DEFAULT_SETTINGS, type NoticeChannel, type NoticeLanguage, type NoticeSettings } from "@amends/domain/notice/notice";
import { noticeText } from "@amends/domain/notice/notice-text";
import { afterQuietHours } from "@amends/domain/notice/quiet-hours";
import { backOffMs } from "../back-off.ts";
import type { Clock } from "../clock.ts";
import type { PersonalDataCipher } from "../personal-data-ports.ts";
import type { Policy, RunningOperation } from "../policy-port.ts";
import type { Chance } from "../seal-text.ts";
import type { LeasedSend, Message, Messengers, NoticeOutbox, SendOutcome, SkipCode } from "./notice-ports.ts";

export type SendNoticesPorts = {
  readonly outbox: NoticeOutbox;
  readonly messengers: Messengers;
  readonly policy: Pick<Policy, "operation">;
  readonly personalData: PersonalDataCipher;
  readonly clock: Clock;
  readonly chance: Chance;
  /** Where a buyer reads on; null where the server does not know its own address. */
  readonly linkOf: (notice: LeasedSend["notice"]) => string | null;
  /** For a message that asks one question, a link for each answer in the reader's language; empty for all others. */
  readonly choicesOf: (notice: LeasedSend["notice"], language: NoticeLanguage) => Message["choices"];
};

/** Longer than any gateway is waited for. */
const LEASE_MS = 60_000;
/** 5 s doubling to an hour: given up some six hours after the first try, when it is no news any more. */
const BACK_OFF = { firstMs: 5 * SECOND_MS, mostMs: HOUR_MS };
const TRIES_MAX = 15;
const FAULT_LENGTH_MAX = 200;

/** Sends what is due: leased together, sent side by side, settled together. Gives how many were looked at. */
export const sendNotices = async (ports: SendNoticesPorts, most: number): Promise<number> => {
  const sends = await ports.outbox.lease(ports.clock.now(), LEASE_MS, most);
  if (sends.length === 0) return 0;
  const settled = await Promise.all(sends.map(async send => ({ send, outcome: await trySend(ports, send) })));
  await ports.outbox.settle(settled);
  return sends.length;
};

const trySend = async (ports: SendNoticesPorts, send: LeasedSend): Promise<SendOutcome> => {
  try {
    return await sendOne(ports, send);
  } catch (fault) {
    return afterFault(ports, send, faultText(fault));
  }
};

/** The address is opened here, handed to the gateway and forgotten. */
const sendOne = async (ports: SendNoticesPorts, send: LeasedSend): Promise<SendOutcome> => {
  const { notice, channel } = send;
  const settings = send.settings ?? DEFAULT_SETTINGS;
  const operation = await operationOf(ports, notice.operationId);
  const now = ports.clock.now();
  if (send.secret === null) return skipped("person_erased");
  if (!settings.channels.includes(channel)) return skipped("channel_off");
  const until = sendAt(now, notice.isUrgent, settings, operation);
  if (until > now) return { kind: "put_off", until };
  const to = addressOf(ports.personalData, send);
  const messenger = ports.messengers[channel];
  if (to === null || messenger === null) return skipped("no_contact");
  const words = noticeText(operation.running.pack.texts, notice.template, settings.language, notice.params, operation.facts.zone);
  if (words === null) return skipped("no_text");
  const { noticeId, operationId, customerId, template } = notice;
  const message = {
    key: `${noticeId}-${channel}`,
    operationId,
    customerId,
    to,
    template,
    ...words,
    ...linksOf(ports, send, settings.language),
  };
  return (await messenger.send(message)).kind === "sent" ? { kind: "sent" } : skipped("refused");
};

const linksOf = (ports: SendNoticesPorts, { notice }: LeasedSend, language: NoticeLanguage): Pick<Message, "link" | "choices"> => ({
  link: ports.linkOf(notice),
  choices: ports.choicesOf(notice, language),
});

const skipped = (code: SkipCode): SendOutcome => ({ kind: "skipped", code });

const sendAt = (now: Instant, isUrgent: boolean, settings: NoticeSettings, { facts }: RunningOperation): Instant =>
  isUrgent ? now : afterQuietHours(now, settings, facts.zone);

const operationOf = async ({ policy, clock }: SendNoticesPorts, operationId: OperationId): Promise<RunningOperation> => {
  const operation = await policy.operation(operationId, clock.now());
  if (operation === null) throw new Error(`broken invariant: ${operationId} has notices and exists`);
  return operation;
};

const addressOf = (cipher: PersonalDataCipher, send: LeasedSend): string | null => {
  const kind = KIND[send.channel];
  if (kind === null) return send.externalCustomerId;
  const contact = send[kind];
  if (contact === null || send.secret === null) return null;
  return cipher.open(send.personId, send.secret).unseal(contact.textId as Id<"text">, kind, contact.sealed);
};
const KIND: Readonly<Record<NoticeChannel, "email" | "phone" | null>> = { email: "email", sms: "phone", wechat: null };

const afterFault = ({ clock, chance }: SendNoticesPorts, { faults }: LeasedSend, fault: string): SendOutcome => {
  const tries = faults + 1;
  if (tries >= TRIES_MAX) return { kind: "parked", fault };
  return { kind: "failed", until: addMs(clock.now(), backOffMs(BACK_OFF, tries, chance)), fault };
};

/** A server's words may repeat the address it did not like, so only the kind of the fault is kept. */
const faultText = (fault: unknown): string => {
  if (!(fault instanceof Error)) return "unknown";
  const code = "code" in fault ? `${String(fault.code)} ` : "";
  const said = "responseCode" in fault ? `${String(fault.responseCode)} ` : "";
  return `${fault.name} ${code}${said}`.trim().slice(0, FAULT_LENGTH_MAX);
};
