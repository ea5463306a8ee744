import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { CASE_PHASES } from "@amends/domain/case/case-state";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));

type Run = { readonly process: ChildProcess; readonly said: () => string; readonly ended: Promise<number | null> };
const running: Run[] = [];

const amends = (...args: readonly string[]): Run => {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const pieces: Buffer[] = [];
  child.stdout.on("data", piece => pieces.push(piece));
  child.stderr.on("data", piece => pieces.push(piece));
  const run = {
    process: child,
    said: () => Buffer.concat(pieces).toString("utf8"),
    ended: once(child, "close").then(([code]) => code as number | null),
  };
  running.push(run);
  return run;
};

const finished = async (...args: readonly string[]): Promise<{ readonly code: number | null; readonly text: string }> => {
  const run = amends(...args);
  const code = await run.ended;
  return { code, text: run.said() };
};

/** The address it printed: only then does it answer. */
const addressOf = async (run: Run): Promise<string> => (await saying(run, /Amends (http:\/\/[^\s（]+)/))[1] ?? "";

const LOOK_MS = 20;

const saying = async (run: Run, words: RegExp): Promise<RegExpExecArray> => {
  for (;;) {
    const found = words.exec(run.said());
    if (found !== null) return found;
    await Promise.race([pause(LOOK_MS), run.ended.then(code => Promise.reject(new Error(`ended with ${code}: ${run.said()}`)))]);
  }
};

const stopped = (run: Run, signal: NodeJS.Signals): Promise<number | null> => {
  run.process.kill(signal);
  return run.ended;
};

/** A demo world is half a minute's work on a machine that does nothing else. */
const LONG_MS = 600_000;

let base = "";
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "amends-cli-"));
});
afterEach(async () => {
  for (const run of running.splice(0)) if (run.process.exitCode === null) await stopped(run, "SIGTERM");
});
afterAll(() => rm(base, { recursive: true, force: true }));

/** What an administrator of a demo shop finds in its lists. */
const casesOf = async (url: string, operationCode: string) => {
  const body = JSON.stringify({ operationCode, email: `admin@${operationCode}.example`, password: "try-amends-today" });
  const entered = await fetch(`${url}/v1/sessions`, { method: "POST", headers: { "content-type": "application/json" }, body });
  const cookie = entered.headers.get("set-cookie")?.split(";")[0] ?? "";
  const phases = new Set<string>();
  const filedDays = new Set<string>();
  for (const phase of CASE_PHASES) {
    const listed = await fetch(`${url}/v1/cases?limit=50&phase=${phase}`, { headers: { cookie } });
    const { items } = (await listed.json()) as { readonly items: readonly { readonly phase: string; readonly filedAt: string }[] };
    for (const one of items) {
      phases.add(one.phase);
      filedDays.add(one.filedAt.slice(0, 10));
    }
  }
  return { phases, filedDays };
};

