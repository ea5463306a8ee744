import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startChild } from "../child.ts";
import { atMost, type Figure, median, rounded } from "../figure.ts";
import { residentMb } from "../machine.ts";

const STARTS = 5;
const IDLE_MS = 5000;

/** From the start of the process, on a folder that exists, to the first answer that it is ready: PostgreSQL, migrations, policy and all. */
export const startCost = async (): Promise<readonly Figure[]> => {
  const dataDir = await mkdtemp(join(tmpdir(), "amends-bench-start-"));
  try {
    const firstMs = await oneStart(dataDir, 0);
    const readyMs: number[] = [];
    for (let start = 0; start < STARTS; start += 1) readyMs.push((await oneStart(dataDir, 0)).readyMs);
    const { idleMb } = await oneStart(dataDir, IDLE_MS);
    return [
      {
        name: "ready_ms",
        value: median(readyMs),
        unit: "ms",
        target: atMost(1000),
        beside: { best_ms: rounded(Math.min(...readyMs)), on_a_new_folder_ms: rounded(firstMs.readyMs) },
      },
      { name: "idle_rss_mb", value: idleMb, unit: "MB", target: atMost(150) },
    ];
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
};

const oneStart = async (dataDir: string, idleMs: number): Promise<{ readonly readyMs: number; readonly idleMb: number }> => {
  const startedAt = performance.now();
  const server = await startChild("server-process.ts", [JSON.stringify({ dataDir })]);
  const ready = await fetch(`${server.said.base}/readyz`);
  const readyMs = performance.now() - startedAt;
  if (!ready.ok) throw new Error(`the server started and is not ready: ${ready.status}`);
  await sleep(idleMs);
  const idleMb = residentMb(server.pid);
  await server.stop();
  return { readyMs, idleMb };
};
