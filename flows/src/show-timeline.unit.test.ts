import type { CaseEvent, Recorded } from "@amends/domain/case/case-event";
import { instant } from "@amends/domain/kernel/time";
import { describe, expect, test } from "vitest";
import { type Audience, showTimeline } from "./show-timeline.ts";

const AGENT = { role: "agent", id: "account_000000000000000000000001" } as const;
const SYSTEM = { role: "system", id: "system" } as const;
const TEXT = "text_000000000000000000000001";

const recorded = (event: CaseEvent, by: Recorded["by"] = SYSTEM): Recorded => ({ ...event, seq: 1, at: instant(1000), by });
const shown = (event: CaseEvent, audience: Audience, by?: Recorded["by"]) =>
  showTimeline(
    [recorded(event, by)],
    audience,
    textId => (textId === TEXT ? "说过的话" : null),
    accountId => (accountId === AGENT.id ? "小林" : null),
  )[0];

const note = (visibleTo: "staff" | "everyone"): CaseEvent => ({ type: "note_added", textId: TEXT, textHash: "00", visibleTo });

describe("outside the desk", () => {
  const hidden: readonly CaseEvent[] = [
    { type: "effect_done", effectId: "effect_1" },
    { type: "effect_refused", effectId: "effect_1", code: "closed" },
    { type: "stock_reserved", effectId: "effect_1" },
    { type: "stock_released", effectId: "effect_1" },
    { type: "step_escalated", stepNo: 1, nextDueAt: instant(0), owner: "platform" },
    { type: "order_facts_changed", toVersion: 2, contradicts: [] },
    note("staff"),
  ];
  test.each(hidden.map(event => [event.type, event] as const))("nobody learns of %s", (type, event) => {
    expect(shown(event, "buyer")).toBeUndefined();
    expect(shown(event, "seller")).toBeUndefined();
    expect(shown(event, "staff")).toMatchObject({ type });
  });

  test("a note for everyone is read, and a person at a desk is their role", () => {
    expect(shown(note("everyone"), "buyer", AGENT)).toMatchObject({ text: "说过的话", data: {}, by: { role: "agent", id: null } });
    expect(shown(note("everyone"), "staff", AGENT)).toMatchObject({ text: "说过的话", by: AGENT });
  });

  test("who takes the matter over is named as the desk calls them, and when they will have answered", () => {
    const named: CaseEvent = { type: "handler_named", accountId: AGENT.id, promisedAt: instant(5000) };
    expect(shown(named, "buyer")).toMatchObject({ data: { name: "小林", promisedAt: 5000 }, by: SYSTEM });
    expect(shown(named, "buyer")?.data).not.toHaveProperty("accountId");
    expect(shown(named, "staff")).toMatchObject({ data: { name: "小林", accountId: AGENT.id } });
  });

  test("a judged reason is the seller's to know, its root cause and the buyer's view are not", () => {
    const judged: CaseEvent = { type: "reason_judged", judgedReason: "20.01", rootCause: "packaging" };
    expect(shown(judged, "buyer")).toBeUndefined();
    expect(shown(judged, "seller")?.data).toEqual({ judgedReason: "20.01" });
    expect(shown(judged, "staff")?.data).toEqual({ judgedReason: "20.01", rootCause: "packaging" });
  });

  test("money is told without the partner's reference", () => {
    const returned: CaseEvent = { type: "money_returned", effectId: "effect_1", tenderNo: 1, amountMinor: 5900n, gatewayRef: "bank-77" };
    expect(shown(returned, "buyer")?.data).toEqual({ tenderNo: 1, amountMinor: 5900n });
    expect(shown(returned, "staff")?.data).toMatchObject({ gatewayRef: "bank-77" });
  });
});

test("a text that is gone leaves its event", () => {
  const [event] = showTimeline(
    [recorded(note("everyone"))],
    "buyer",
    () => null,
    () => null,
  );
  expect(event).toMatchObject({ type: "note_added", text: null });
});
