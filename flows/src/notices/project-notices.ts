import { makeOrdinalId, type OperationId } from "@amends/domain/kernel/ids";
import { addMs, DAY_MS, type Instant } from "@amends/domain/kernel/time";
import { type ChosenNotice, chooseNotice } from "@amends/domain/notice/choose-notice";
import { CHANNELS, type NoticeChannel } from "@amends/domain/notice/notice";
import { noticeParams } from "@amends/domain/notice/notice-params";
import { planSurvey } from "@amends/domain/notice/plan-survey";
import type { Clock } from "../clock.ts";
import type { Policy, RunningOperation } from "../policy-port.ts";
import type { DeskNotice, Drawn, Messengers, NewNotice, NoticedEvent, NoticeProjection, PlannedSurvey } from "./notice-ports.ts";

export type ProjectNoticesPorts = {
  readonly projection: NoticeProjection;
  readonly policy: Pick<Policy, "operation">;
  readonly clock: Clock;
  readonly messengers: Messengers;
};

const PAGE = 400;

/** Older news is for the inbox alone: nobody is written to about last week because a server was away, or a world was played. */
const NEWS_MS = DAY_MS;

/** One look at the feed. Null when nothing is new, 0 when there may be more. */
export const projectNotices = async (ports: ProjectNoticesPorts): Promise<number | null> => {
  const stretch = await ports.projection.stretch(PAGE);
  if (stretch === null) return null;
  const now = ports.clock.now();
  const drawn: { notices: NewNotice[]; desk: DeskNotice[]; surveys: PlannedSurvey[] } = { notices: [], desk: [], surveys: [] };
  const operations = new Map<OperationId, RunningOperation | null>();
  for (const noticed of stretch.events) {
    const { operationId } = noticed;
    const operation = operations.get(operationId) ?? (await ports.policy.operation(operationId, now));
    operations.set(operationId, operation);
    if (operation !== null) draw(noticed, operation, ports.messengers, now, drawn);
  }
  await ports.projection.apply(stretch, drawn satisfies Drawn, now);
  return 0;
};

const draw = (
  noticed: NoticedEvent,
  { running: { pack }, facts }: RunningOperation,
  messengers: Messengers,
  now: Instant,
  drawn: { readonly notices: NewNotice[]; readonly desk: DeskNotice[]; readonly surveys: PlannedSurvey[] },
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
  const forBuyer = chosenFor("buyer");
  if (forBuyer !== null) {
    const channels = addMs(event.at, NEWS_MS) < now ? [] : configured(forBuyer.channels, messengers);
    drawn.notices.push({ ...common(forBuyer), customerId, channels });
  }
  for (const audience of ["seller", "staff"] as const) {
    const chosen = chosenFor(audience);
    if (chosen === null) continue;
    const sellerId = audience === "seller" ? noticed.sellerId : null;
    drawn.desk.push({ ...common(chosen), audience, roles: chosen.roles, sellerId });
  }
  const survey = planSurvey(pack, noticed);
  if (survey !== null)
    drawn.surveys.push({ operationId, customerId, caseId, ...survey, channels: configured(survey.channels, messengers) });
};

const configured = (channels: readonly NoticeChannel[], messengers: Messengers): readonly NoticeChannel[] =>
  CHANNELS.filter(channel => channels.includes(channel) && messengers[channel] !== null);
