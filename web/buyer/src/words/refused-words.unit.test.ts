import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";
import { en } from "./en.ts";
import { zh } from "./zh.ts";

const parameters = z
  .object({ "rejection.allowed": z.array(z.string()) })
  .parse(JSON.parse(readFileSync(new URL("../../../../policies/base/parameters.json", import.meta.url), "utf8")));

it("every reason a seller may refuse with is told to the buyer in words, with what would change it, in both languages", () => {
  for (const { refused } of [zh, en]) expect(Object.keys(refused.because).toSorted()).toEqual(parameters["rejection.allowed"].toSorted());
});
