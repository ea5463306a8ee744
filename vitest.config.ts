import { defineConfig } from "vitest/config";

const roots = ["domain", "flows", "contract", "adapters", "apps", "sdk", "web", "test", "policies", "bench"];
const glob = (...kinds: string[]) => roots.flatMap(root => kinds.map(kind => `${root}/**/*.${kind}.test.{ts,tsx}`));

/**
 * Three kinds of test, told apart by file name: values only; a real PostgreSQL; the whole server (and a browser). Files of all kinds take the two
 * processes in turn, so that one works while the other waits. A process reads a module once for all its files: what a module keeps must serve any of them.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    isolate: false,
    projects: [
      {
        extends: true,
        test: { name: "unit", include: glob("unit", "prop"), setupFiles: ["test/harness/same-chance.ts"], testTimeout: 30_000 },
      },
      {
        extends: true,
        test: {
          name: "int",
          include: glob("int"),
          setupFiles: ["test/harness/same-chance.ts"],
          globalSetup: ["test/harness/postgres-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: glob("e2e"),
          globalSetup: ["test/harness/postgres-setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
