import { rankProblems } from "@amends/domain/evaluation/check-ranks";
import { evaluate } from "@amends/domain/evaluation/evaluate";
import type { EvidenceItem } from "@amends/domain/intake/case-facts";
import type { CompiledPack } from "@amends/domain/policy/pack";
import { describe, expect, it } from "vitest";
import { BASE } from "./base-pack.ts";
import { type Filing, filing, hoursAfterSigning, photos, video } from "./filing.ts";

type Seen = Pick<EvidenceItem, "shows" | "hasMetadata">;
let files = 0;
const file = (kind: EvidenceItem["kind"], seen: Seen): EvidenceItem => {
  files += 1;
  return { fileId: `file_${String(files).padStart(24, "0")}`, kind, sha256: "00", ...seen };
};
const PLAIN: Seen = { hasMetadata: false };
const plain = file("photo", PLAIN);
const camera = file("photo", { hasMetadata: true });
const film = file("video", PLAIN);
const sealed = file("video", { hasMetadata: false, shows: "sealed_video" });

const decide = (given: Filing, pack: CompiledPack = BASE) => evaluate(filing(given), pack);
/** Broken on its way, as the carrier itself recorded, small enough for a machine. */
const recorded = (evidence: readonly EvidenceItem[], pack?: CompiledPack) =>
  decide({ at: hoursAfterSigning(10), stage: "damaged", request: { reason: "60.05", evidence } }, pack);
/** The same, where the carrier recorded nothing. */
const unrecorded = (evidence: readonly EvidenceItem[]) =>
  decide({ at: hoursAfterSigning(10), stage: "delivered", request: { reason: "60.05", evidence } });

describe("how sure we are of a claim (policy 5.6)", () => {
  it("begins at one half and grows by what weighs, counted by hand", () => {
    const sure = (evidence: readonly EvidenceItem[]) => recorded(evidence).liability.confidenceBasisPoints;
    expect(unrecorded([]).liability.confidenceBasisPoints).toBe(5000);
    expect(sure([])).toBe(7000);
    expect(sure([plain])).toBe(7000);
    expect(sure([film])).toBe(7000);
    expect(sure([camera])).toBe(8000);
    expect(sure([sealed])).toBe(8500);
    expect(sure([sealed, camera, plain])).toBe(9500);
  });

  it("counts a ground once, however many files stand for it", () => {
    expect(recorded([camera, file("photo", { hasMetadata: true })]).liability.confidenceBasisPoints).toBe(8000);
  });

  it("falls where the record says otherwise", () => {
    const missing = { serviceType: "refund_only", refundOnlyKind: "not_received", reason: "20.01" } as const;
    expect(decide({ request: missing }).liability.confidenceBasisPoints).toBe(3000);
  });

  it("decides by itself at 0.8 exactly and not at 0.75", () => {
    const atEdge = recorded([camera, plain]);
    expect([atEdge.liability.confidenceBasisPoints, atEdge.outcome]).toEqual([8000, "approved"]);
    const below = unrecorded([camera, plain, sealed]);
    expect([below.liability.confidenceBasisPoints, below.outcome]).toEqual([7500, "review"]);
  });

  it("is not enough for a machine where photos only were passed on", () => {
    expect(recorded([plain, file("photo", PLAIN)]).outcome).toBe("review");
  });

  it("goes by what somebody ticked only for what they can have filmed: a report counts once a person has read it", () => {
    expect(recorded([file("document", { hasMetadata: false, shows: "lab_report" })]).liability.confidenceBasisPoints).toBe(7000);
    expect(recorded([file("photo", { hasMetadata: false, shows: "sealed_video" })]).liability.confidenceBasisPoints).toBe(7000);
  });
});

const without = (...ids: readonly string[]): CompiledPack => ({
  ...BASE,
  tables: new Map([...BASE.tables].filter(([id]) => !ids.includes(id))),
});

describe("a pack stored before evidence was ranked", () => {
  it("decides as it did: every photo counts, and every film", () => {
    const before = without("evidence_ranks", "confidence");
    expect(recorded([plain, film], before).liability.confidenceBasisPoints).toBe(9500);
    expect(recorded([plain, file("photo", PLAIN)], before)).toMatchObject({
      outcome: "approved",
      liability: { confidenceBasisPoints: 8000 },
    });
  });

  it("and files stored before anybody looked at them count under today's pack as they did", () => {
    expect(recorded([...photos(2), video]).liability.confidenceBasisPoints).toBe(9500);
  });
});

/** The pack with one table that gives these answers whatever it is asked, in the words of the row that spoke. */
const answering = (pack: CompiledPack, id: string, outputs: Readonly<Record<string, string | number>>): CompiledPack => {
  const table = pack.tables.get(id) ?? expect.unreachable();
  const evaluate: typeof table.evaluate = context => {
    const hit = table.evaluate(context);
    return hit === null ? null : { ...hit, outputs: { ...hit.outputs, ...outputs } };
  };
  return { ...pack, tables: new Map([...pack.tables, [id, { ...table, evaluate }]]) };
};

describe("a word alone against a record (policy 5.7)", () => {
  const missing = { serviceType: "refund_only", refundOnlyKind: "not_received", reason: "20.01" } as const;
  const eager = answering(BASE, "remedy", { outcome: "approved" });

  it("never decides where it is for the buyer to show it, whatever a pack makes of it", () => {
    const forBuyer = answering(eager, "burden", { burdenOn: "buyer" });
    expect(decide({ request: missing }, forBuyer).outcome).toBe("review");
    expect(decide({ request: { ...missing, evidence: [plain] } }, forBuyer).outcome).toBe("approved");
  });

  it("is heard as before where it is for the seller to show the goods were handed over", () => {
    expect(decide({ request: missing }, eager).outcome).toBe("approved");
  });
});

describe("the tables of ranks", () => {
  it("stand together or not at all", () => {
    expect(rankProblems(BASE)).toEqual([]);
    expect(rankProblems(without("evidence_ranks", "confidence"))).toEqual([]);
    expect(rankProblems(without("confidence"))).toMatchObject([{ table: "confidence" }]);
    expect(rankProblems(without("evidence_ranks"))).toMatchObject([{ table: "evidence_ranks" }]);
  });

  it("name every ground, and stay between nothing and certainty", () => {
    const saying = (basisPoints: number) => answering(BASE, "confidence", { basisPoints });
    expect(rankProblems(saying(2000))).toMatchObject([
      { table: "confidence", message: "all together stay from 0 to 10000, and come to 2000 and 12000" },
    ]);
    expect(rankProblems(saying(0.5))).toHaveLength(6);
  });
});
