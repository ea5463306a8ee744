import { writeFileSync } from "node:fs";
import { relative } from "node:path";

/**
 * Beside vitest's own reporter: counts every test once and writes the counts to the file named in AMENDS_TALLY. What failed outside any test (a file that
 * cannot be loaded, an error nobody caught) counts as a failed test, so that a run cannot look green because it ran nothing.
 */
export default class TallyReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const tally = { passed: 0, failed: unhandledErrors.length, skipped: [] };
    for (const testModule of modules) count(testModule, tally);
    writeFileSync(process.env["AMENDS_TALLY"], JSON.stringify(tally));
  }
}

const count = (testModule, tally) => {
  tally.failed += testModule.errors().length;
  for (const suite of testModule.children.allSuites()) tally.failed += suite.errors().length;
  for (const test of testModule.children.allTests()) {
    const { state, note } = test.result();
    if (state === "passed") tally.passed += 1;
    else if (state === "failed") tally.failed += 1;
    else tally.skipped.push(`${relative(process.cwd(), testModule.moduleId)} > ${test.fullName}${note === undefined ? "" : ` (${note})`}`);
  }
};
