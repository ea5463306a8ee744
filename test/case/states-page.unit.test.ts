import { readFileSync } from "node:fs";
import { join } from "node:path";
import { STEP_OUTCOMES } from "@amends/domain/case/step";
import { expect, test } from "vitest";
import { statesPage } from "../../scripts/states-page.ts";
import { ROOT } from "../policy/read-pack.ts";
import { PLANS } from "./plans.ts";

test("the page of all states is current; `node scripts/draw-states.ts` writes it", () => {
  expect(readFileSync(join(ROOT, "docs/reference/states.md"), "utf8")).toBe(statesPage([...PLANS.values()]));
});

test("it shows every step type and draws every arrow of every plan", () => {
  const page = statesPage([...PLANS.values()]);
  for (const type of Object.keys(STEP_OUTCOMES)) expect(page).toContain(`| \`${type}\` |`);
  for (const [id, { steps }] of PLANS) {
    const drawn = page.slice(page.indexOf(`### ${id}\n`)).split("\n### ")[0] ?? "";
    for (const { key, next } of steps.values()) {
      for (const [outcome, target] of next) {
        const places = target.kind === "end" ? [`end_${target.end}`] : target.keys;
        for (const place of places)
          expect(drawn).toMatch(new RegExp(`\\n  ${key} -->\\|([a-z_]+ / )*${outcome}( / [a-z_]+)*\\| ${place}\\n`));
      }
    }
  }
});
