import type { AccountId } from "@amends/domain/kernel/ids";
import { type KeptByPerson, type Recognised, recognised } from "@amends/domain/work/recognition";
import { WORK_KINDS } from "@amends/domain/work/work-item";
import { expect, test } from "vitest";
import { BASE } from "../evaluation/base-pack.ts";

const [a, b, c] = ["account_a", "account_b", "account_c"] as const satisfies readonly AccountId[];

const BRAND = { kind: "brand" } as const;
const thanked = (...rows: readonly KeptByPerson[]): readonly Recognised[] => recognised(BASE, BRAND, rows).people;

test("who kept their promises is thanked, complaints weighing most, and nobody else is named", () => {
  const rows = [
    { accountId: a, kind: "follow_up", met: 20, missed: 0 },
    { accountId: b, kind: "complaint", met: 9, missed: 0 },
    { accountId: b, kind: "review", met: 10, missed: 1 },
    { accountId: c, kind: "complaint", met: 50, missed: 10 },
  ] as const;
  expect(thanked(...rows)).toEqual([
    { accountId: b, points: 47, kept: 19, of: 20 },
    { accountId: a, points: 20, kept: 20, of: 20 },
  ]);
});

test("what each kind of work weighs", () => {
  const points = WORK_KINDS.map(kind => [kind, thanked({ accountId: a, kind, met: 10, missed: 0 })[0]?.points]);
  expect(Object.fromEntries(points)).toEqual({
    review: 20,
    evidence: 10,
    inspection: 10,
    offer: 20,
    call_back: 10,
    follow_up: 10,
    complaint: 30,
    manual_refund: 10,
    fulfilment: 10,
    order_changed: 20,
  });
});

test("a handful of items says nothing yet, and 95 in 100 is enough", () => {
  expect(thanked({ accountId: a, kind: "complaint", met: 9, missed: 0 })).toEqual([]);
  expect(thanked({ accountId: a, kind: "complaint", met: 95, missed: 5 })).toHaveLength(1);
  expect(thanked({ accountId: a, kind: "complaint", met: 94, missed: 6 })).toEqual([]);
});

test("each row it was counted by is given with its source and status", () => {
  const { rows } = recognised(BASE, BRAND, []);
  expect(rows.map(({ status }) => status)).toEqual(["chosen", "chosen", "chosen", "chosen"]);
  for (const { zh, en, source } of rows) expect([zh, en, source].every(text => text.length > 3)).toBe(true);
});
