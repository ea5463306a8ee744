import { FILE_SHOWS } from "@amends/domain/evidence/file-shows";
import { RECORD_VOICES } from "@amends/domain/intake/evaluation-context";
import { type Side, settleSides } from "@amends/domain/liability/settle-sides";
import {
  CONFIDENCE_GROUNDS,
  FILE_KINDS_WEIGHED,
  type FileWeighed,
  rankTables,
  SAID_BY,
  type SideKnown,
  weighSide,
} from "@amends/domain/liability/weigh-side";
import type { Hit } from "@amends/domain/policy/compile-table";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BASE } from "./base-pack.ts";

const TABLES = rankTables(BASE) ?? expect.unreachable();
const weigh = (side: SideKnown, otherRank: number | null = null) => weighSide(TABLES, side, otherRank);

const file: fc.Arbitrary<FileWeighed> = fc.record({
  kind: fc.constantFrom(...FILE_KINDS_WEIGHED),
  shows: fc.constantFrom(...FILE_SHOWS, "unsaid"),
  saidBy: fc.constantFrom(...SAID_BY),
  hasMetadata: fc.boolean(),
  isLookedAt: fc.boolean(),
});
const side: fc.Arbitrary<SideKnown> = fc.record({
  files: fc.array(file, { maxLength: 4 }),
  record: fc.constantFrom(...RECORD_VOICES),
  isSilent: fc.boolean(),
});

const burdenOf = (cause: string): Hit =>
  BASE.tables.get("burden")?.evaluate({ reason: { cause }, line: { inSixMonths: false } }) ?? expect.unreachable();
const cause = fc.constantFrom("L-10", "L-12", "L-14", "L-15", "L-24", "L-31", "none");
type Contest = Parameters<typeof settleSides>[1];

const settled = (buyer: SideKnown, seller: SideKnown, burden: Contest["burden"], isMinimumShown: boolean) => {
  const ranks = { buyer: weigh(buyer).rank, seller: weigh(seller).rank };
  const standing = { buyer: weigh(buyer, ranks.seller), seller: weigh(seller, ranks.buyer) };
  return { standing, ...settleSides(BASE, { standing, burden, isMinimumShown }) };
};

const STANDS: Readonly<Record<Side | "neither", Readonly<Record<Side, number>>>> = {
  buyer: { buyer: 2, seller: 0 },
  neither: { buyer: 1, seller: 1 },
  seller: { buyer: 0, seller: 2 },
};

describe("of two sides who differ", () => {
  it("neither is worse off for showing something more, whatever it is", () => {
    fc.assert(
      fc.property(side, side, file, cause, cause, fc.boolean(), (buyer, seller, more, first, second, isMinimumShown) => {
        const burden = { buyer: burdenOf(first), seller: burdenOf(second) };
        const before = settled(buyer, seller, burden, isMinimumShown);
        const after = settled({ ...buyer, files: [...buyer.files, more] }, seller, burden, isMinimumShown);
        expect(after.standing.buyer.confidenceBasisPoints).toBeGreaterThanOrEqual(before.standing.buyer.confidenceBasisPoints);
        expect(after.standing.buyer.rank).toBeLessThanOrEqual(before.standing.buyer.rank);
        expect(STANDS[after.holds].buyer).toBeGreaterThanOrEqual(STANDS[before.holds].buyer);
        const other = settled(buyer, { ...seller, files: [...seller.files, more] }, burden, isMinimumShown);
        expect(STANDS[other.holds].seller).toBeGreaterThanOrEqual(STANDS[before.holds].seller);
      }),
    );
  });

  it("the order in which they showed it says nothing, and the same is settled the same", () => {
    fc.assert(
      fc.property(side, side, cause, (buyer, seller, named) => {
        const burden = { buyer: burdenOf(named), seller: null };
        const once = settled(buyer, seller, burden, true);
        const turned = settled(
          { ...buyer, files: buyer.files.toReversed() },
          { ...seller, files: seller.files.toReversed() },
          burden,
          true,
        );
        expect([turned.holds, turned.by, turned.standing.buyer.rank, turned.standing.buyer.confidenceBasisPoints]).toEqual([
          ...[once.holds, once.by, once.standing.buyer.rank, once.standing.buyer.confidenceBasisPoints],
        ]);
        expect(settled(buyer, seller, burden, true)).toEqual(once);
      }),
    );
  });

  it("nobody is more than certain or less than nothing", () => {
    fc.assert(
      fc.property(side, fc.option(fc.integer({ min: 1, max: 8 })), (known, otherRank) => {
        const { confidenceBasisPoints, grounds } = weigh(known, otherRank);
        expect(confidenceBasisPoints).toBeGreaterThanOrEqual(0);
        expect(confidenceBasisPoints).toBeLessThanOrEqual(10_000);
        expect(grounds.length).toBeLessThanOrEqual(CONFIDENCE_GROUNDS.length);
      }),
    );
  });

  it("words against words are settled by no burden, and a word against anything shown never holds (policy 5.7)", () => {
    const word: SideKnown = { files: [], record: "silent", isSilent: false };
    fc.assert(
      fc.property(side, cause, cause, fc.boolean(), (other, first, second, isMinimumShown) => {
        const burden = { buyer: burdenOf(first), seller: burdenOf(second) };
        expect(settled(word, word, burden, isMinimumShown)).toMatchObject({ holds: "neither", by: "equal", hit: { rowId: "B-19" } });
        expect(settled(word, other, burden, isMinimumShown).holds).not.toBe("buyer");
        expect(settled(other, word, burden, isMinimumShown).holds).not.toBe("seller");
      }),
    );
  });
});

