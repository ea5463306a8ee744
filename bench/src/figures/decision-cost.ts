import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { evaluate } from "@amends/domain/evaluation/evaluate";
import { serviceOptions } from "@amends/domain/evaluation/service-options";
import type { CaseFacts } from "@amends/domain/intake/case-facts";
import { type CompiledPack, loadPack } from "@amends/domain/policy/pack";
import { readPack } from "@amends/packs/read-pack";
import { fromJson, type Json } from "@amends/postgres/json-minor";
import { atMost, type Figure, percentile, rounded } from "../figure.ts";
import { POLICY_FOLDER } from "../prepare-filings.ts";

const ON_RECORD = join(import.meta.dirname, "../../../test/fixtures/decisions");
const LINES = 20;

/** What a decision and the options of a large order cost, in this process and without a database. The facts are those of the decisions on record. */
export const decisionCost = async (decisions: number): Promise<readonly Figure[]> => {
  const pack = basePack();
  const facts = factsOnRecord();
  const [first] = facts;
  if (first === undefined) throw new Error(`there are no decisions in ${ON_RECORD}`);
  let next = 0;
  const decided = timed(decisions, () => {
    const one = facts[next % facts.length] ?? first;
    next += 1;
    return evaluate(one, pack).trace.length;
  });
  const { request: _request, ...known } = withLines(first, LINES);
  const shown = timed(Math.ceil(decisions / 200), () => serviceOptions(known, pack).length);
  return [
    { name: "decision_p99_us", value: decided.p99Us, unit: "µs", target: atMost(50), beside: besides(decided) },
    { name: "options_p99_ms", value: shown.p99Us / 1000, unit: "ms", target: atMost(5), beside: besides(shown) },
  ];
};

const basePack = (): CompiledPack => {
  const read = readPack(POLICY_FOLDER);
  if (read.kind === "unreadable") throw new Error(JSON.stringify(read.problems));
  const loaded = loadPack(read.source, [], text => createHash("sha256").update(text).digest("hex"));
  if (loaded.kind === "refused") throw new Error(JSON.stringify(loaded.problems));
  return loaded.value;
};

const factsOnRecord = (): readonly CaseFacts[] =>
  readdirSync(ON_RECORD).map(name => {
    const { facts } = JSON.parse(readFileSync(join(ON_RECORD, name), "utf8")) as { readonly facts: Json };
    return fromJson<CaseFacts>(facts);
  });

const withLines = (facts: CaseFacts, count: number): CaseFacts => {
  const [line] = facts.order.lines;
  if (line === undefined) throw new Error("broken invariant: an order has lines");
  const lines = Array.from({ length: count }, (_, index) => ({ ...line, lineNo: index + 1 }));
  const shipments = facts.order.shipments.map(shipment => ({
    ...shipment,
    lines: lines.map(({ lineNo, quantity }) => ({ lineNo, quantity })),
  }));
  const paidMinor = line.paidMinor * BigInt(count);
  const tenders = facts.order.tenders.slice(0, 1).map(tender => ({ ...tender, paidMinor }));
  return { ...facts, order: { ...facts.order, lines, shipments, tenders } };
};

type Timed = { readonly p50Us: number; readonly p99Us: number; readonly meanCpuUs: number; readonly interrupted: number };

/**
 * Times each call by itself. A call during which the processor was taken away from us says how busy the machine is and nothing about the call, so it is
 * left out and counted; a collection of garbage is the call's own doing and stays in.
 */
const timed = (calls: number, call: () => number): Timed => {
  for (let done = 0; done < calls / 4; done += 1) call();
  const samplesUs: number[] = [];
  let interrupted = 0;
  let switches = process.resourceUsage().involuntaryContextSwitches;
  const cpuBefore = process.threadCpuUsage();
  for (let done = 0; done < calls; done += 1) {
    const startedAt = process.hrtime.bigint();
    call();
    const tookUs = Number(process.hrtime.bigint() - startedAt) / 1000;
    const now = process.resourceUsage().involuntaryContextSwitches;
    if (now === switches) samplesUs.push(tookUs);
    else interrupted += 1;
    switches = now;
  }
  const cpu = process.threadCpuUsage(cpuBefore);
  const meanCpuUs = (cpu.user + cpu.system) / calls;
  return { p50Us: percentile(samplesUs, 0.5), p99Us: percentile(samplesUs, 0.99), meanCpuUs, interrupted };
};

const besides = ({ p50Us, meanCpuUs, interrupted }: Timed) => ({
  p50_us: rounded(p50Us),
  mean_cpu_us_with_timing: rounded(meanCpuUs),
  left_out: interrupted,
});
