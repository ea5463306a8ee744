import { existsSync } from "node:fs";
import { join } from "node:path";
import { addMs, DAY_MS } from "@amends/domain/kernel/time";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { INSTALLATION_KEY, packFilesOf, startWholeServer, type WholeServer } from "../../harness/whole-server.ts";
import { playFile } from "./run-suite.ts";
import { type Negative, readNegatives, readTasks, type Task } from "./task.ts";
import { readWorld, type World } from "./world.ts";

const DATA = join(import.meta.dirname, "../../../../shared/data/tau-retail");
const expected = (name: string): string => join(DATA, "expected", `${name}.jsonl`);
const isThere = existsSync(DATA);

/** Every sixth of the large set; `npm run suite:tau` plays all of it. */
const SAMPLE = 6;

describe.skipIf(!isThere)("a shop of another country, by its own pack of data and the public API (skipped without ../shared/data)", () => {
  let whole: WholeServer;
  let world: World;
  beforeAll(async () => {
    whole = await startWholeServer(packFilesOf("base", "tau-retail"));
    world = await readWorld(DATA, addMs(whole.now(), -3 * DAY_MS));
  });
  afterAll(() => whole?.close());

  const failuresOf = async (entries: readonly (Task | Negative)[]): Promise<readonly string[]> => {
    const played = await playFile({ baseUrl: whole.base, installationKey: INSTALLATION_KEY }, world, entries);
    expect(played).toHaveLength(entries.length);
    return played.flatMap(({ id, failures }) => failures.map(failure => `${id}: ${failure}`));
  };

  test("every action of twenty conversations is answered as its shop answers it, and leaves the shop as it should", async () => {
    expect(await failuresOf(readTasks(expected("tau1-dev")))).toEqual([]);
  });

  test("a sample of the larger set likewise", async () => {
    expect(await failuresOf(readTasks(expected("tau2-base")).filter((_, index) => index % SAMPLE === 0))).toEqual([]);
  });

  test("what the shop forbids is refused, and nothing has changed", async () => {
    expect(await failuresOf(readNegatives(expected("negative")))).toEqual([]);
  });
});
