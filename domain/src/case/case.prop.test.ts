import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aCase, type CaseParts, withLadder } from "../../../test/case/a-case.ts";
import { bringToAnEnd, check, told, World } from "../../../test/case/a-world.ts";
import { EVERY_PLAN, PLANS, planNamed } from "../../../test/case/plans.ts";
import { STARTS, walkTo } from "../../../test/case/walk-plan.ts";
import { type Happening, happen, happening, parts } from "../../../test/case/what-happens.ts";
import { SERVICE_TYPES } from "../intake/service-type.ts";
import { sumMinor } from "../kernel/money.ts";
import { splitAdvance } from "../recourse/bearer-shares.ts";
import { balanced } from "../settlement/postings.ts";
import { firstForeignPosting, replayPostings } from "./check-postings.ts";
import type { PlanTemplate } from "./plan-graph.ts";
import type { StepOutcome } from "./step.ts";
import { MAY_COMMAND } from "./who-may.ts";

/** More for a search by night: `CASE_RUNS=5000`. */
const RUNS = Number(process.env["CASE_RUNS"] ?? 100);

/** Proved against the seller, or not sure enough to hold it against anybody: as free as the price of what is sent instead. */
const proved = (opened: CaseParts): CaseParts => ({
  ...opened,
  confidenceBasisPoints: (opened.replacementPriceMinor ?? 0n) > 3500n ? 10_000 : 6000,
});

const ROUNDS_MOST = 20;

const happenings = fc.array(happening, { maxLength: 60, size: "max" });

/** Outcomes a type of step has and this one does not come to: money in place of goods leaves nothing to keep, a person's refund does not fail, and no silence sets a fake free. */
const NEVER_GONE = /^(.*by_hand (refund_failed|not_compensated)|offer_refund(_in)? accepted_keep|withhold_fake not_disposed)$/;
type Way = { readonly key: string; readonly outcome: StepOutcome };
/** Where the plan has nobody answer an offer or what is countered to it, none can be made. */
const isNeverGone = ({ steps }: PlanTemplate, { key, outcome }: Way): boolean => {
  const target = steps.get(key)?.next.get(outcome);
  const isAnswered = target?.kind === "steps" && target.keys.some(next => steps.get(next)?.type === "offer");
  return ((outcome === "offered" || outcome === "countered") && !isAnswered) || NEVER_GONE.test(`${key} ${outcome}`);
};

const waysOf = ({ steps }: PlanTemplate): readonly Way[] =>
  [...steps.values()].flatMap(({ key, next }) => [...next.keys()].map(outcome => ({ key, outcome })));

describe.each([...EVERY_PLAN.keys()])("%s", template => {
  test("whatever anybody does in whatever order, the case keeps its books, waits for somebody and comes to an end", () => {
    fc.assert(
      fc.property(parts(template), fc.boolean(), happenings, (opened, climbs, events) => {
        const world = new World(aCase(proved(opened), climbs ? withLadder : undefined));
        told(world, () => live(world, events));
      }),
      { numRuns: RUNS },
    );
  });

  test("every way of the plan can be gone, and ends with the books in order", () => {
    const gone = new Set<string>();
    const plan = planNamed(template);
    const ways = waysOf(plan);
    const starts = fc.sample(parts(template), { numRuns: STARTS, seed: 7 });
    for (const { key, outcome } of ways.filter(way => !isNeverGone(plan, way))) {
      for (const [attempt, opened] of starts.entries()) {
        if (gone.has(`${key} ${outcome}`)) break;
        const world = new World(aCase(opened), attempt);
        told(world, () => {
          walkTo(world, plan, key, outcome);
          bringToAnEnd(world);
        });
        for (const step of world.state.steps) gone.add(`${step.key} ${step.outcome ?? ""}`);
      }
    }
    const left = ways.filter(way => !isNeverGone(plan, way)).map(way => `${way.key} ${way.outcome}`);
    expect(left.filter(way => !gone.has(way))).toEqual([]);
  });
});

test("these lives leave out no service type, and nothing that can be said to a case", () => {
  const [said, types] = [new Set<string>(), new Set<string>()];
  // Between what is drawn everything is said in turn, by somebody who may.
  let turn = 0;
  const inTurn = (event: Happening): readonly Happening[] => {
    turn += 1;
    return [event, { kind: "say", role: turn * 4 + 1, what: turn, n: turn }];
  };
  const missing = () => [...Object.keys(MAY_COMMAND).filter(kind => !said.has(kind)), ...SERVICE_TYPES.filter(type => !types.has(type))];
  // Some commands ask for much to have gone before, so every other round of lives begins far along the plan, until everything was said and no longer.
  for (let seed = 1; seed <= ROUNDS_MOST && missing().length > 0; seed += 1) {
    for (const template of PLANS.keys()) {
      const plan = planNamed(template);
      for (const [opened, events] of fc.sample(fc.tuple(parts(template), happenings), { numRuns: 4, seed })) {
        const world = new World(aCase(opened, withLadder));
        const way = waysOf(plan)[turn % waysOf(plan).length];
        told(world, () => {
          if (way !== undefined && seed % 2 === 0) walkTo(world, plan, way.key, way.outcome);
          live(world, events.flatMap(inTurn));
        });
        for (const kind of world.carriedOut) said.add(kind);
        types.add(world.state.serviceType);
      }
    }
  }
  expect(missing()).toEqual([]);
});

const live = (world: World, events: readonly Happening[]): void => {
  check(world);
  for (const event of events) {
    happen(world, event);
    check(world);
  }
  bringToAnEnd(world);
  booksFollowFromEvents(world);
};

/** What the ledger must hold can be told from the events alone, and what those who bear it owe sums to what was advanced. */
const booksFollowFromEvents = ({ commits, postings, state }: World): void => {
  expect(firstForeignPosting(replayPostings(commits), postings)).toBeNull();
  const sums = balanced(postings.flatMap(posting => posting.legs));
  const goodsMinor = sumMinor(state.lines.map(line => line.promisedMinor));
  const split = splitAdvance(sums, { inward: state.liability.inward, goodsMinor });
  expect(split.platformMinor + sumMinor(split.shares.map(share => share.owedMinor))).toBe(split.advancedMinor);
  if (state.liability.inward.every(({ party }) => party === "platform")) {
    const left = sums.find(({ account }) => account === "seller_settlement");
    expect(left?.amountMinor ?? 0n).toBeLessThanOrEqual(0n);
  }
};
