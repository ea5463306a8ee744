import { describe, expect, it } from "vitest";
import { evidenceAsked, evidenceMissing, isAllShown } from "./evidence-asked.ts";

const explanation = { zh: "", en: "", source: "" };
const trace = [
  { stage: "reasons", table: "reasons", rowId: "70.01", lineNo: 1, status: "chosen", outputs: {}, explanation },
  {
    stage: "evidence",
    table: "evidence",
    rowId: "EV-F",
    lineNo: 1,
    status: "chosen",
    outputs: { photos: 3, videos: 1, documents: 0, windowHours: 48 },
    explanation,
  },
] as const;
const asked = evidenceAsked({ trace }) ?? expect.fail("the decision asked");
const items = (photos: number, videos: number) => [
  ...Array.from({ length: photos }, () => ({ kind: "photo" }) as const),
  ...Array.from({ length: videos }, () => ({ kind: "video" }) as const),
];

describe("what is asked for", () => {
  it("is what the row of the decision says", () => {
    expect(asked).toMatchObject({ photos: 3, videos: 1, documents: 0, rowId: "EV-F" });
    expect(evidenceAsked({ trace: [] })).toBeNull();
  });

  it("is less by what was given, and never less than nothing", () => {
    expect(evidenceMissing(asked, items(1, 0))).toEqual({ photos: 2, videos: 1, documents: 0 });
    expect(evidenceMissing(asked, items(9, 1))).toEqual({ photos: 0, videos: 0, documents: 0 });
  });

  it("is all there with a film more in place of the photos, and not with photos in place of the film", () => {
    expect([
      isAllShown(asked, items(3, 1)),
      isAllShown(asked, items(0, 2)),
      isAllShown(asked, items(2, 1)),
      isAllShown(asked, items(9, 0)),
    ]).toEqual([true, true, false, false]);
  });
});
