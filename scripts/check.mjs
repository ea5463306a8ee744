import { join } from "node:path";
import { ensureInstalled, ROOT } from "./installation.mjs";
import { runQuietly, runScript } from "./progress.mjs";

const bin = (...place) => join(ROOT, "node_modules", ...place);

const CHECKS = [
  ["format and lint", bin("@biomejs", "biome", "bin", "biome"), "check", "--error-on-warnings", "."],
  ["types", bin("typescript", "bin", "tsc"), "-b"],
  ["architecture", join(ROOT, "scripts", "check-architecture.mjs")],
  ["house rules", bin("vitest", "vitest.mjs"), "run", "--project", "unit", "test/architecture.unit.test.ts"],
  ["dead code", bin("knip", "bin", "knip.js")],
];

/** `npm run check`: everything that can be said about the code without running it. All checks run, whatever the others find. */
runScript(async () => {
  const node = await ensureInstalled();
  const results = [];
  for (const [name, ...args] of CHECKS) results.push({ name, ...(await runQuietly(name, node, args, { cwd: ROOT })) });
  const failed = results.filter(({ code }) => code !== 0);
  for (const { name, output } of failed) console.log(`\n── ${name}\n${output.trim()}`);
  for (const { name, output } of results.filter(({ name, code }) => name === "architecture" && code === 0))
    console.log(`${name}: ${output.trim()}`);
  console.log(`${results.length - failed.length} checks passed, ${failed.length} failed`);
  return failed.length === 0 ? 0 : 1;
});
