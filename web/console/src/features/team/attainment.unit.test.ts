import { expect, test } from "vitest";
import { share, summed } from "./attainment.ts";

const row = (accountId: string | null, met: number, missed: number) =>
  ({ team: "vip", kind: "review", standard: "handled", accountId: accountId as never, met, missed, lateSeconds: missed * 60 }) as const;

test("a team's figures are those of its people and of nobody together", () => {
  const rows = [row("account_a", 3, 1), row("account_b", 2, 0), row(null, 0, 4)];
  expect(summed(rows, false)).toMatchObject([{ met: 5, missed: 5, lateSeconds: 300, accountId: null }]);
  expect(summed(rows, true).map(({ accountId, met }) => [accountId, met])).toEqual([
    ["account_a", 3],
    ["account_b", 2],
  ]);
});

test("nearly all is not all", () => {
  expect(share({ met: 9999, missed: 1 })).toBe("99.9 %");
  expect(share({ met: 0, missed: 0 })).toBe("–");
});
