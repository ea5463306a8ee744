import { describe, expect, test } from "vitest";
import { aCase, after, FILED_AT, later, type Running, withLadder } from "../../../test/case/a-case.ts";
import { DAY_MS, type Instant } from "../kernel/time.ts";
import type { Extension } from "./announced-extension.ts";

const FESTIVAL: Extension = {
  extensionId: "extension_000000000000000000000001",
  zh: "春节期间快递停运，寄回时限顺延",
  en: "Couriers rest over the Spring Festival: times to send back are extended",
  region: null,
  carrier: null,
  category: null,
  sellerId: null,
  stepTypes: ["drop_off", "receive"],
  fromAt: later(2),
  untilAt: later(9),
};
const sendingBack = (): Running => aCase({ template: "return_refund" }, rules => withLadder(rules));
const told = (running: Running, change: Partial<Extension> = {}, at: Instant = later(1)): Running =>
  after(running, ["system", { kind: "extend_times", extension: { ...FESTIVAL, ...change } }, at]);
const takenBack = (running: Running, at: Instant): Running =>
  after(running, ["system", { kind: "take_back_extension", extensionId: FESTIVAL.extensionId }, at]);
const stepOf = ({ opened }: Running) => opened.state.steps.find(({ status }) => status === "active") ?? expect.unreachable();

describe("an announced extension", () => {
  test("gives a running step all of the announced time, and its ladder with it", () => {
    const before = stepOf(sendingBack());
    const then = stepOf(told(sendingBack()));
    expect(then.dueAt).toBe(FILED_AT + (7 + 7) * DAY_MS);
    expect(then.climb?.nextAt).toBe((before.climb?.nextAt ?? 0) + 7 * DAY_MS);
  });

  test("told again, it is given once; a step that starts meanwhile gets what is left of it", () => {
    const twice = told(told(sendingBack()), {}, later(1.5));
    expect(stepOf(twice).dueAt).toBe(FILED_AT + 14 * DAY_MS);
    const sent = after(twice, ["buyer", { kind: "hand_over", carrier: "sf", trackingNo: "SF-1" }, later(4)]);
    expect(stepOf(told(sent, {}, later(5)))).toMatchObject({ type: "receive", dueAt: FILED_AT + (4 + 5 + 5) * DAY_MS });
  });

  test("is for those it was announced for", () => {
    for (const other of [
      { region: "CN-JS" },
      { carrier: "yto" },
      { category: "food" },
      { sellerId: "seller_000000000000000000000009" },
      { stepTypes: ["repair" as const] },
    ])
      expect(stepOf(told(sendingBack(), other)).dueAt).toBe(FILED_AT + 7 * DAY_MS);
    expect(stepOf(told(sendingBack(), { carrier: "SF" })).dueAt).toBe(FILED_AT + 14 * DAY_MS);
  });

  test("for a province is for what went there, and for nothing of which nobody said where it went", () => {
    const storm = { extension: { ...FESTIVAL, region: "CN-ZJ" } };
    const to = (region: string | undefined) =>
      aCase({ template: "return_refund" }, rules => ({ ...withLadder(rules), order: { ...rules.order, region } }));
    const dueIn = (region: string | undefined) => stepOf(after(to(region), ["system", { kind: "extend_times", ...storm }, later(1)])).dueAt;
    expect(dueIn("CN-ZJ")).toBe(FILED_AT + 14 * DAY_MS);
    for (const other of ["CN-JS", undefined]) expect(dueIn(other)).toBe(FILED_AT + 7 * DAY_MS);
  });

  test("does not reach a step that is over before it begins", () => {
    expect(stepOf(told(sendingBack(), { fromAt: later(8), untilAt: later(10) })).dueAt).toBe(FILED_AT + 7 * DAY_MS);
  });

  test("taken back, everything is as it was; but nothing falls due behind us", () => {
    expect(stepOf(takenBack(told(sendingBack()), later(3)))).toEqual(stepOf(sendingBack()));
    expect(takenBack(told(sendingBack()), later(3)).opened.state.extensions).toEqual([]);
    expect(stepOf(takenBack(told(sendingBack()), later(10))).dueAt).toBe(later(10));
  });
});
