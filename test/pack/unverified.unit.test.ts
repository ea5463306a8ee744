import { evaluate } from "@amends/domain/evaluation/evaluate";
import type { CaseFacts } from "@amends/domain/intake/case-facts";
import { expect, it } from "vitest";
import { BASE } from "../evaluation/base-pack.ts";
import { withCells } from "../evaluation/changed-pack.ts";
import { filing } from "../evaluation/filing.ts";
import { readOutcomes } from "./reason-outcomes.ts";
import { asking, EVIDENCE, inTime, SCENES } from "./reason-scenes.ts";

/** Every row that takes part in a decision a machine makes alone, each with one filing that meets it. The plan follows a decision and makes none. */
const deciding = (): ReadonlyMap<string, { readonly table: string; readonly rowId: string; readonly facts: CaseFacts }> => {
  const found = new Map<string, { readonly table: string; readonly rowId: string; readonly facts: CaseFacts }>();
  for (const outcome of readOutcomes()) {
    const scene = SCENES.get(outcome.scene) ?? expect.fail(outcome.scene);
    const facts = filing(asking(inTime(scene, outcome.closes), { ...outcome, evidence: EVIDENCE.get(outcome.evidence) ?? [] }));
    const decision = evaluate(facts, BASE);
    if (decision.outcome === "review") continue;
    for (const { table, rowId, status } of decision.trace)
      if (table !== "plans" && status !== "floor" && !found.has(`${table}/${rowId}`))
        found.set(`${table}/${rowId}`, { table, rowId, facts });
  }
  return found;
};

it("a row whose source was read at second hand never decides alone, in whatever table it stands", () => {
  const rows = [...deciding().values()];
  expect(rows.length).toBeGreaterThan(50);
  const alone = rows.filter(({ table, rowId, facts }) => {
    const doubtful = withCells(BASE, table, rowId, { "row.status": "'unverified'" });
    return evaluate(facts, doubtful).outcome !== "review";
  });
  expect(alone.map(({ table, rowId }) => `${table}/${rowId}`)).toEqual([]);
});

/** Codes of WeChat that its developers' forum names and its own pages do not. */
const numbered = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `host_reasons/HR-${from + index}`);

it("the default pack names such rows, so that they can be found", () => {
  const doubtful = [...BASE.tables.values()].flatMap(({ id, rows }) =>
    rows.filter(row => row.meta.status === "unverified").map(row => `${id}/${row.id}`),
  );
  expect(doubtful.sort()).toEqual([
    "eligibility/EL-5B",
    "eligibility/EL-5C",
    "eligibility/EL-5E",
    "eligibility/EL-5F",
    "eligibility/EL-5G",
    ...numbered(11, 27),
    ...numbered(31, 41),
    "liability/L-27",
    "ratio/3B-9",
    "reasons/40.03",
    "reasons/40.08",
    "reasons/80.03",
    "reasons/90.06",
  ]);
});
