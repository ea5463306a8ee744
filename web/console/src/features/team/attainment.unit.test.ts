import { expect, test } from "vitest";
import { share, summed } from "./attainment.ts";

const row = (accountId: string | null, met: number, missed: number, rowId: string | null = "PR-04") =>
  ({
    team: "vip",
    kind: "review",
    standard: "handled",
    accountId: accountId as never,
    rowId,
    words: null,
    met,
    missed,
    lateSeconds: missed * 60,
  }) as const;

test("a team's figures are those of its people and of nobody together", () => {
  const rows = [row("account_a", 3, 1), row("account_b", 2, 0), row(null, 0, 4)];
  expect(summed(rows, { person: false, row: false })).toMatchObject([{ met: 5, missed: 5, lateSeconds: 300, accountId: null }]);
  expect(summed(rows, { person: true, row: false }).map(({ accountId, met }) => [accountId, met])).toEqual([
    ["account_a", 3],
    ["account_b", 2],
  ]);
});

test("each promise has figures of its own, and what was kept without one is left to the sums", () => {
  const rows = [row("account_a", 3, 1), row("account_b", 2, 0, "SS-09"), row("account_a", 1, 0, "SS-09"), row("account_b", 9, 9, null)];
  const lines = (by: { person: boolean; row: boolean }) => summed(rows, by).map(({ rowId, accountId, met }) => [rowId, accountId, met]);
  expect(lines({ person: false, row: true })).toEqual([
    ["PR-04", null, 3],
    ["SS-09", null, 3],
  ]);
  expect(lines({ person: true, row: true })).toEqual([
    ["PR-04", "account_a", 3],
    ["SS-09", "account_b", 2],
    ["SS-09", "account_a", 1],
  ]);
});

test("nearly all is not all", () => {
  expect(share({ met: 9999, missed: 1 })).toBe("99.9 %");
  expect(share({ met: 0, missed: 0 })).toBe("–");
});
