import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { importCommand } from "@amends/cli/import";
import type { ImportProgress } from "@amends/flows/import-ports";
import { importInWorker } from "@amends/server/import/import-in-worker";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createImportWorld, type ImportWorld, MASTER_KEY } from "./import-world.ts";
import { customer, order, seller, sku } from "./native-records.ts";

let world: ImportWorld;
let folder: string;
beforeEach(async () => {
  world = await createImportWorld();
  folder = await mkdtemp(join(tmpdir(), "amends-import-"));
});
afterEach(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

const ORDERS = 500;
const file = (): string =>
  [seller(), customer(), sku(), ...Array.from({ length: ORDERS }, (_, index) => order({ externalOrderNo: `no-${index}` }))]
    .map(record => `${JSON.stringify(record)}\n`)
    .join("");

const request = () => ({ writerUrl: world.database.writerUrl, masterKey: MASTER_KEY, operation: world.operation });
const orderCount = async () => (await world.pool.query("select count(*)::int as orders from orders")).rows[0].orders;

describe("an import on a thread of its own", () => {
  test("reads a stream that is handed over, tells how far it is, and lets other work go on", async () => {
    const seen: ImportProgress[] = [];
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 1);
    const source = { kind: "native_stream", stream: Readable.from([Buffer.from(file())]) } as const;
    const result = await importInWorker({ ...request(), source }, { onProgress: progress => seen.push(progress) });
    clearInterval(ticking);
    expect(result).toMatchObject({ lines: ORDERS + 3, accepted: ORDERS + 3, refused: 0 });
    expect(seen.at(-1)).toMatchObject({ lines: ORDERS + 3, accepted: ORDERS + 3 });
    expect(seen.length).toBeGreaterThan(1);
    expect(ticks).toBeGreaterThan(0);
  });

  test("fails with the source, keeps what was committed, and takes up where it ended", async () => {
    const half = file()
      .split("\n")
      .slice(0, ORDERS / 2)
      .join("\n");
    const broken = async function* () {
      yield Buffer.from(`${half}\n`);
      throw new Error("the caller hung up");
    };
    const source = { kind: "native_stream", stream: Readable.from(broken()) } as const;
    await expect(importInWorker({ ...request(), source })).rejects.toThrow();
    const kept = await orderCount();
    expect(kept).toBeGreaterThan(0);
    const path = join(folder, "orders.ndjson");
    await writeFile(path, file());
    const result = await importInWorker({ ...request(), source: { kind: "native_file", path } });
    expect(result).toMatchObject({ unchanged: kept + 3, accepted: ORDERS - kept, refused: 0 });
  });

  test("ends when it is called off", async () => {
    const calledOff = AbortSignal.timeout(0);
    const endless = async function* () {
      for (;;) yield Buffer.from("{}\n".repeat(100));
    };
    const source = { kind: "native_stream", stream: Readable.from(endless()) } as const;
    await expect(importInWorker({ ...request(), source }, { signal: calledOff })).rejects.toThrow(/abort|timeout/i);
    expect(source.stream.destroyed).toBe(true);
  });

  test("says so when the file or the database is not there", async () => {
    await expect(importInWorker({ ...request(), source: { kind: "native_file", path: join(folder, "none") } })).rejects.toThrow(/ENOENT/);
    const path = join(folder, "orders.ndjson");
    await writeFile(path, file());
    const nowhere = { ...request(), writerUrl: "postgres://nobody@127.0.0.1:1/none" };
    await expect(importInWorker({ ...nowhere, source: { kind: "native_file", path } })).rejects.toThrow(/ECONNREFUSED/);
  });
});

describe("the import command", () => {
  const run = async (...args: readonly string[]) => {
    const out: string[] = [];
    const err: string[] = [];
    const { ownerUrl, writerUrl } = world.database;
    const env = { DATABASE_URL: ownerUrl, DATABASE_WRITER_URL: writerUrl };
    const surroundings = { env, out: (line: string) => void out.push(line), err: (line: string) => void err.push(line), rewrite: null };
    const code = await importCommand.run(["--data", folder, ...args], surroundings);
    return { code, out: out.join("\n"), err: err.join("\n") };
  };

  test("takes a file in and prints the counts", async () => {
    const path = join(folder, "orders.ndjson");
    await writeFile(path, `${file()}{"kind":"order"}\n`);
    const { code, out, err } = await run("--operation", "shop", path);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ accepted: ORDERS + 3, refused: 1 });
    expect(err).toMatch(new RegExp(`第 ${ORDERS + 4} 行: malformed: 有 \\d+ 处不合要求，第一处：`));
    expect(await orderCount()).toBe(ORDERS);
  });

  test.each([
    [["x.ndjson"], "missing_option", "--operation is missing"],
    [["--operation", "none", "package.json"], "unknown_operation", "No operation has the code none"],
    [["--operation", "shop", "--format", "xlsx", "x"], "bad_option", "--format is xlsx"],
    [["--operation", "shop", "--format", "csv", "x"], "missing_option", "--mapping is missing"],
    [["--operation", "shop", "--format", "csv", "--mapping", "none.json", "x"], "mapping_not_readable", "none.json"],
    [["--operation", "shop", "--format", "csv", "--mapping", "package.json", "x"], "mapping_refused", "order: "],
    [["--operation", "shop", "--format", "csv", "--mapping", "README.md", "x"], "mapping_not_json", "README.md"],
    [["--operation", "shop", "--format", "tau-retail", "x"], "bad_option", "--signed-at"],
    [["--operation", "shop", "--wrong", "x"], "bad_option", "--wrong"],
  ])("does not start when called with %j", async (args, code, message) => {
    await expect(run(...args)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });
});
