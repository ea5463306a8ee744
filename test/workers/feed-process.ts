import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { get } from "node:http";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { World } from "./case-world.ts";

export type FeedServer = {
  readonly url: string;
  /** Resolves when all writers have written all they were to write; rejects when the server is gone. */
  readonly write: (writers: number, each: number) => Promise<void>;
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const MAIN = fileURLToPath(new URL("feed-server.ts", import.meta.url));

export const startFeedServer = async (writerUrl: string, world: World, aheadMs = 0): Promise<FeedServer> => {
  const child = spawn(process.execPath, [MAIN, writerUrl, JSON.stringify(world), String(aheadMs)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { port } = JSON.parse(await firstLine(child)) as { readonly port: number };
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    write: async (writers, each) => {
      const response = await fetch(`${url}/write?writers=${writers}&each=${each}`, { method: "POST" });
      if (!response.ok) throw new Error(await response.text());
    },
    kill: () => end(child, "SIGKILL"),
    stop: () => end(child, "SIGTERM"),
  };
};

const firstLine = async (child: ChildProcess): Promise<string> => {
  if (child.stdout === null) throw new Error("the server has a pipe for its output");
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error(`the server ended before it listened (exit code ${child.exitCode})`);
};

const end = async (child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill(signal);
  await exited;
};

export type SeenEntry = { readonly feedSeq: number; readonly caseId: string; readonly seq: number; readonly type: string };
export type FeedClient = {
  /** What arrived, in the order it arrived. */
  readonly entries: readonly SeenEntry[];
  readonly ready: Promise<void>;
  readonly close: () => void;
};

/** A client of server-sent events that keeps what it hears. */
export const followFeed = (url: string, lastEventId?: number): FeedClient => {
  const entries: SeenEntry[] = [];
  let becameReady: () => void = () => undefined;
  const ready = new Promise<void>(resolve => {
    becameReady = resolve;
  });
  let rest = "";
  const request = get(`${url}/feed`, { headers: lastEventId === undefined ? {} : { "last-event-id": String(lastEventId) } }, response => {
    response.setEncoding("utf8").on("data", (chunk: string) => {
      const blocks = (rest + chunk).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (/^event: ready$/m.test(block)) becameReady();
        else if (data !== undefined && !/^event: /m.test(block)) entries.push(JSON.parse(data) as SeenEntry);
      }
    });
    response.on("error", () => undefined);
  });
  request.on("error", () => undefined);
  return { entries, ready, close: () => request.destroy() };
};
