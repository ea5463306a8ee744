import type { CaseEventType } from "@amends/domain/case/case-event";
import { type CaseId, makeId, type OperationId, shardOf } from "@amends/domain/kernel/ids";
import { sumMinor } from "@amends/domain/kernel/money";
import { addMs, HOUR_MS, type Instant, SECOND_MS } from "@amends/domain/kernel/time";
import { type BearerShare, debtOfBuyer, splitAdvance } from "@amends/domain/recourse/bearer-shares";
import type { RecordedRecourse } from "@amends/domain/recourse/recourse-event";
import { outstandingMinor, type RecourseState } from "@amends/domain/recourse/recourse-state";
import { backOffMs } from "./back-off.ts";
import type { Clock } from "./clock.ts";
import { commandRecourse, openRecourse, type RecoursePorts } from "./command-recourse.ts";
import type { Drawn, FeedStretch } from "./feed/followed-feed.ts";
import { advancePot, type PotStore } from "./pot-ports.ts";
import type { AdvancedCase, AdvanceReader, PostedCase, RecourseStore, StuckAdvances } from "./recourse-ports.ts";
import { BY_SYSTEM } from "./run-recourses.ts";
import type { Chance } from "./seal-text.ts";

export type FollowAdvancesPorts = RecoursePorts & {
  readonly advances: AdvanceReader;
  readonly stuckAdvances: StuckAdvances;
  readonly recourses: Pick<RecourseStore, "commit" | "ofCase" | "ofCases" | "unexposed" | "exposed">;
  readonly pots: Pick<PotStore, "expose" | "find">;
  readonly chance: Chance;
  readonly clock: Clock;
};

/**
 * Reads what the cases of a stretch have posted and tells each bearer's recourse what it owes by now, opening those that are missing. All of it can be done
 * twice: a recourse listens only to newer postings, and the fund is told a sum, not a change. A case that cannot be followed is parked and comes again.
 */
export const drawAdvances = async (
  ports: FollowAdvancesPorts,
  { events }: FeedStretch,
): Promise<Extract<Drawn, { readonly follower: "advances" }>> => {
  const fromSeq = new Map<CaseId, number>();
  for (const { caseId, event } of events) {
    const from = TELLS_OF_EARLIER.has(event.type) ? 0 : event.seq;
    fromSeq.set(caseId, Math.min(fromSeq.get(caseId) ?? from, from));
  }
  const posted = await ports.advances.posted([...fromSeq].map(([caseId, seq]) => ({ caseId, fromSeq: seq })));
  return { follower: "advances", cases: (await followPosted(ports, posted)).cases };
};

/** Who bears it was found anew, or the buyer came to owe what was paid: what was posted before counts for somebody else now. */
const TELLS_OF_EARLIER: ReadonlySet<CaseEventType> = new Set(["cause_judged", "buyer_debt_due"]);

/** 2 s doubling to an hour: what a database that was just away has cost is soon made up for. */
const BACK_OFF = { firstMs: 2 * SECOND_MS, mostMs: HOUR_MS };

/** Tries parked cases whose time has come; gives how many. */
export const followStuckAdvances = async (ports: FollowAdvancesPorts, most: number): Promise<number> => {
  const due = await ports.stuckAdvances.due(ports.clock.now(), most);
  if (due.length === 0) return 0;
  const posted = await ports.advances.posted(due.map(({ caseId }) => ({ caseId, fromSeq: 0 })));
  const tries = new Map(due.map(({ caseId, attempts }) => [caseId, attempts]));
  const { failed } = await followPosted(ports, posted, tries);
  for (const stuck of due) if (!failed.has(stuck.caseId)) await ports.stuckAdvances.settled(stuck);
  return due.length;
};

