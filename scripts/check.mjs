import { join } from "node:path";
import { ensureInstalled, ROOT } from "./installation.mjs";
import { runQuietly, runScript } from "./progress.mjs";

const bin = (...place) => join(ROOT, "node_modules", ...place);

/** The types take longer than everything else together, on one processor; the rest goes on beside them. */
const CHECKS = [
  [["types", bin("typescript", "bin", "tsc"), "-b"]],
  [
    ["format and lint", bin("@biomejs", "biome", "bin", "biome"), "check", "--error-on-warnings", "."],
    ["architecture", join(ROOT, "scripts", "check-architecture.mjs")],
    ["house rules", bin("vitest", "vitest.mjs"), "run", "--project", "unit", "test/architecture.unit.test.ts"],
    ["dead code", bin("knip", "bin", "knip.js")],
    ["pages", join(ROOT, "scripts", "build-web.mjs")],
  ],
];

/** `npm run check`: everything that can be said about the code without running it. All checks run, whatever the others find. */
runScript(async () => {
  const node = await ensureInstalled();
  const inTurn = async checks => {
    const results = [];
    for (const [name, ...args] of checks) results.push({ name, ...(await runQuietly(name, node, args, { cwd: ROOT })) });
    return results;
  };
  const results = (await Promise.all(CHECKS.map(inTurn))).flat();
  const failed = results.filter(({ code }) => code !== 0);
  for (const { name, output } of failed) console.log(`\n── ${name}\n${output.trim()}`);
  for (const { name, output } of results.filter(({ name, code }) => name === "architecture" && code === 0))
    console.log(`${name}: ${output.trim()}`);
  console.log(`${results.length - failed.length} checks passed, ${failed.length} failed`);
  return failed.length === 0 ? 0 : 1;
});
