import type { CaseEventType } from "@amends/domain/case/case-event";
import { makeOrdinalId, type OperationId } from "@amends/domain/kernel/ids";
import { addMs, DAY_MS, type Instant } from "@amends/domain/kernel/time";
import { type ChosenNotice, chooseNotice } from "@amends/domain/notice/choose-notice";
import { CHANNELS, type NoticeChannel } from "@amends/domain/notice/notice";
import { noticeParams } from "@amends/domain/notice/notice-params";
import { planSurvey } from "@amends/domain/notice/plan-survey";
import type { Clock } from "../clock.ts";
import type { Drawn, FeedStretch, FollowedEvent } from "../feed/followed-feed.ts";
import type { Policy, RunningOperation } from "../policy-port.ts";
import type { HandedSends } from "./handed-sends.ts";
import type { DeskNotice, Messengers, NewNotice, PlannedSurvey } from "./notice-ports.ts";

export type DrawNoticesPorts = {
  readonly policy: Pick<Policy, "operation">;
  readonly clock: Clock;
  readonly messengers: Messengers;
  readonly handed: Pick<HandedSends, "leaseNow">;
};

type Telling = { readonly notices: NewNotice[]; readonly desk: DeskNotice[]; readonly surveys: PlannedSurvey[] };

/** Older news is for the inbox alone: nobody is written to about last week because a server was away, or a world was played. */
const NEWS_MS = DAY_MS;

/** What is told of a stretch, by the rules each operation has now. */
export const drawNotices = async (
  { policy, clock, messengers, handed }: DrawNoticesPorts,
  { events }: FeedStretch,
): Promise<Extract<Drawn, { readonly follower: "notices" }>> => {
  const now = clock.now();
  const told: Telling = { notices: [], desk: [], surveys: [] };
  const operations = new Map<OperationId, RunningOperation | null>();
  for (const followed of events) {
    const { operationId } = followed;
    if (SILENT.has(followed.event.type)) continue;
    const operation = operations.has(operationId) ? operations.get(operationId) : await policy.operation(operationId, now);
    operations.set(operationId, operation ?? null);
    if (operation !== null && operation !== undefined) draw(followed, operation, messengers, now, told);
  }
  return { follower: "notices", told: { ...told, sendsLeasedUntil: handed.leaseNow() } };
};

/** Nobody is told of these: calls to partners and their answers, and what the case notes for itself. */
const SILENT: ReadonlySet<CaseEventType> = new Set([
  "effect_asked",
  "effect_done",
  "effect_refused",
  "plan_amended",
  "stock_reserved",
  "stock_released",
  "evidence_added",
  "reason_judged",
  "borne_by_platform",
]);

const draw = (
  noticed: FollowedEvent,
  { running: { pack }, facts }: RunningOperation,
  messengers: Messengers,
  now: Instant,
  drawn: Telling,
): void => {
  const { event, step, caseId, operationId, customerId } = noticed;
  const chosenFor = (audience: "buyer" | "seller" | "staff") => chooseNotice(pack, event, step, audience);
  const common = (chosen: ChosenNotice) => ({
    noticeId: makeOrdinalId("notice", caseId, event.seq),
    operationId,
    caseId,
    template: chosen.template,
    params: noticeParams(event, { ...noticed, currency: facts.currency }),
    isUrgent: chosen.isUrgent,
    at: event.at,
  });
  const isOld = addMs(event.at, NEWS_MS) < now;
  const forBuyer = chosenFor("buyer");
  if (forBuyer !== null) {
    const channels = isOld ? [] : configured(forBuyer.channels, messengers);
    drawn.notices.push({ ...common(forBuyer), customerId, channels });
  }
  for (const audience of ["seller", "staff"] as const) {
    const chosen = chosenFor(audience);
    if (chosen === null) continue;
    const sellerId = audience === "seller" ? noticed.sellerId : null;
    const byMail = isOld || messengers.email === null ? null : chosen.channels.includes("email");
    drawn.desk.push({ ...common(chosen), audience, roles: chosen.roles, sellerId, mustHear: chosen.mustHear, byMail });
  }
  const survey = planSurvey(pack, noticed);
  if (survey !== null)
    drawn.surveys.push({ operationId, customerId, caseId, ...survey, channels: configured(survey.channels, messengers) });
};

const configured = (channels: readonly NoticeChannel[], messengers: Messengers): readonly NoticeChannel[] =>
  CHANNELS.filter(channel => channels.includes(channel) && messengers[channel] !== null);
