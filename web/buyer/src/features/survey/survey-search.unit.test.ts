import { expect, it } from "vitest";
import { readSurveySearch } from "./survey-search.ts";

it("takes the answer out of a link, and nothing that is none", () => {
  expect(readSurveySearch({ score: 4 })).toEqual({ score: 4 });
  expect(readSurveySearch({ score: "1" })).toEqual({ score: 1 });
  for (const score of [0, 6, 2.5, "x", undefined, ""]) expect(readSurveySearch({ score })).toEqual({});
});
