import type { Zone } from "@amends/domain/kernel/calendar";
import type { Instant } from "@amends/domain/kernel/time";
import { DEFAULT_DESK_SETTINGS, type DeskSettings, deskKindsOf, waysOf } from "@amends/domain/notice/desk-notice";
import { noticeText } from "@amends/domain/notice/notice-text";
import { afterQuietHours } from "@amends/domain/notice/quiet-hours";
import type { DeskOutbox, LeasedDeskSend, SendOutcome } from "./notice-ports.ts";
import { operationOf, type SendingPorts, sendLeased, skipped } from "./send-leased.ts";

export type SendDeskNoticesPorts = SendingPorts & {
  readonly deskOutbox: DeskOutbox;
  /** Where somebody at a desk reads on; null where the server does not know its own address. */
  readonly deskLinkOf: (notice: LeasedDeskSend["notice"]) => string | null;
};

export const sendDeskNotices = (ports: SendDeskNoticesPorts, most: number): Promise<number> =>
  sendLeased(ports, ports.deskOutbox, most, send => sendOne(ports, send));

/** What they said since it was entered holds: it is asked again as it leaves. */
const sendOne = async (ports: SendDeskNoticesPorts, send: LeasedDeskSend): Promise<SendOutcome> => {
  const { notice, accountId, email } = send;
  const settings = send.settings ?? DEFAULT_DESK_SETTINGS;
  const { running, facts } = await operationOf(ports, notice);
  const now = ports.clock.now();
  if (!send.isTheirs) return skipped("not_theirs");
  const kind = deskKindsOf(running.pack, send.role).find(({ kind: known }) => known === notice.template);
  if (kind === undefined || !waysOf(kind, settings).includes("email")) return skipped("channel_off");
  const until = leavesAt(notice, settings, facts.zone, now);
  if (until > now) return { kind: "put_off", until };
  const messenger = ports.messengers.email;
  if (messenger === null) return skipped("no_contact");
  const words = noticeText(running.pack.texts, notice.template, settings.language, notice.params, facts.zone);
  if (words === null) return skipped("no_text");
  const { noticeId, operationId, caseId, template } = notice;
  const sent = await messenger.send({
    key: `${noticeId}-${accountId}`,
    operationId,
    recipient: { kind: "account", accountId },
    caseId,
    at: now,
    to: email,
    template,
    ...words,
    link: ports.deskLinkOf(notice),
    choices: [],
  });
  return sent.kind === "sent" ? { kind: "sent" } : skipped("refused");
};

/** Nights are quiet, but for what is urgent and for a deadline that would have passed by morning. */
const leavesAt = ({ isUrgent, mustHear, params }: LeasedDeskSend["notice"], settings: DeskSettings, zone: Zone, now: Instant): Instant => {
  if (isUrgent || mustHear === "urgent") return now;
  const morning = afterQuietHours(now, settings, zone);
  const due = params["due"];
  return mustHear === "deadline" && due?.kind === "moment" && due.at <= morning ? now : morning;
};