describe("step 4 of attribution (policy 5.6)", () => {
  const photo: FileWeighed = { kind: "photo", shows: "unsaid", saidBy: "nobody", hasMetadata: true, isLookedAt: true };
  const film: FileWeighed = { ...photo, kind: "video", shows: "sealed_video", saidBy: "filer", hasMetadata: false };
  const report: FileWeighed = { ...photo, kind: "document", shows: "lab_report", saidBy: "person", hasMetadata: false };
  const shows = (...files: readonly FileWeighed[]): SideKnown => ({ files, record: "silent", isSilent: false });
  const between = (buyer: SideKnown, seller: SideKnown, causes: readonly [string, string | null], isMinimumShown = true) => {
    const [named, denied] = causes;
    const { holds, by, hit } = settled(
      buyer,
      seller,
      { buyer: burdenOf(named), seller: denied === null ? null : burdenOf(denied) },
      isMinimumShown,
    );
    return [holds, by, hit.rowId];
  };

  it("the higher rank holds: a sealed film over a photo, a laboratory over the film", () => {
    expect(between(shows(film), shows(photo), ["L-14", "L-24"])).toEqual(["buyer", "rank", "ER-4"]);
    expect(between(shows(film), shows(report), ["L-14", "L-24"])).toEqual(["seller", "rank", "ER-2"]);
  });

  it("of equal rank the later burden row tells who had to show it", () => {
    expect(between(shows(photo), shows(photo), ["L-14", "L-24"])).toEqual(["buyer", "burden", "B-45"]);
    expect(between(shows(photo), shows(photo), ["L-14", null])).toEqual(["buyer", "burden", "B-4"]);
  });

  it("a buyer who has not shown what the reason asks for has not passed the burden on", () => {
    expect(between(shows(photo), shows(photo), ["L-14", null], false)).toEqual(["seller", "burden", "B-4"]);
  });

  it("where the burden lies on neither, both go by the last rule", () => {
    expect(between(shows(photo), shows(photo), ["none", null])).toEqual(["neither", "equal", "B-19"]);
    expect(between(shows(), shows(), ["L-14", "L-24"])).toEqual(["neither", "equal", "B-19"]);
  });

  it("what weighs more on the other side contradicts, and silence takes as much off", () => {
    const standing = settled(shows(photo), shows(film), { buyer: burdenOf("L-14"), seller: null }, true).standing;
    expect([standing.buyer.confidenceBasisPoints, standing.seller.confidenceBasisPoints]).toEqual([4000, 6500]);
    expect(weigh({ ...shows(photo), isSilent: true }).confidenceBasisPoints).toBe(4000);
    expect(weigh({ ...shows(), record: "contradicts", isSilent: true }).confidenceBasisPoints).toBe(1000);
  });
});
