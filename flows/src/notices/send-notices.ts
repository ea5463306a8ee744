import type { Id } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import { DEFAULT_SETTINGS, type NoticeChannel, type NoticeLanguage, type NoticeSettings } from "@amends/domain/notice/notice";
import { noticeText } from "@amends/domain/notice/notice-text";
import { afterQuietHours } from "@amends/domain/notice/quiet-hours";
import type { PersonalDataCipher } from "../personal-data-ports.ts";
import type { RunningOperation } from "../policy-port.ts";
import type { LeasedSend, Message, NoticeOutbox, SendOutcome } from "./notice-ports.ts";
import { operationOf, type SendingPorts, sendAll, sendLeased, skipped } from "./send-leased.ts";

export type SendNoticesPorts = SendingPorts & {
  readonly outbox: NoticeOutbox;
  readonly personalData: PersonalDataCipher;
  /** Where a buyer reads on; null where the server does not know its own address. */
  readonly linkOf: (notice: LeasedSend["notice"]) => string | null;
  /** For a message that asks one question, a link for each answer in the reader's language; empty for all others. */
  readonly choicesOf: (notice: LeasedSend["notice"], language: NoticeLanguage) => Message["choices"];
};

export const sendNotices = (ports: SendNoticesPorts, most: number): Promise<number> =>
  sendLeased(ports, ports.outbox, most, send => sendOne(ports, send));

export const sendHanded = (ports: SendNoticesPorts, sends: readonly LeasedSend[]): Promise<void> =>
  sendAll(ports, ports.outbox, sends, send => sendOne(ports, send));

/** The address is opened here, handed to the gateway and forgotten. */
const sendOne = async (ports: SendNoticesPorts, send: LeasedSend): Promise<SendOutcome> => {
  const { notice, channel } = send;
  const settings = send.settings ?? DEFAULT_SETTINGS;
  const operation = await operationOf(ports, notice);
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
  const { noticeId, operationId, customerId, caseId, template } = notice;
  const message: Message = {
    key: `${noticeId}-${channel}`,
    operationId,
    recipient: { kind: "customer", customerId },
    caseId,
    at: now,
    to,
    template,
    ...words,
    link: ports.linkOf(notice),
    choices: ports.choicesOf(notice, settings.language),
  };
  return (await messenger.send(message)).kind === "sent" ? { kind: "sent" } : skipped("refused");
};

const sendAt = (now: Instant, isUrgent: boolean, settings: NoticeSettings, { facts }: RunningOperation): Instant =>
  isUrgent ? now : afterQuietHours(now, settings, facts.zone);

const addressOf = (cipher: PersonalDataCipher, send: LeasedSend): string | null => {
  const kind = KIND[send.channel];
  if (kind === null) return send.externalCustomerId;
  const contact = send[kind];
  if (contact === null || send.secret === null) return null;
  return cipher.open(send.personId, send.secret).unseal(contact.textId as Id<"text">, kind, contact.sealed);
};
const KIND: Readonly<Record<NoticeChannel, "email" | "phone" | null>> = { email: "email", sms: "phone", wechat: null };
