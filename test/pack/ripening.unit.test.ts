import { evaluate } from "@amends/domain/evaluation/evaluate";
import { addMs, type Instant, instant } from "@amends/domain/kernel/time";
import { expect, test } from "vitest";
import { BASE } from "../evaluation/base-pack.ts";
import { withCells } from "../evaluation/changed-pack.ts";
import { filing, line, photos } from "../evaluation/filing.ts";
import { compiledPack } from "../policy/read-pack.ts";

const GROUP_BUY = compiledPack("policies/base", ["policies/group-buy"]);
/** As 70.01 stood in rules that are kept from before: orders paid under them are decided by them. */
const BEFORE = withCells(BASE, "reasons", "70.01", { windowFrom: "'sign_off'" });

/** Signed for on Monday, 2 March 2026, at 10:00 in Shanghai. */
const on = (moment: string): Instant => instant(Date.parse(`${moment}+08:00`));

/** The row of eligibility in the last second and in the next. */
const around = (reason: string, moment: string, ripens?: number, pack = BASE): readonly (string | undefined)[] =>
  [addMs(on(moment), -1000), on(moment)].map(at => {
    const mango = line({
      category: "fresh.fruit.mango",
      sevenDay: { class: "abs_fresh", confirmation: null },
      ...(ripens === undefined ? {} : { ripensDays: ripens }),
    });
    const request = { serviceType: "refund_only", refundOnlyKind: "unreturnable", reason, evidence: photos(3) } as const;
    return evaluate(filing({ at, lines: [mango], filed: { damageBasisPoints: 2000 }, request }), pack).trace.find(
      ({ table }) => table === "eligibility",
    )?.rowId;
  });

const CLOSES = ["EL-56", "EL-5A"];

test("70.01: fruit that rots is shown within 48 hours, of fruit that had to ripen from the end of its ripening", () => {
  expect(around("70.01", "2026-03-04T10:00:00")).toEqual(CLOSES);
  expect(around("70.01", "2026-03-08T10:00:00", 4)).toEqual(CLOSES);
  expect(around("70.01", "2026-03-05T10:00:00", 1)).toEqual(CLOSES);
});

test("70.01: in a group order too, where what was ready to eat has 24 hours", () => {
  expect(around("70.01", "2026-03-03T10:00:00", undefined, GROUP_BUY)).toEqual(CLOSES);
  expect(around("70.01", "2026-03-08T10:00:00", 4, GROUP_BUY)).toEqual(CLOSES);
});

test("70.01: an order paid under the rules before is decided by them, whatever its listing says of ripening", () => {
  expect(around("70.01", "2026-03-04T10:00:00", 4, BEFORE)).toEqual(CLOSES);
});

test("70.05: fruit that does not ripen is shown within seven days from the end of its ripening", () => {
  expect(around("70.05", "2026-03-10T00:00:00")).toEqual(CLOSES);
  expect(around("70.05", "2026-03-14T00:00:00", 4)).toEqual(CLOSES);
});

test("70.02: what is weighed does not wait for anything to ripen", () => {
  expect(around("70.02", "2026-03-04T10:00:00", 4)).toEqual(CLOSES);
});
