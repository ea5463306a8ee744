import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CODE_CACHE, ensureInstalled, ROOT } from "./installation.mjs";
import { runScript, SetupError } from "./progress.mjs";
import { ensureWebApps } from "./web-apps.mjs";

/** `npm test`: every test there is, or those whose path holds a word given as argument. The last line counts them. */
runScript(async () => {
  const node = await ensureInstalled();
  const unbuilt = await buildFault(node);
  const folder = mkdtempSync(join(tmpdir(), "amends-tally-"));
  try {
    const file = join(folder, "tally.json");
    const code = await runVitest(node, file);
    const tally = readTally(file);
    if (unbuilt !== null) console.error(unbuilt);
    return report(code, unbuilt === null ? tally : { ...tally, failed: tally.failed + 1 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** A page that cannot be built fails the run, and says nothing against trying everything else. */
const buildFault = async node => {
  try {
    await ensureWebApps(node);
    return null;
  } catch (error) {
    if (error instanceof SetupError) return error.message;
    throw error;
  }
};

const runVitest = (node, file) =>
  new Promise((resolve, reject) => {
    const vitest = join(ROOT, "node_modules", "vitest", "vitest.mjs");
    const reporters = ["--reporter=default", "--reporter=./scripts/tally-reporter.mjs"];
    const args = [vitest, "run", ...reporters, ...process.argv.slice(2)];
    // Tests start our server as a program again and again.
    const env = { NODE_COMPILE_CACHE: CODE_CACHE, ...process.env, AMENDS_TALLY: file };
    const child = spawn(node, args, { cwd: ROOT, stdio: ["ignore", "inherit", "inherit"], env });
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
    child.once("error", reject);
    child.once("exit", code => resolve(code ?? 1));
  });

/** Without a tally vitest broke off before it had counted anything. */
const readTally = file => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { passed: 0, failed: 1, skipped: [] });

/** Some tests compare with data sets that lie beside the checkout. Where these are present nothing has a reason to be left out. */
const hasReferenceData = () => existsSync(join(ROOT, "..", "shared", "data"));

const report = (code, { passed, failed, skipped }) => {
  const skippedCount = hasReferenceData() ? skipped.length : 0;
  const found = failed + skippedCount;
  const total = found === 0 && (code !== 0 || passed === 0) ? 1 : found;
  const names = skipped.length === 0 ? "none" : `${skipped.length}: ${skipped.join("; ")}`;
  console.log(`\nskipped: ${names}${skippedCount > 0 ? " (the reference data is present, so these count as failed)" : ""}`);
  console.log(`${passed} passed, ${total} failed`);
  return total === 0 ? 0 : 1;
};
