import { defineConfig } from "vitest/config";

const roots = ["domain", "flows", "contract", "adapters", "apps", "sdk", "web", "test", "policies", "bench"];
const glob = (...kinds: string[]) => roots.flatMap(root => kinds.map(kind => `${root}/**/*.${kind}.test.{ts,tsx}`));

/** Three kinds of test, told apart by file name: values only; a real PostgreSQL; the whole server (and a browser). */
export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: glob("unit", "prop"), setupFiles: ["test/harness/same-chance.ts"], testTimeout: 30_000 } },
      {
        test: {
          name: "int",
          include: glob("int"),
          setupFiles: ["test/harness/same-chance.ts"],
          globalSetup: ["test/harness/postgres-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: true,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "e2e",
          include: glob("e2e"),
          globalSetup: ["test/harness/postgres-setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          maxWorkers: 1,
        },
      },
    ],
  },
});
