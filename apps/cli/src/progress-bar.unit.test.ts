import { expect, test } from "vitest";
import { progressBar } from "./progress-bar.ts";

test("a bar is full exactly when all is done, and a count stands alone where nobody knows how much there is", () => {
  expect(progressBar(0, 3000)).toBe("[░░░░░░░░░░░░░░░░░░░░░░░░]   0 %  0/3000");
  expect(progressBar(2999, 3000)).toBe("[████████████████████████]  99 %  2999/3000");
  expect(progressBar(3000, 3000)).toBe("[████████████████████████] 100 %  3000/3000");
  expect(progressBar(3100, 3000)).toContain("100 %");
  expect(progressBar(17, null)).toBe("17");
});
