import { describe, expect, test } from "vitest";
import { DEFAULT_DESK_SETTINGS, type DeskKind, silencedIn, waysOf } from "./desk-notice.ts";

const kind = (more: Partial<DeskKind>): DeskKind => ({
  kind: "notice.turn",
  zh: "轮到你",
  en: "Your turn",
  ways: ["inbox"],
  mustHear: "no",
  ...more,
});
const choosing = (ways: DeskKind["ways"]) => ({ ...DEFAULT_DESK_SETTINGS, ways: { "notice.turn": ways } });

describe("how somebody at a desk hears of a kind of news", () => {
  test("who never said hears as the rules say", () => {
    expect(waysOf(kind({ ways: ["inbox", "email"] }), DEFAULT_DESK_SETTINGS)).toEqual(["inbox", "email"]);
  });

  test("who chose hears as they chose, by more ways or by none", () => {
    expect(waysOf(kind({}), choosing(["email"]))).toEqual(["email"]);
    expect(waysOf(kind({}), choosing([]))).toEqual([]);
  });

  test("what came to be binding after it was switched off is heard all the same", () => {
    const bound = kind({ ways: ["inbox", "email"], mustHear: "deadline" });
    expect(waysOf(bound, choosing([]))).toEqual(["inbox", "email"]);
    expect(waysOf(kind({ mustHear: "urgent" }), choosing(["email"]))).toEqual(["inbox", "email"]);
  });

  test("a choice may not take a way of the rules from what must be heard, and may add one", () => {
    const bound = kind({ mustHear: "urgent" });
    expect(silencedIn([kind({ kind: "other" }), bound], { "notice.turn": ["email"] })).toBe(bound);
    expect(silencedIn([bound], { "notice.turn": ["inbox", "email"] })).toBeNull();
    expect(silencedIn([bound], {})).toBeNull();
  });
});
