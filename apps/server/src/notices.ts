import { type CaseId, isId, type OperationId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { NoticeLanguage } from "@amends/domain/notice/notice";
import type { Clock } from "@amends/flows/clock";
import type { CommandPorts } from "@amends/flows/command-case";
import type { Followers } from "@amends/flows/feed/follow-feed";
import type { Written } from "@amends/flows/feed/followed-feed";
import { createHandedSends } from "@amends/flows/notices/handed-sends";
import type { LeasedSend, Message, Messengers, NoticeInbox, StuckNotices } from "@amends/flows/notices/notice-ports";
import { drawNotices } from "@amends/flows/notices/project-notices";
import { sendDeskNotices } from "@amends/flows/notices/send-desk-notices";
import { sendHanded, sendNotices } from "@amends/flows/notices/send-notices";
import { tellDeposits } from "@amends/flows/notices/tell-deposits";
import type { AnnouncedRules } from "@amends/flows/policy-port";
import { openRecoveries } from "@amends/flows/surveys/follow-up";
import type { SurveyStore } from "@amends/flows/surveys/survey-ports";
import { createSandboxMessages, type SandboxMessages } from "@amends/gateways/messages/sandbox-messages";
import { createSmtpMail, type SmtpOptions } from "@amends/gateways/messages/smtp-mail";
import { createDepositWatch } from "@amends/postgres/notices/deposit-watch";
import { createDeskOutbox } from "@amends/postgres/notices/desk-outbox";
import { createNoticeInbox } from "@amends/postgres/notices/notice-inbox";
import { createNoticeOutbox, createStuckNotices } from "@amends/postgres/notices/notice-outbox";
import { createRuleNews } from "@amends/postgres/packs/rule-news";
import { createSurveyStore } from "@amends/postgres/surveys/survey-store";
import { createSecrets } from "@amends/vault/secrets";
import type pg from "pg";
import type { LoopList } from "./workers/loop-list.ts";
import { startRuleNewsLoop } from "./workers/rule-news-loop.ts";

export type Notices = {
  readonly inbox: NoticeInbox;
  readonly stuck: StuckNotices;
  readonly surveys: SurveyStore;
  /** The case a link's token was made for; null where it was not made here. */
  readonly caseOfLink: (token: string) => CaseId | null;
  readonly operationOf: (caseId: CaseId) => Promise<OperationId | null>;
  /** Null where messages go to people. */
  readonly sandbox: SandboxMessages | null;
  /** Somebody answered, or asked again for what could not be sent. */
  readonly wake: () => void;
  /** Of what was drawn from the feed: messages leave, questions are planned. */
  readonly written: (written: Written) => void;
  /** What was handed over and did not leave any more goes to whoever takes it, at once. */
  readonly handBack: () => Promise<void>;
  /** Of the feed: what people are told. */
  readonly follower: Followers["notices"];
};

export type NoticesOptions = {
  readonly pool: pg.Pool;
  readonly masterKey: Uint8Array;
  readonly filing: CommandPorts;
  readonly messengers: Messengers;
  readonly sandbox: SandboxMessages | null;
  /** Where people reach this server; null where it does not know. Asked when a message leaves: where a sandbox listens is known no earlier. */
  readonly originNow: () => string | null;
  readonly loops: Pick<LoopList, "start">;
  /** Sellers hear of rules to come. */
  readonly announced: AnnouncedRules;
};

/** Ways to people: mail by a server if one is named, and in a sandbox a list in memory for all others. */
export const openMessengers = (mail: SmtpOptions | undefined, isSandbox: boolean) => {
  const sandbox = isSandbox ? createSandboxMessages() : null;
  const smtp = mail === undefined ? null : createSmtpMail(mail);
  const messengers: Messengers = {
    email: null,
    sms: null,
    wechat: null,
    ...sandbox?.messengers,
    ...(smtp === null ? {} : { email: smtp }),
  };
  return { messengers, sandbox, close: () => smtp?.close() };
};

const POLL_MS = 1000;
const GAP_MS = 100;
const SENT_AT_ONCE = 100;
const MOVED_AT_ONCE = 100;
const TOLD_AT_ONCE = 100;

/**
 * People hear of their cases: notices are drawn from the feed, messages leave, and buyers are asked how it was. Commands come first: of a busy server's
 * time this work takes a fifth at most.
 */
export const startNotices = ({ pool, masterKey, filing, messengers, sandbox, originNow, loops, announced }: NoticesOptions): Notices => {
  const { clock, policy, personalData, chance } = filing;
  const surveys = createSurveyStore(pool);
  const links = surveyLinks(masterKey);
  const linkOf = ({ caseId, template }: LeasedSend["notice"]): string | null => {
    const origin = originNow();
    if (origin === null) return null;
    return SURVEY_TEMPLATES.has(template) ? `${origin}/survey/${links.tokenOf(caseId)}` : `${origin}/cases/${caseId}`;
  };
  const choicesOf = ({ caseId, template }: LeasedSend["notice"], language: NoticeLanguage): Message["choices"] => {
    const origin = originNow();
    if (origin === null || !SURVEY_TEMPLATES.has(template)) return [];
    return SCORE_WORDS[language].map((label, place) => ({
      label,
      link: `${origin}/survey/${links.tokenOf(caseId)}?score=${place + 1}`,
    }));
  };
  const deskLinkOf = ({ caseId }: { readonly caseId: CaseId | null }): string | null => {
    const origin = originNow();
    return origin === null ? null : `${origin}/console${caseId === null ? "" : `/cases/${caseId}`}`;
  };
  const ways = { messengers, policy, clock, chance };
  const sending = { ...ways, outbox: createNoticeOutbox(pool), personalData, linkOf, choicesOf };
  const sendingToDesks = { ...ways, deskOutbox: createDeskOutbox(pool), deskLinkOf };
  const loop = (name: string, turn: () => Promise<number | null>) =>
    loops.start({ name, turn: () => giveWay(turn), pollMs: POLL_MS, gapMs: GAP_MS });
  const telling = { ...ways, deposits: createDepositWatch(pool) };
  startRuleNewsLoop({ news: createRuleNews(pool), announced, clock, messengers }, loops);
  const handed = createHandedSends(clock);
  let lookedAt = Number.NEGATIVE_INFINITY;
  const sender = loop("messages", async () => {
    const own = handed.take(SENT_AT_ONCE);
    await sendHanded(sending, own);
    if (own.length > 0 && performance.now() - lookedAt < POLL_MS) return 0;
    lookedAt = performance.now();
    const told = await tellDeposits(telling, TOLD_AT_ONCE);
    const sent = await Promise.all([sendNotices(sending, SENT_AT_ONCE), sendDeskNotices(sendingToDesks, SENT_AT_ONCE)]);
    return own.length > 0 || sent.includes(SENT_AT_ONCE) || told > 0 ? 0 : null;
  });
  const asker = loop("surveys", async () => {
    const moved = await surveys.moveOn(clock.now(), MOVED_AT_ONCE);
    if (moved > 0) sender.wake();
    return moved > 0 ? 0 : untilNext(surveys, clock);
  });
  // Apart from asking: a score that cannot be followed up is tried ever more rarely, and nobody is asked later for it.
  const caller = loop("low scores", async () => ((await openRecoveries({ ...filing, surveys })) > 0 ? 0 : null));
  return {
    inbox: createNoticeInbox(pool),
    stuck: createStuckNotices(pool),
    surveys,
    caseOfLink: links.caseOf,
    operationOf: surveys.operationOf,
    sandbox,
    wake: () => {
      asker.wake();
      caller.wake();
      sender.wake();
    },
    written: written => {
      handed.hand(written.handed);
      if (written.surveys > 0) asker.wake();
      if (written.handed.length + written.sends > 0) sender.wake();
    },
    handBack: async () => {
      const left = handed.take(Number.POSITIVE_INFINITY);
      if (left.length > 0) await sending.outbox.settle(left.map(send => ({ send, outcome: { kind: "put_off", until: clock.now() } })));
    },
    follower: stretch => drawNotices({ policy, clock, messengers, handed }, stretch),
  };
};

const SURVEY_TEMPLATES: ReadonlySet<string> = new Set(["notice.survey", "notice.survey_reminder"]);

/** The answers of the one question, from 1 to 5. */
const SCORE_WORDS: Readonly<Record<NoticeLanguage, readonly string[]>> = {
  zh: ["很差", "不满意", "一般", "满意", "很好"],
  en: ["Not at all", "No", "So-so", "Yes", "Very"],
};

/** After a turn that had something to do, four times as long for others. */
const REST_SHARE = 4;
const giveWay = async (turn: () => Promise<number | null>): Promise<number | null> => {
  const startedAt = performance.now();
  const nextMs = await turn();
  return nextMs === null ? null : Math.max(nextMs, Math.ceil((performance.now() - startedAt) * REST_SHARE));
};

const untilNext = async (surveys: SurveyStore, clock: Clock): Promise<number | null> => {
  const now: Instant = clock.now();
  const nextAt = await surveys.nextDueAt(now);
  return nextAt === null ? null : nextAt - now;
};

/** A link to one case's question: nobody else's key makes it, and it opens nothing else. */
const surveyLinks = (masterKey: Uint8Array) => {
  const secrets = createSecrets(masterKey);
  const macOf = (caseId: string): string => secrets.macOf("survey link", caseId);
  return {
    tokenOf: (caseId: CaseId): string => `${caseId}.${macOf(caseId)}`,
    caseOf: (token: string): CaseId | null => {
      const [caseId = "", mac = ""] = token.split(".");
      return isId("case", caseId) && secrets.isSame(mac, macOf(caseId)) ? caseId : null;
    },
  };
};
