import { expect, test } from "vitest";
import { matchWords } from "./match-words.ts";

const ROTTEN = { label: "坏果、腐烂或变质", words: ["烂了", "发霉"] };
const SHORT = { label: "少件、漏发", words: ["少发", "少了"] };

test("words of its own weigh more than a name that sounds alike", () => {
  const written = "收到的樱桃烂了一半，还少了一盒";
  expect(matchWords(written, ROTTEN)).toBeGreaterThan(0);
  expect(matchWords("苹果变质了", ROTTEN)).toBeGreaterThan(matchWords("苹果变质了", SHORT));
  expect(matchWords("都发霉了", ROTTEN)).toBe(8);
});

test("what has nothing to do with it points nowhere, and wide or narrow letters are the same", () => {
  expect(matchWords("颜色不喜欢", ROTTEN)).toBe(0);
  expect(matchWords("ＲＯＴＴＥＮ", { label: "Rotten or spoiled", words: [] })).toBe(
    matchWords("rotten", { label: "Rotten or spoiled", words: [] }),
  );
  expect(matchWords("坏，果", { label: "坏果", words: [] })).toBe(0);
});

test("letters count by the word: what every English sentence has in it points nowhere", () => {
  const written = "Half of them were broken when it came";
  expect(matchWords(written, { label: "The exchange or re-send never came", words: [] })).toBe(0);
  expect(matchWords(written, { label: "It smells, or the material is not what was said", words: [] })).toBe(0);
  expect(matchWords(written, { label: "It broke soon after first use", words: [] })).toBeGreaterThan(0);
  expect(matchWords("the box was damaged", { label: "Refused at the door: damaged box", words: [] })).toBeGreaterThan(
    matchWords("the box was damaged", { label: "It arrived damaged", words: [] }),
  );
});
