import { expect, test } from "vitest";
import { localeLanguage } from "./locale-language.ts";

test.each([
  [{}, "zh"],
  [{ LANG: "C.UTF-8" }, "zh"],
  [{ LANG: "zh_CN.UTF-8" }, "zh"],
  [{ LANG: "en_US.UTF-8" }, "en"],
  [{ LANG: "en" }, "en"],
  [{ LANG: "enm_GB" }, "zh"],
  [{ LANG: "zh_CN.UTF-8", LC_MESSAGES: "en_GB.UTF-8" }, "en"],
  [{ LANG: "en_US.UTF-8", LC_MESSAGES: "", LC_ALL: "" }, "en"],
  [{ LANG: "en_US.UTF-8", LC_MESSAGES: "en_GB.UTF-8", LC_ALL: "zh_CN.GB18030" }, "zh"],
] as const)("at a terminal with %j lines are told in %s", (env, language) => {
  expect(localeLanguage(env)).toBe(language);
});
