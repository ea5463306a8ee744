import { readdirSync, readFileSync } from "node:fs";

/** How much the processors were used, by whom, between two looks. Clock ticks are 10 ms on every Linux we run on. */
export type CpuUse = { readonly serverMs: number; readonly clientMs: number; readonly postgresMs: number; readonly foreignShare: number };

export type CpuLook = {
  readonly at: number;
  readonly server: number;
  readonly client: number;
  readonly postgres: number;
  readonly busy: number;
  readonly total: number;
};

const TICK_MS = 10;

export const lookAtCpu = (serverPid: number, postmasterPid: number): CpuLook => ({
  at: performance.now(),
  server: ownTicks(serverPid),
  client: ownTicks(process.pid),
  postgres: treeTicks(postmasterPid),
  ...machineTicks(),
});

export const cpuBetween = (before: CpuLook, after: CpuLook): CpuUse => {
  const server = after.server - before.server;
  const client = after.client - before.client;
  const postgres = after.postgres - before.postgres;
  const foreign = after.busy - before.busy - server - client - postgres;
  return {
    serverMs: server * TICK_MS,
    clientMs: client * TICK_MS,
    postgresMs: postgres * TICK_MS,
    foreignShare: Math.max(0, foreign) / Math.max(1, after.total - before.total),
  };
};

/** The fields after the command, which stands in parentheses and may hold spaces: state is the first of them. */
const statOf = (pid: number): readonly string[] | null => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
};

const [PARENT, USER, SYSTEM, DEAD_USER, DEAD_SYSTEM] = [1, 11, 12, 13, 14];
const sumOf = (stat: readonly string[], fields: readonly number[]): number =>
  fields.reduce((sum, field) => sum + Number(stat[field] ?? 0), 0);

const ownTicks = (pid: number): number => sumOf(statOf(pid) ?? [], [USER, SYSTEM]);

/** The postmaster, its children that live, and those that ended. */
const treeTicks = (pid: number): number => {
  let ticks = sumOf(statOf(pid) ?? [], [USER, SYSTEM, DEAD_USER, DEAD_SYSTEM]);
  for (const name of readdirSync("/proc")) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : null;
    if (stat !== null && Number(stat[PARENT]) === pid) ticks += sumOf(stat, [USER, SYSTEM]);
  }
  return ticks;
};

const machineTicks = (): { readonly busy: number; readonly total: number } => {
  const [line = ""] = readFileSync("/proc/stat", "utf8").split("\n");
  const [user = 0, nice = 0, system = 0, idle = 0, waiting = 0, hard = 0, soft = 0, stolen = 0] = line
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  const busy = user + nice + system + hard + soft + stolen;
  return { busy, total: busy + idle + waiting };
};

export const residentMb = (pid: number): number => {
  const [, kb = "0"] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kb) / 1024;
};