/** How many had something to follow, and those that were parked. */
const followPosted = async (
  ports: FollowAdvancesPorts,
  posted: readonly PostedCase[],
  tries: ReadonlyMap<CaseId, number> = new Map(),
): Promise<{ readonly cases: number; readonly failed: ReadonlySet<CaseId> }> => {
  if (posted.length === 0) return { cases: 0, failed: new Set() };
  const at = ports.clock.now();
  const recourses = await ports.recourses.ofCases(posted);
  const known = groupedBy(recourses, ({ caseId }) => caseId);
  const hasFund = fundsKnown(ports);
  // A promise alone, on which nothing was paid, advances nothing: most cases of a stretch end here.
  const paid = posted.filter(each => known.has(each.caseId) || hasPaid(each));
  const failed = new Set<CaseId>();
  const park: Park = async (advanced, fault) => {
    failed.add(advanced.caseId);
    await parkCase(ports, advanced, { fault, attempts: (tries.get(advanced.caseId) ?? 0) + 1, at });
  };
  const toExpose: AdvancedCase[] = [];
  for (const advanced of paid.length === 0 ? [] : await ports.advances.find(paid.map(({ caseId }) => caseId))) {
    try {
      await followCase(ports, advanced, known.get(advanced.caseId) ?? [], at);
      if (await hasFund(advanced.operationId)) toExpose.push(advanced);
    } catch (fault) {
      await park(advanced, fault);
    }
  }
  await exposeByFund(ports, toExpose, at, park);
  return { cases: paid.length, failed };
};

type Park = (advanced: Pick<AdvancedCase, "caseId" | "operationId">, fault: unknown) => Promise<void>;

const parkCase = async (
  { stuckAdvances, chance }: Pick<FollowAdvancesPorts, "stuckAdvances" | "chance">,
  { caseId, operationId }: Pick<AdvancedCase, "caseId" | "operationId">,
  { fault, attempts, at }: { readonly fault: unknown; readonly attempts: number; readonly at: Instant },
): Promise<void> => {
  const until = addMs(at, backOffMs(BACK_OFF, attempts, chance));
  await stuckAdvances.park({ operationId, caseId, lastFault: String(fault).slice(0, FAULT_LENGTH_MAX) }, at, until);
};
const FAULT_LENGTH_MAX = 200;

/** The cases of one fund together; where that fails each by itself, so that only those are parked whose fault it was. */
const exposeByFund = async (ports: FollowAdvancesPorts, cases: readonly ExposedCase[], at: Instant, park: Park): Promise<void> => {
  for (const ofFund of groupedBy(cases, ({ operationId }) => operationId).values()) {
    const isTold = await exposeCases(ports, ofFund, at).then(
      () => true,
      () => false,
    );
    if (!isTold) for (const one of ofFund) await exposeCases(ports, [one], at).catch(fault => park(one, fault));
  }
};

const hasPaid = ({ sums }: PostedCase): boolean =>
  sums.some(({ account }) => account === "gateway_clearing" || account === "benefit_clearing") ||
  splitAdvance(sums, NOBODY_ELSE).shares.length + debtOfBuyer(sums).length > 0;
const NOBODY_ELSE = { inward: [], goodsMinor: 0n };

/** What was recovered, or came to be owed anew, changes what is out of the fund. A case whose fund cannot be told is parked and comes again by itself. */
export const followRecoveries = async (ports: FollowAdvancesPorts, at: Instant, most: number): Promise<number> => {
  const changed = await ports.recourses.unexposed(most);
  const cases = changed.map(({ recourseId, operationId, caseId }) => {
    return { operationId, caseId, sellerShard: shardOf(recourseId), settledEffects: [] };
  });
  await exposeByFund(ports, cases, at, (one, fault) => parkCase(ports, one, { fault, attempts: 1, at }));
  for (const recourse of changed) await ports.recourses.exposed(recourse);
  return changed.length;
};

/** Asked once a look: most operations have no fund that would have to be told. */
const fundsKnown = ({ pots }: FollowAdvancesPorts): ((operationId: OperationId) => Promise<boolean>) => {
  const known = new Map<OperationId, Promise<boolean>>();
  return operationId => {
    const asked = known.get(operationId) ?? pots.find(advancePot(shardOf(operationId), operationId)).then(fund => fund !== null);
    known.set(operationId, asked);
    return asked;
  };
};

