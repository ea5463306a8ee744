import { globSync } from "node:fs";
import { join } from "node:path";
import type { PackExpectation } from "../test/pack/expectation.ts";
import { mutatePack } from "../test/pack/mutate-pack.ts";
import { compiledPack, ROOT } from "../test/policy/read-pack.ts";

/** Changes every verified row of every pack, one cell at a time, and lists the changes no expectation notices. */
const main = async (): Promise<number> => {
  const expectations = await allExpectations();
  if (expectations.length === 0) return failure("there are no test/pack/*.expectations.ts: nothing was tested");
  let exitCode = 0;
  for (const [pack, group] of groupedByPack(expectations)) exitCode = Math.max(exitCode, report(pack, group));
  return exitCode;
};

const allExpectations = async (): Promise<readonly PackExpectation[]> => {
  const files = globSync("test/pack/*.expectations.ts", { cwd: ROOT }).sort();
  const suites = await Promise.all(
    files.map(file => import(join(ROOT, file)) as Promise<{ readonly expectations: readonly PackExpectation[] }>),
  );
  return suites.flatMap(suite => suite.expectations);
};

const groupedByPack = (expectations: readonly PackExpectation[]): ReadonlyMap<string, readonly PackExpectation[]> => {
  const groups = new Map<string, PackExpectation[]>();
  for (const expectation of expectations) {
    const name = [expectation.pack, ...(expectation.overlays ?? [])].join(" + ");
    groups.set(name, [...(groups.get(name) ?? []), expectation]);
  }
  return groups;
};

const report = (name: string, expectations: readonly PackExpectation[]): number => {
  const [first] = expectations;
  const run = mutatePack(compiledPack(first?.pack ?? name, first?.overlays ?? []), expectations);
  if (run.broken.length > 0) return failure(`${name}: these expectations do not hold:\n  ${run.broken.join("\n  ")}`);
  console.log(`${name}: ${run.tried} mutants, ${run.survivors.length} survived ${expectations.length} expectations`);
  for (const { table, row, column, from, to } of run.survivors)
    console.log(`  SURVIVED ${table}/${row} [${column}]: ${from} → ${to === "" ? "(empty)" : to}`);
  return run.survivors.length > 0 ? 1 : 0;
};

const failure = (message: string): number => {
  console.error(message);
  return 2;
};

process.exitCode = await main();
