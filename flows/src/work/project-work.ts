import type { CaseEventType } from "@amends/domain/case/case-event";
import { departmentOf } from "@amends/domain/intake/line-context";
import { addMs, type Instant, SECOND_MS } from "@amends/domain/kernel/time";
import { placeInQueue, type Route, routeItem } from "@amends/domain/work/route-item";
import { itemsOf, type WantedItem, type WorkLanguage } from "@amends/domain/work/work-item";
import type { Clock } from "../clock.ts";
import type { FeedEntry, FeedReader } from "../feed-ports.ts";
import type { Policy } from "../policy-port.ts";
import type { ProjectedCase, ProjectedItem, WorkProjection } from "./work-ports.ts";

export type ProjectWorkPorts = {
  readonly feed: Pick<FeedReader, "readAll">;
  readonly projection: WorkProjection;
  readonly policy: Pick<Policy, "packByHash">;
  readonly clock: Clock;
};

/** Events after which a case may ask something else of people than before. */
const TELLING: ReadonlySet<CaseEventType> = new Set([
  "case_decided",
  "plan_amended",
  "step_started",
  "step_ended",
  "step_escalated",
  "cause_judged",
  "judgement_objected",
  "order_facts_changed",
  "attention_cleared",
  "case_ended",
]);

const PAGE = 400;
/** Who ended the item that others were merged into has the first look at those for so long. */
const FIRST_LOOK_MS = 30 * 60 * SECOND_MS;

/**
 * One look at the feed: the cases it names are read as they stand, what they ask of people is worked out anew, and the difference is written together with
 * how far was read. Reading a stretch twice writes the same items; a crash between costs nothing. Null when nothing is new, 0 when there may be more.
 */
export const projectWork = async (ports: ProjectWorkPorts): Promise<number | null> => {
  const { feed, projection, clock } = ports;
  const from = await projection.position();
  const entries = await feed.readAll(from, PAGE);
  const last = entries.at(-1);
  if (last === undefined) return null;
  const at = clock.now();
  const cases = await projection.readCases(casesIn(entries));
  const items = (await Promise.all(cases.map(each => itemsFor(ports, each, at)))).flat();
  if (await projection.apply({ from, to: last.feedSeq, items, at })) await projection.reopenMerged(addMs(at, FIRST_LOOK_MS));
  return entries.length === PAGE ? 0 : null;
};

const casesIn = (entries: readonly FeedEntry[]) => [...new Set(entries.flatMap(({ type, caseId }) => (TELLING.has(type) ? [caseId] : [])))];

const itemsFor = async ({ policy }: ProjectWorkPorts, found: ProjectedCase, at: Instant): Promise<readonly ProjectedItem[]> => {
  const wanted = itemsOf(found.state, at);
  if (wanted.length === 0) return [];
  const { pack } = await policy.packByHash(found.state.packHash);
  return wanted.map(item => projectedItem(found, item, routeItem(pack, contextOf(found, item))));
};

const contextOf = ({ state, tier, category }: ProjectedCase, item: Pick<WantedItem, "kind" | "stepOwner">) => ({
  item: { kind: item.kind, owner: item.stepOwner, language: LANGUAGE },
  request: { type: state.serviceType, kind: state.refundOnlyKind },
  line: { category, department: departmentOf(category) },
  seller: { id: state.sellerId },
  severity: { level: state.severity },
  buyer: { tier },
});

/** No host tells a buyer's language yet, and the market is Chinese. */
const LANGUAGE: WorkLanguage = "zh";

/** A complaint keeps its owner; anything else is first shown to the buyer's advisor, or to who knew them before. */
export const projectedItem = (found: ProjectedCase, wanted: WantedItem, route: Route): ProjectedItem => {
  const { state, tier, category } = found;
  const { end, ...item } = wanted;
  return {
    ...item,
    operationId: state.operationId,
    caseId: state.caseId,
    shortNo: state.shortNo,
    sellerId: state.sellerId,
    customerId: state.customerId,
    serviceType: state.serviceType,
    severity: state.severity,
    category,
    language: LANGUAGE,
    tier,
    team: route.team,
    skill: route.skill,
    class: route.class,
    effort: route.effort,
    keepsOwner: route.keepsOwner,
    routedBy: route.rowId,
    ...placeInQueue(route, item.waitingSince, found.advisorId ?? found.knewId),
    ownerId: route.keepsOwner ? found.keeperId : null,
    end,
    endedBy: end === null || item.stepNo === null ? null : (found.endedBy.get(item.stepNo) ?? null),
  };
};
