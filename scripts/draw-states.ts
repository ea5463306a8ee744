import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { PlanTemplate } from "@amends/domain/case/plan-graph";
import { parsePlanTemplate } from "@amends/domain/case/plan-template";
import { statesPage } from "./states-page.ts";

/** Writes `docs/reference/states.md` from the base pack's plans; a test says when it is no longer current. */
const PLANS = new URL("../policies/base/plans/", import.meta.url);
const PAGE = new URL("../docs/reference/states.md", import.meta.url);

const read = (file: string): PlanTemplate => {
  const parsed = parsePlanTemplate(JSON.parse(readFileSync(new URL(file, PLANS), "utf8")));
  if ("steps" in parsed) return parsed;
  throw new Error(`${file} is not sound:\n${parsed.map(({ step, fault }) => `  ${step ?? "-"}: ${fault}`).join("\n")}`);
};

writeFileSync(PAGE, statesPage(readdirSync(PLANS).map(read)));