describe("amends serve", () => {
  test("answers, ends in order on a signal with 0, and serves the same data again", async () => {
    const dataDir = join(base, "plain");
    const key = "installation-key-of-a-test";
    const first = amends("serve", "--port", "0", "--data", dataDir, "--no-demo", "--no-web", "--api-key", key);
    const url = await addressOf(first);
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({
      status: "ready",
      checks: { database: "ok", schema: "ok", "feed relay": "ok", effects: "ok", deadlines: "ok" },
    });
    const body = JSON.stringify({ code: "shop", kind: "brand", name: { zh: "店", en: "Shop" }, currency: "CNY" });
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    expect((await fetch(`${url}/v1/operations`, { method: "POST", headers, body })).status).toBe(201);
    expect(await stopped(first, "SIGINT")).toBe(0);

    const second = amends("serve", "--port", "0", "--data", dataDir, "--no-demo", "--no-web", "--api-key", key);
    const again = await addressOf(second);
    expect((await fetch(`${again}/v1/operations`, { method: "POST", headers, body })).status).toBe(409);
    expect(await stopped(second, "SIGTERM")).toBe(0);
    expect(second.said()).not.toContain("demo");
  });

  test("says in both languages what keeps it from starting, with an exit code for each", async () => {
    const dataDir = join(base, "held");
    const holder = amends("serve", "--port", "0", "--data", dataDir, "--no-demo", "--no-web");
    const { port } = new URL(await addressOf(holder));
    const inUse = await finished("serve", "--port", "0", "--data", dataDir);
    expect(inUse.code).toBe(4);
    expect(inUse.text).toMatch(/data_in_use: 数据目录正被/);
    const portTaken = await finished("serve", "--port", port, "--data", join(base, "other"), "--no-demo", "--no-web");
    expect(portTaken.code).toBe(3);
    expect(portTaken.text).toMatch(/port_in_use: 端口已被占用/);
    const foreign = join(base, "foreign");
    await mkdir(foreign);
    await writeFile(join(foreign, "PG_VERSION"), "18\n");
    expect((await finished("serve", "--data", foreign)).code).toBe(8);
    expect((await finished("serve", "--database-url", "postgres://nobody@127.0.0.1:1/x")).code).toBe(14);
    expect((await finished("serve", "--port", "many")).code).toBe(2);
    expect((await finished("conjure")).code).toBe(2);
  });

  test.runIf(process.platform === "linux")("ends where no data folder can be made, whoever keeps the database", async () => {
    for (const where of [[], ["--database-url", "postgres://nobody@127.0.0.1:1/x"]]) {
      const refused = await finished("serve", "--port", "0", "--data", "/proc/amends/data", ...where);
      expect(refused.code, refused.text).toBe(9);
      expect(refused.text).toMatch(/data_folder_not_accessible: 没有权限[\s\S]*\/proc\/amends\/data cannot be used/);
    }
  });

  test(
    "fills a new folder with the demo world, once, though the first start was broken off, and a backup of it fills another",
    async () => {
      const dataDir = join(base, "demo");
      const broken = amends("serve", "--port", "0", "--data", dataDir, "--no-web");
      await saying(broken, /正在生成演示数据/);
      expect(await stopped(broken, "SIGTERM"), broken.said()).toBe(0);
      expect(broken.said()).toMatch(/SIGTERM: 正在停止/);
      expect(broken.said()).not.toMatch(/续安 Amends http|张售后单/);
      const first = amends("serve", "--port", "0", "--data", dataDir, "--no-web");
      const url = await addressOf(first);
      const token = /#token=(\S+)/.exec(first.said())?.[1];
      const me = await fetch(`${url}/v1/me`, { headers: { authorization: `Bearer ${token}` } });
      expect(await me.json()).toMatchObject({ identity: { role: "buyer" } });
      expect(first.said()).toMatch(/\d+ 张售后单/);
      const { phases, filedDays } = await casesOf(url, "wanjia");
      expect(phases.size, [...phases].join()).toBeGreaterThan(3);
      expect(filedDays.size, "cases are of many ages").toBeGreaterThan(5);
      const file = join(base, "demo.backup");
      expect(await finished("backup", file, "--data", dataDir)).toMatchObject({ code: 0 });
      expect((await finished("backup", file, "--data", dataDir)).code).toBe(18);
      expect(await stopped(first, "SIGTERM")).toBe(0);

      const restored = await finished("restore", file, "--data", join(base, "restored"));
      expect(restored).toMatchObject({ code: 0 });
      const links = await finished("demo-links", "--data", dataDir);
      expect(links.text.match(/#token=/g)).toHaveLength(4);
      const gone = ["erase", "--operation", "linli", "--customer", "linli-buyer-001", "--reason", "asked by the buyer", "--data", dataDir];
      expect((await finished(...gone)).code).toBe(2);
      expect(await finished(...gone, "--yes")).toMatchObject({ code: 0, text: expect.stringContaining("linli-buyer-001: erased") });

      const second = amends("serve", "--port", "0", "--data", dataDir, "--no-web");
      await addressOf(second);
      expect(second.said()).not.toContain("正在生成演示数据");
      expect(second.said()).toContain("try-amends-today");
    },
    LONG_MS,
  );
});

test("every command explains itself", async () => {
  for (const name of ["serve", "import", "backup", "restore", "erase", "pack", "demo-links"]) {
    const { code, text } = await finished(name, "--help");
    expect(code).toBe(0);
    expect(text).toContain(`amends ${name}`);
  }
});

test("a pack is checked without a server, and each fault is named with its place", async () => {
  const sound = await finished("pack", "check", fileURLToPath(new URL("../../../policies/base", import.meta.url)));
  expect(sound).toMatchObject({ code: 0, text: expect.stringContaining("tables") });
  const faulty = await finished("pack", "check", join(base, "nothing"));
  expect(faulty.code).toBe(16);
  expect(faulty.text).toContain("manifest.json");
});
