import { makeId, type OperationId, shardOf } from "@amends/domain/kernel/ids";
import { sumMinor } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import { type BearerShare, splitAdvance } from "@amends/domain/recourse/bearer-shares";
import { evolveRecourse } from "@amends/domain/recourse/evolve-recourse";
import type { RecordedRecourse } from "@amends/domain/recourse/recourse-event";
import { outstandingMinor, type RecourseState } from "@amends/domain/recourse/recourse-state";
import { commandRecourse, type RecoursePorts } from "./command-recourse.ts";
import { advancePot, type PotStore } from "./pot-ports.ts";
import type { AdvancedCase, AdvanceReader, RecourseStore } from "./recourse-ports.ts";
import { BY_SYSTEM } from "./run-recourses.ts";
import type { Chance } from "./seal-text.ts";

export type FollowAdvancesPorts = RecoursePorts & {
  readonly advances: AdvanceReader;
  readonly recourses: Pick<RecourseStore, "commit" | "ofCase" | "unexposed" | "exposed">;
  readonly pots: Pick<PotStore, "expose" | "find">;
  readonly chance: Chance;
};

/**
 * Reads what cases have posted and tells each bearer's recourse what it owes by now, opening those that are missing. All of it can be done twice: a
 * recourse listens only to newer postings, and the fund is told a sum, not a change. Gives how many cases were looked at.
 */
export const followAdvances = async (ports: FollowAdvancesPorts, at: Instant, most: number): Promise<number> => {
  const { cases, readTo } = await ports.advances.next(most);
  const hasFund = fundsKnown(ports);
  for (const advanced of cases) {
    await followCase(ports, advanced, at);
    if (await hasFund(advanced.operationId)) await expose(ports, advanced, advanced.settledEffects, at);
  }
  if (readTo !== null) await ports.advances.markRead(readTo);
  return readTo === null ? 0 : Math.max(1, cases.length);
};

/** What was recovered, or came to be owed anew, changes what is out of the fund. */
export const followRecoveries = async (ports: FollowAdvancesPorts, at: Instant, most: number): Promise<number> => {
  const changed = await ports.recourses.unexposed(most);
  for (const recourse of changed) {
    await expose(ports, { ...recourse, sellerShard: shardOf(recourse.recourseId) }, [], at);
    await ports.recourses.exposed(recourse);
  }
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

const followCase = async (ports: FollowAdvancesPorts, advanced: AdvancedCase, at: Instant): Promise<void> => {
  const split = splitAdvance(advanced.sums, advanced.found);
  // Nobody pursues their own store: what it bears is the house's.
  const shares = split.shares.filter(({ bearer }) => bearer !== "seller" || !advanced.isOwnSeller);
  const known = await ports.recourses.ofCase(advanced.sellerShard, advanced.caseId);
  const gone = known.filter(recourse => !shares.some(share => isSame(share, recourse)));
  for (const { bearer, postedTo } of gone) await owe(ports, advanced, { bearer, postedTo, owedMinor: 0n }, at);
  for (const share of shares) await owe(ports, advanced, share, at);
};

const isSame = (left: Pick<BearerShare, "bearer" | "postedTo">, right: Pick<BearerShare, "bearer" | "postedTo">): boolean =>
  left.bearer === right.bearer && left.postedTo === right.postedTo;

/** Somebody else may be telling the same recourse something at this moment: then it is read again. */
const TRIES = 5;

const owe = async (ports: FollowAdvancesPorts, advanced: AdvancedCase, share: BearerShare, at: Instant): Promise<void> => {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const known = (await ports.recourses.ofCase(advanced.sellerShard, advanced.caseId)).find(recourse => isSame(share, recourse));
    if (known === undefined) {
      await open(ports, advanced, share, at);
      continue;
    }
    const outcome = await commandRecourse(
      ports,
      known,
      { kind: "owe", owedMinor: share.owedMinor, asOfVersion: advanced.caseVersion },
      { by: BY_SYSTEM, at },
    );
    if (outcome.kind === "done") return;
  }
  throw new Error(`${advanced.caseId}: the recourse against ${share.bearer} is too busy`);
};

const open = async (ports: FollowAdvancesPorts, advanced: AdvancedCase, { bearer, postedTo }: BearerShare, at: Instant): Promise<void> => {
  const { caseId, operationId, sellerId, sellerShard, packHash, externalOrderNo, currency } = advanced;
  const recourseId = makeId("recourse", at, sellerShard, ports.chance(12));
  const event: RecordedRecourse = {
    ...{ type: "recourse_opened", recourseId, operationId, caseId, sellerId, bearer, postedTo, currency, packHash, externalOrderNo },
    ...{ seq: 1, at, by: BY_SYSTEM },
  };
  const state = evolveRecourse(null, event);
  await ports.recourses.commit({ shard: sellerShard, before: null, state, events: [event], legs: [], takes: [], moves: [], at });
};

const expose = async (
  ports: FollowAdvancesPorts,
  { caseId, operationId, sellerShard }: Pick<AdvancedCase, "caseId" | "operationId" | "sellerShard">,
  keys: readonly string[],
  at: Instant,
): Promise<void> => {
  const recourses: readonly RecourseState[] = await ports.recourses.ofCase(sellerShard, caseId);
  await ports.pots.expose(advancePot(shardOf(operationId), operationId), caseId, sumMinor(recourses.map(outstandingMinor)), keys, at);
};
