import { expect, test } from "vitest";
import type { AccountId } from "../kernel/ids.ts";
import { recognised } from "./recognition.ts";

const [a, b, c] = ["account_a", "account_b", "account_c"] as AccountId[];

test("who kept their promises is thanked, complaints weighing most, and nobody else is named", () => {
  if (a === undefined || b === undefined || c === undefined) throw new Error("three people");
  const rows = [
    { accountId: a, kind: "follow_up", met: 20, missed: 0 },
    { accountId: b, kind: "complaint", met: 9, missed: 0 },
    { accountId: b, kind: "review", met: 10, missed: 1 },
    { accountId: c, kind: "complaint", met: 50, missed: 10 },
  ] as const;
  expect(recognised(rows)).toEqual([
    { accountId: b, points: 47, kept: 19, of: 20 },
    { accountId: a, points: 20, kept: 20, of: 20 },
  ]);
});

test("a handful of items says nothing yet", () => {
  if (a === undefined) throw new Error("a person");
  expect(recognised([{ accountId: a, kind: "complaint", met: 9, missed: 0 }])).toEqual([]);
});
