import { describe, expect, test } from "vitest";
import { PLANS } from "../../../test/case/plans.ts";
import { parsePlanTemplate } from "./plan-template.ts";

type Steps = Record<string, unknown>;

const named = { zh: "一", en: "One" };
const refund = { type: "refund", owner: "system", ...named, next: { refunded: "end:resolved", refund_failed: ["by_hand"] } };
const byHand = { type: "refund", owner: "finance", ...named, next: { refunded: "end:resolved", refund_failed: ["by_hand"] } };
const review = { type: "review", owner: "seller", ...named, next: { approved: ["refund"], rejected: "end:rejected", offered: ["refund"] } };

const plan = (steps: Steps, over: Steps = {}) => ({
  id: "plan",
  entry: { approved: ["refund"], review: ["review"] },
  steps,
  ...over,
});
const sound = { review, refund, by_hand: byHand };

const faults = (json: unknown): readonly string[] => {
  const parsed = parsePlanTemplate(json);
  return "steps" in parsed ? [] : parsed.map(({ step, fault }) => `${step ?? "-"}: ${fault}`);
};

describe("a plan is read", () => {
  test("a sound one is taken, and a contested refusal enters where a review does unless it says otherwise", () => {
    expect(parsePlanTemplate(plan(sound))).toMatchObject({ entry: { approved: ["refund"], review: ["review"], contested: ["review"] } });
  });

  test.each([
    ["no object", [], "-: a plan template is an object with an id"],
    ["no steps", { id: "plan", entry: {} }, "-: `steps` and `entry` must be objects"],
    ["a type nobody knows", plan({ ...sound, review: { ...review, type: "guess" } }), "review: unknown step type guess"],
    ["an owner nobody knows", plan({ ...sound, review: { ...review, owner: "fate" } }), "review: unknown owner fate"],
    ["a step without a name", plan({ ...sound, review: { ...review, zh: undefined } }), "review: a step is named in `zh` and `en`"],
    ["no outcomes", plan({ ...sound, review: { ...review, next: [] } }), "review: `next` must map each outcome to what follows"],
    [
      "an outcome its type has not",
      plan({ ...sound, review: { ...review, next: { ...review.next, ignored: ["refund"] } } }),
      "review: review has no outcome ignored; it has approved, rejected, offered",
    ],
    [
      "an outcome nothing follows",
      plan({ ...sound, review: { ...review, next: { approved: ["refund"], rejected: "end:rejected" } } }),
      "review: nothing follows offered",
    ],
    [
      "an end nobody knows",
      plan({ ...sound, review: { ...review, next: { ...review.next, rejected: "end:lost" } } }),
      "review: unknown end end:lost",
    ],
    [
      "an outcome followed by nothing",
      plan({ ...sound, review: { ...review, next: { ...review.next, offered: [] } } }),
      "review: an outcome is followed by at least one step or by an end",
    ],
    ["no way in", plan(sound, { entry: { approved: ["refund"], review: [] } }), "entry: `approved` and `review` each name a first step"],
    [
      "a step that does not exist",
      plan(sound, { withdraw: { review: ["elsewhere"] } }),
      "review: names the step elsewhere, which does not exist",
    ],
  ])("%s is refused with its place", (_what, json, expected) => {
    expect(faults(json).join("\n")).toContain(expected);
  });

  test("all faults come at once", () => {
    expect(faults(plan({ ...sound, review: { ...review, owner: "fate" }, refund: { ...refund, type: "guess" } }))).toHaveLength(2);
  });
});

describe("what can be known of a plan before any case runs by it", () => {
  test("a step nobody comes to", () => {
    expect(faults(plan({ ...sound, lonely: { ...refund } }))).toEqual(["lonely: can never be reached"]);
  });

  test("a step that leads to no end", () => {
    const round = { ...byHand, next: { refunded: ["by_hand"], refund_failed: ["by_hand"] } };
    expect(
      faults(plan({ ...sound, refund: { ...refund, next: { refunded: ["by_hand"], refund_failed: ["by_hand"] } }, by_hand: round })),
    ).toContain("by_hand: leads to no end");
  });

  test("a wait without bound: the one it waits for can never end it", () => {
    expect(faults(plan({ ...sound, review: { ...review, owner: "carrier" } }))).toEqual([
      "review: waits for carrier, who cannot end a review step; seller or supplier or platform can",
    ]);
  });

  test("steps that wait for each other", () => {
    expect(faults(plan({ ...sound, refund: { ...refund, after: ["by_hand"] }, by_hand: { ...byHand, after: ["refund"] } }))).toEqual([
      "refund: waits through `after` for a step that waits for it",
      "by_hand: waits through `after` for a step that waits for it",
    ]);
  });

  test("a way that turns in a circle without anybody's doing", () => {
    expect(faults(plan({ ...sound, by_hand: { ...byHand, next: { refunded: ["by_hand"], refund_failed: "end:closed" } } }))).toEqual([
      "by_hand: comes back to itself when everything goes as hoped",
    ]);
  });
});

describe.each([...PLANS])("the base pack's plan %s", (_id, template) => {
  test("is sound", () => {
    expect(template.steps.size).toBeGreaterThan(2);
  });

  test("names who settles a refund the bank refuses, wherever it pays one", () => {
    for (const step of template.steps.values()) {
      if (step.type !== "refund" || step.owner !== "system") continue;
      const failed = step.next.get("refund_failed");
      const manual = failed?.kind === "steps" ? failed.keys.map(key => template.steps.get(key)?.owner) : [];
      expect([step.key, manual]).toEqual([step.key, ["finance"]]);
    }
  });

  test("lets a buyer withdraw while the request is only looked at", () => {
    for (const key of template.entry.contested) expect(template.withdraw.has(key)).toBe(true);
    for (const key of template.entry.review) expect(template.withdraw.has(key)).toBe(true);
  });
});
