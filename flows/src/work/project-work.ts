import type { CaseEventType } from "@amends/domain/case/case-event";
import { departmentOf } from "@amends/domain/intake/line-context";
import type { StagePack } from "@amends/domain/intake/stage";
import { addMs, type Instant, SECOND_MS } from "@amends/domain/kernel/time";
import { serviceStandard } from "@amends/domain/promise/service-standard";
import { placeInQueue, type Route, routeItem } from "@amends/domain/work/route-item";
import { itemIdOf, itemsOf, type WantedItem, type WorkItemId, type WorkLanguage } from "@amends/domain/work/work-item";
import type { Clock } from "../clock.ts";
import type { Drawn, FeedStretch } from "../feed/followed-feed.ts";
import type { Policy } from "../policy-port.ts";
import type { NearBuyer, ProjectedCase, ProjectedItem, WorkProjection } from "./work-ports.ts";

export type DrawWorkPorts = {
  readonly projection: Pick<WorkProjection, "readAsking">;
  readonly policy: Pick<Policy, "packByHash">;
  readonly clock: Clock;
};

/** Events after which a case may ask something else of people than before. */
const TELLING: ReadonlySet<CaseEventType> = new Set([
  "case_decided",
  "plan_amended",
  "step_started",
  "step_ended",
  "step_climbed",
  "step_escalated",
  "order_facts_changed",
  "cause_judged",
  "judgement_objected",
  "attention_cleared",
  "case_ended",
]);
const CONTRADICTING: ReadonlySet<CaseEventType> = new Set(["order_facts_changed", "judgement_objected"]);

/** Who ended the item that others were merged into has the first look at those for so long. */
const FIRST_LOOK_MS = 30 * 60 * SECOND_MS;

/** The cases a stretch names are read as they stand, and what they ask of people is worked out anew. Reading it twice gives the same items. */
export const drawWork = async (ports: DrawWorkPorts, { events }: FeedStretch): Promise<Extract<Drawn, { readonly follower: "work" }>> => {
  const at = ports.clock.now();
  const told = (types: ReadonlySet<CaseEventType>) => [
    ...new Set(events.flatMap(({ caseId, event }) => (types.has(event.type) ? [caseId] : []))),
  ];
  const cases = await ports.projection.readAsking(told(TELLING), told(CONTRADICTING));
  const passed = passedBy(events);
  const drawn = (await Promise.all(cases.map(each => itemsFor(ports, each, at)))).flat();
  const items = drawn.map(item => ({ ...item, passed: passed.get(item.itemId) ?? null }));
  return { follower: "work", items, firstLookUntil: addMs(at, FIRST_LOOK_MS) };
};

/** Items that the ladder gives to somebody else, as of the last time it did. */
const passedBy = (events: FeedStretch["events"]): ReadonlyMap<WorkItemId, NonNullable<ProjectedItem["passed"]>> =>
  new Map(
    events.flatMap(({ caseId, event }) =>
      event.type === "step_climbed" && event.action === "reassign"
        ? [[itemIdOf(caseId, event.stepNo), { at: event.at, until: event.nextAt }] as const]
        : [],
    ),
  );

const itemsFor = async (
  { policy }: Pick<DrawWorkPorts, "policy">,
  found: ProjectedCase,
  at: Instant,
): Promise<readonly ProjectedItem[]> => {
  const wanted = itemsOf(found.state, at).filter(item => !isKnown(found, item));
  if (wanted.length === 0) return [];
  const { pack } = await policy.packByHash(found.state.packHash);
  return wanted.map(item => ({ ...projectedItem(found, item, routeItem(pack, contextOf(found, item))), ...promiseOf(pack, found, item) }));
};

/** Whose promise is kept or broken when the item is, and until when. A step that has ended keeps no times: one that began and ended unseen was promised this. */
const promiseOf = (
  pack: StagePack,
  { state, tier }: ProjectedCase,
  { stepNo, standardDueAt, stepOwner, waitingSince, end }: WantedItem,
): Pick<ProjectedItem, "standardRow" | "standardDueAt"> => {
  const step = state.steps.find(candidate => candidate.stepNo === stepNo);
  if (step === undefined) return { standardRow: null, standardDueAt };
  const { serviceType: type, refundOnlyKind: kind, severity: level } = state;
  const asked = { step: { type: step.type, owner: stepOwner }, request: { type, kind }, severity: { level }, buyer: { tier } };
  const { standardSeconds, standardRowId, countsIn } = serviceStandard(pack, asked);
  if (standardSeconds === null) return { standardRow: null, standardDueAt };
  const wasUnseen = standardDueAt === null && end !== null && countsIn === null;
  return { standardRow: standardRowId, standardDueAt: wasUnseen ? addMs(waitingSince, standardSeconds * SECOND_MS) : standardDueAt };
};

/** What has ended stays as it was, and what was never there does not end. */
const isKnown = ({ kept }: Pick<ProjectedCase, "kept">, { itemId, stepNo, end }: WantedItem): boolean =>
  end !== null && (kept.get(itemId) === "ended" || (stepNo === null && !kept.has(itemId)));

const contextOf = ({ state, tier, category, language }: ProjectedCase, item: Pick<WantedItem, "kind" | "stepOwner">) => ({
  item: { kind: item.kind, owner: item.stepOwner, language },
  request: { type: state.serviceType, kind: state.refundOnlyKind },
  line: { category, department: departmentOf(category) },
  seller: { id: state.sellerId },
  severity: { level: state.severity },
  buyer: { tier },
});

/** Whoever could not take it is not waited for. */
const canTake = (route: Route, language: WorkLanguage) => (person: NearBuyer) =>
  person.teams.includes(route.team) && person.skills.includes(route.skill) && person.languages.includes(language);

/** A complaint keeps its owner; anything else is first shown to the buyer's advisor, or to who knew them before, if they are there and can take it. */
export const projectedItem = (found: ProjectedCase, wanted: WantedItem, route: Route): ProjectedItem => {
  const { state, tier, category, language } = found;
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
    language,
    tier,
    team: route.team,
    skill: route.skill,
    class: route.class,
    effort: route.effort,
    keepsOwner: route.keepsOwner,
    routedBy: route.rowId,
    ...placeInQueue(route, item.waitingSince, found.near.find(canTake(route, language))?.accountId ?? null),
    ownerId: route.keepsOwner ? found.keeperId : null,
    end,
    endedBy: end === null || item.stepNo === null ? null : (found.endedBy.get(item.stepNo) ?? null),
    standardRow: null,
    passed: null,
  };
};
