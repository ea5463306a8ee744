import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { PlanTemplate } from "@amends/domain/case/plan-graph";
import { parsePlanTemplate } from "@amends/domain/case/plan-template";
import { statesPage } from "./states-page.ts";

/** Writes `docs/reference/states.md` from the plans of the base pack and of private people; a test says when it is no longer current. */
const FOLDERS = ["base", "c2c"].map(pack => new URL(`../policies/${pack}/plans/`, import.meta.url));
const PAGE = new URL("../docs/reference/states.md", import.meta.url);

const read = (file: string, folder: URL): PlanTemplate => {
  const parsed = parsePlanTemplate(JSON.parse(readFileSync(new URL(file, folder), "utf8")));
  if ("steps" in parsed) return parsed;
  throw new Error(`${file} is not sound:\n${parsed.map(({ step, fault }) => `  ${step ?? "-"}: ${fault}`).join("\n")}`);
};

writeFileSync(PAGE, statesPage(FOLDERS.flatMap(folder => readdirSync(folder).map(file => read(file, folder)))));