const followCase = async (
  ports: FollowAdvancesPorts,
  advanced: AdvancedCase,
  known: readonly RecourseState[],
  at: Instant,
): Promise<void> => {
  const split = splitAdvance(advanced.sums, advanced.found);
  // Nobody pursues their own store: what it bears is the house's.
  const borne = split.shares.filter(({ bearer }) => bearer !== "seller" || !advanced.isOwnSeller);
  const shares = [...borne, ...(advanced.isOwing ? debtOfBuyer(advanced.sums) : [])];
  const gone = known.filter(recourse => !shares.some(share => isSame(share, recourse)));
  for (const { bearer, postedTo } of gone) await owe(ports, advanced, { bearer, postedTo, owedMinor: 0n }, known, at);
  for (const share of shares) await owe(ports, advanced, share, known, at);
};

const isSame = (left: Pick<BearerShare, "bearer" | "postedTo">, right: Pick<BearerShare, "bearer" | "postedTo">): boolean =>
  left.bearer === right.bearer && left.postedTo === right.postedTo;

/** Somebody else may be telling the same recourse something at this moment: then it is read again. */
const TRIES = 5;

const owe = async (
  ports: FollowAdvancesPorts,
  advanced: AdvancedCase,
  share: BearerShare,
  known: readonly RecourseState[],
  at: Instant,
): Promise<void> => {
  let read = known;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const recourse = read.find(each => isSame(share, each));
    const how = { by: BY_SYSTEM, at };
    const command = { kind: "owe", owedMinor: share.owedMinor, asOfVersion: advanced.caseVersion } as const;
    const outcome =
      recourse === undefined
        ? await openRecourse(ports, opening(ports, advanced, share, at), command, how)
        : await commandRecourse(ports, recourse, command, how);
    if (outcome.kind === "done") return;
    read = await ports.recourses.ofCase(advanced.sellerShard, advanced.caseId);
  }
  throw new Error(`${advanced.caseId}: the recourse against ${share.bearer} is too busy`);
};

const opening = (
  { chance }: Pick<FollowAdvancesPorts, "chance">,
  { caseId, operationId, sellerId, sellerShard, customerId, packHash, externalOrderNo, currency }: AdvancedCase,
  { bearer, postedTo }: BearerShare,
  at: Instant,
): Extract<RecordedRecourse, { readonly type: "recourse_opened" }> => ({
  ...{ type: "recourse_opened", recourseId: makeId("recourse", at, sellerShard, chance(12)) },
  ...{ operationId, caseId, sellerId, bearer, postedTo, currency, packHash, externalOrderNo },
  ...(bearer === "buyer" ? { customerId } : {}),
  ...{ seq: 1, at, by: BY_SYSTEM },
});

type ExposedCase = Pick<AdvancedCase, "caseId" | "operationId" | "sellerShard" | "settledEffects">;

/**
 * Tells one fund what these cases of its operation have out of it by now. They go together: a fund that everybody draws on is locked once a stretch, and
 * not once a case.
 */
export const exposeCases = async (
  { recourses, pots }: { readonly recourses: Pick<RecourseStore, "ofCases">; readonly pots: Pick<PotStore, "expose"> },
  cases: readonly ExposedCase[],
  at: Instant,
): Promise<void> => {
  const [first] = cases;
  if (first === undefined) return;
  const open = groupedBy(await recourses.ofCases(cases), ({ caseId }) => caseId);
  const exposures = [...groupedBy(cases, ({ caseId }) => caseId)].map(([caseId, named]) => ({
    caseId,
    exposedMinor: sumMinor((open.get(caseId) ?? []).map(outstandingMinor)),
    keys: named.flatMap(({ settledEffects }) => settledEffects),
  }));
  await pots.expose(advancePot(shardOf(first.operationId), first.operationId), exposures, at);
};

const groupedBy = <K, V>(all: readonly V[], keyOf: (one: V) => K): ReadonlyMap<K, readonly V[]> => {
  const groups = new Map<K, V[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
};
