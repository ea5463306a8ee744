import { describe, expect, test } from "vitest";
import type { Step } from "../case/step.ts";
import type { AccountId, CaseId } from "../kernel/ids.ts";
import { type Instant, instant } from "../kernel/time.ts";
import { chooseNext, type WaitingItem } from "./choose-next.ts";
import { itemsOf, type WorkAgent, type WorkItemId } from "./work-item.ts";

const CASE = "case_01jd7v8k2m0f9q3r5s7t9v1x" as CaseId;
const at = (ms: number): Instant => instant(ms);

const step = (stepNo: number, change: Partial<Step>): Step => ({
  stepNo,
  key: "review",
  type: "review",
  owner: "platform",
  status: "active",
  startedAt: at(1000),
  dueAt: at(9000),
  onTimeout: "escalate",
  standardDueAt: at(5000),
  climb: null,
  outcome: null,
  endedAt: null,
  automatic: null,
  ...change,
});

const stateWith = (...steps: readonly Step[]) => ({
  caseId: CASE,
  serviceType: "return_refund" as const,
  steps,
  attention: [],
  filedAt: at(500),
  endedAt: null,
});
const stepItems = (...steps: readonly Step[]) => itemsOf(stateWith(...steps), at(7000)).filter(({ stepNo }) => stepNo !== null);

describe("what a case asks of people", () => {
  test("a step that a desk holds is an item, and one that the buyer, a carrier or a machine holds is none", () => {
    expect(stepItems(step(1, {}), step(2, { owner: "buyer" }), step(3, { owner: "carrier" }), step(4, { owner: "system" }))).toEqual([
      {
        itemId: `item_${CASE.slice(5)}001`,
        stepNo: 1,
        kind: "review",
        stepOwner: "platform",
        waitingSince: 1000,
        standardDueAt: 5000,
        dueAt: 9000,
        end: null,
      },
    ]);
  });

  test("a step that has not begun asks nobody yet", () => {
    expect(stepItems(step(1, { status: "planned", startedAt: null }))).toEqual([]);
  });

  test("it ends with its step: done by somebody, decided by silence, or called off", () => {
    const silence = { because: "silence", rowId: null, overruledBy: "platform" } as const;
    const ends = stepItems(
      step(1, { status: "done", outcome: "approved", endedAt: at(4000) }),
      step(2, { status: "done", outcome: "approved", endedAt: at(9000), automatic: silence }),
      step(3, { status: "cancelled" }),
    ).map(({ end }) => end);
    expect(ends).toEqual([
      { at: 4000, how: "done" },
      { at: 9000, how: "elapsed" },
      { at: 7000, how: "called_off" },
    ]);
  });

  test("the review of a complaint is a complaint, money by hand is finance's, and an order that changed is looked at", () => {
    const [complaint] = itemsOf({ ...stateWith(step(1, {})), serviceType: "complaint" }, at(7000));
    expect(complaint?.kind).toBe("complaint");
    expect(stepItems(step(1, { type: "refund", owner: "finance" }))[0]?.kind).toBe("manual_refund");
    const changed = itemsOf({ ...stateWith(), attention: [{ kind: "cancelled" }] as never }, at(7000));
    expect(changed).toMatchObject([{ kind: "order_changed", stepNo: null, end: null }]);
  });
});

const AGENT: WorkAgent = {
  accountId: "account_a" as AccountId,
  teams: ["first_line"],
  skills: ["general"],
  languages: ["zh"],
  capacity: 2,
  load: 0,
  isOnDuty: true,
};

const waiting = (name: string, change: Partial<WaitingItem> = {}): WaitingItem => ({
  itemId: `item_${name}` as WorkItemId,
  team: "first_line",
  skill: "general",
  language: "zh",
  class: 4,
  rankAt: at(1000),
  readyAt: at(0),
  preferredId: null,
  preferredUntil: null,
  ...change,
});
const chosen = (items: readonly WaitingItem[], agent = AGENT) => {
  const next = chooseNext(agent, items, at(5000));
  return typeof next === "string" ? next : next.itemId;
};

describe("who gets what next", () => {
  test("the higher class goes first, and in one class who has waited longest", () => {
    const old = waiting("old", { rankAt: at(10) });
    expect(chosen([old, waiting("urgent", { class: 1, rankAt: at(4000) })])).toBe("item_urgent");
    expect(chosen([waiting("b"), old, waiting("a")])).toBe("item_old");
    expect(chosen([waiting("b"), waiting("a")])).toBe("item_a");
  });

  test("nobody gets what they have no skill, team or language for", () => {
    const others = [waiting("x", { skill: "safety" }), waiting("y", { team: "vip" }), waiting("z", { language: "en" })];
    expect(chosen(others)).toBe("nothing_waiting");
  });

  test("what is put off stays away until its time", () => {
    expect(chosen([waiting("later", { readyAt: at(5001) })])).toBe("nothing_waiting");
    expect(chosen([waiting("now", { readyAt: at(5000) })])).toBe("item_now");
  });

  test("who knew the buyer before has the first look for a while, and the owner of a complaint for ever", () => {
    const known = { preferredId: "account_b" as AccountId, preferredUntil: at(6000) };
    expect(chosen([waiting("known", known)])).toBe("nothing_waiting");
    expect(chosen([waiting("known", known)], { ...AGENT, accountId: "account_b" as AccountId })).toBe("item_known");
    expect(chosen([waiting("known", { ...known, preferredUntil: at(5000) })])).toBe("item_known");
    expect(chosen([waiting("kept", { ...known, preferredUntil: null })])).toBe("nothing_waiting");
  });

  test("whoever is away or has their hands full gets nothing", () => {
    expect(chosen([waiting("a")], { ...AGENT, isOnDuty: false })).toBe("not_on_duty");
    expect(chosen([waiting("a")], { ...AGENT, load: 2 })).toBe("capacity_full");
  });
});
