import type { CaseCommand } from "@amends/domain/case/case-command";
import { evidenceKnown } from "@amends/domain/case/evidence-known";
import type { FileFinding } from "@amends/domain/evidence/file-shows";
import type { EvidenceItem } from "@amends/domain/intake/case-facts";
import { describe, expect, test } from "vitest";
import { aCase, after as given, later } from "./a-case.ts";
import { REJECT, refusal } from "./commands-given.ts";

const file = (no: number, kind: EvidenceItem["kind"] = "photo"): EvidenceItem => ({
  fileId: `file_00000000000000000000000${no}`,
  kind,
  sha256: `${no}`.repeat(64),
  hasMetadata: false,
});
const WHY = { textId: "text_000000000000000000000007", textHash: "00" } as const;

/** What somebody finds, with how sure that makes us by the pack. */
const finds = (item: EvidenceItem, finding: FileFinding, confidenceBasisPoints: number | null = null): CaseCommand => ({
  kind: "assess_file",
  ...{ fileId: item.fileId, finding, text: WHY },
  known: { kind: item.kind, sha256: item.sha256, confidenceBasisPoints },
});
const gives = (...items: readonly EvidenceItem[]): CaseCommand => ({ kind: "provide_evidence", items });
const reviewed = (confidenceBasisPoints = 7000) => aCase({ template: "refund_unreturnable", outcome: "review", confidenceBasisPoints });
const ALTERED: FileFinding = { kind: "void", because: "altered" };
const known = ({ opened: { state, events } }: ReturnType<typeof aCase>) => evidenceKnown(state, events);

describe("a person who looks at a file", () => {
  const shown = () => given(reviewed(), ["buyer", gives(file(1, "video"))]);

  test("says what it shows, and the case goes by how sure that makes us", () => {
    const found = given(shown(), ["agent", finds(file(1, "video"), { kind: "shows", shows: "sealed_video" }, 8500)]);
    expect(found.opened.state.liability.confidenceBasisPoints).toBe(8500);
    expect(found.opened.events.at(-1)).toMatchObject({ type: "file_assessed", finding: { shows: "sealed_video" }, text: WHY });
  });

  test("takes a file out of the count, and back into it: the last word holds", () => {
    const altered = given(shown(), ["agent", finds(file(1, "video"), ALTERED, 7000)]);
    expect(altered.opened.state.voidFiles).toEqual([{ fileId: file(1).fileId, sha256: file(1).sha256 }]);
    expect(known(altered).files).toMatchObject([{ of: "buyer", finding: ALTERED }]);
    const restored = given(altered, ["supervisor", finds(file(1, "video"), { kind: "as_given" }, 8500)]);
    expect(restored.opened.state.voidFiles).toBeUndefined();
    expect(known(restored).files).toMatchObject([{ finding: null }]);
  });

  test("finds in it only what a file of its kind can show", () => {
    expect(refusal(shown(), "agent", finds(file(1, "video"), { kind: "shows", shows: "lab_report" }))).toBe("file_cannot_show");
  });

  test("is one of the platform: neither side says of the other's file that it does not count", () => {
    for (const role of ["buyer", "seller", "integrator"] as const)
      expect(refusal(shown(), role, finds(file(1, "video"), ALTERED))).toBe("not_the_owner");
  });

  test("makes the platform bear what is given on what does not count (G-1)", () => {
    const sure = given(reviewed(9500), ["buyer", gives(file(1, "video"))]);
    const inwardOf = (running: ReturnType<typeof aCase>) => given(running, ["agent", { kind: "approve" }]).opened.state.liability.inward;
    expect(inwardOf(sure)).not.toMatchObject([{ party: "platform" }]);
    expect(inwardOf(given(sure, ["agent", finds(file(1, "video"), ALTERED, 7000)]))).toMatchObject([{ party: "platform" }]);
  });
});

describe("a file that does not count", () => {
  test("proves no loss, until it counts again", () => {
    const proof: CaseCommand = {
      kind: "enter_proof",
      proof: { lossMinor: 100n, shares: [], evidence: [file(1)] },
      outcome: { sums: [], ask: null },
    };
    const shown = given(reviewed(), ["buyer", gives(file(1))], ["agent", finds(file(1), ALTERED)]);
    expect(refusal(shown, "agent", proof)).toBe("proof_needs_evidence");
    const restored = given(shown, ["agent", finds(file(1), { kind: "as_given" })], ["agent", proof]);
    expect(restored.opened.state.proof?.lossMinor).toBe(100n);
  });
});

describe("whose evidence it is", () => {
  /** By the platform, who hears a buyer that contests a refusal. */
  const contested = () => aCase({ template: "return_refund", outcome: "review", contests: true });
  const asked = () => given(contested(), ["agent", { kind: "request_evidence", of: "seller", kinds: ["photo"] }]);

  test("is whoever gave it, and what others add for the one who was asked is theirs", () => {
    const both = given(
      reviewed(),
      ["buyer", gives(file(1))],
      ["seller", gives(file(2))],
      ["agent", gives(file(3))],
      ["integrator", gives(file(4))],
    );
    expect(known(both).files.map(({ of }) => of)).toEqual(["buyer", "seller", null, "buyer"]);
    expect(known(given(asked(), ["agent", gives(file(1))])).files).toMatchObject([{ of: "seller" }]);
  });

  test("silence is the side's that was asked and showed nothing in time, and ends when it does", () => {
    const stepNo = asked().opened.state.evidenceRequest?.stepNo ?? expect.unreachable();
    const silent = given(asked(), ["system", { kind: "step_due", stepNo }, later(30)]);
    expect(known(silent).isSilent).toEqual({ buyer: false, seller: true });
    const late = given(silent, ["seller", gives(file(2)), later(31)]);
    expect(known(late).isSilent).toEqual({ buyer: false, seller: false });
    expect(known(asked()).isSilent).toEqual({ buyer: false, seller: false });
  });

  test("a refusal of the seller's is another word than the buyer's, for the reason it gave", () => {
    expect(known(reviewed()).denial).toBeNull();
    const refused = given(aCase({ template: "return_refund", outcome: "review" }), ["seller", REJECT]);
    expect(known(refused).denial).toEqual({ reason: "goods_used" });
  });
});
