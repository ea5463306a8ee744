import { expect, it } from "vitest";
import { languageOf } from "./language.ts";

it.each([
  [undefined, "zh"],
  ["", "zh"],
  ["*", "zh"],
  ["fr-FR, de;q=0.9", "zh"],
  ["en", "en"],
  ["en-GB,en;q=0.9,zh;q=0.8", "en"],
  ["zh-CN,zh;q=0.9,en;q=0.8", "zh"],
  ["en;q=0.2, zh-TW;q=0.7", "zh"],
  ["en;q=0", "zh"],
  ["en;q=nonsense, zh;q=0.1", "zh"],
  ["EN-us", "en"],
])("Accept-Language %j is answered in %s", (header, language) => {
  expect(languageOf(header)).toBe(language);
});
