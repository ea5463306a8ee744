import { canonicalBytes } from "@amends/domain/kernel/canonical-json";
import type { Instant } from "@amends/domain/kernel/time";
import { type CivilDay, spanOf } from "@amends/domain/reconciliation/civil-day";
import type { GatewayLine } from "@amends/domain/reconciliation/gateway-line";
import type { OutcomeSums } from "@amends/domain/reconciliation/open-item";
import type { StatementFormat } from "@amends/domain/reconciliation/reconciliation-rules";
import type { AlarmStore } from "../recourse-ports.ts";
import { type MatchedOperation, type ReconcilePorts, reconcileDay } from "./reconcile-day.ts";
import type { GatewayDay, Hashing, Statement, StatementFault, StatementReader, StatementStore } from "./reconciliation-ports.ts";

export type ImportStatementPorts = ReconcilePorts & {
  readonly statements: StatementStore;
  readonly hashing: Hashing;
  readonly alarms: Pick<AlarmStore, "raise">;
  readonly newStatementId: () => string;
};

export type StatementFile = {
  readonly gateway: string;
  readonly format: StatementFormat;
  readonly day: CivilDay;
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly read: StatementReader;
  readonly by: string;
};

export type StatementImported =
  | { readonly kind: "taken"; readonly statement: Statement; readonly outcomes: OutcomeSums | null }
  /** This very file is in force already; it was matched again. */
  | { readonly kind: "known"; readonly statement: Statement; readonly outcomes: OutcomeSums | null }
  | { readonly kind: "refused"; readonly statementId: string; readonly faults: readonly StatementFault[]; readonly faultCount: number }
  | { readonly kind: "no_rules" }
  | { readonly kind: "day_not_over" }
  | { readonly kind: "unknown_gateway"; readonly known: readonly string[] }
  /** The day was signed with another file: nothing was changed, and an alarm was raised. */
  | { readonly kind: "day_closed" };

const BATCH = 1000;
/** What is told of a file that is broken from end to end. */
const FAULTS_KEPT = 200;

/**
 * Takes a statement whole or not at all. Lines are written as they are read, a thousand at a time, under a statement that counts for nothing until it is
 * taken; so a file of any length is held in no memory, and a server that dies in between leaves nothing that anybody reads.
 */
export const importStatement = async (
  ports: ImportStatementPorts,
  operation: MatchedOperation,
  file: StatementFile,
  now: Instant,
): Promise<StatementImported> => {
  const { statements } = ports;
  const rules = operation.rules[file.format];
  if (rules === null) return { kind: "no_rules" };
  const known = ports.gatewaysOf(operation.code);
  if (!known.includes(file.gateway)) return { kind: "unknown_gateway", known };
  const span = spanOf(file.day, rules.zoneMinutes);
  if (span.until > now) return { kind: "day_not_over" };
  const day: GatewayDay = { operationId: operation.operationId, gateway: file.gateway, day: file.day };
  const statementId = ports.newStatementId();
  const key = { operationId: operation.operationId, statementId };
  await statements.begin({ ...day, statementId, format: file.format, importedAt: now, importedBy: file.by });
  try {
    const read = await readAll(ports, key, file, { ...span, currency: operation.currency });
    if (read.faultCount > 0) {
      await statements.refuse(key, read.faults, read.faultCount, read.end.fileHash);
      return { kind: "refused", statementId, faults: read.faults, faultCount: read.faultCount };
    }
    const before = await statements.inForce(day);
    if (before !== null && before.fileHash === read.end.fileHash && before.format === file.format) {
      await statements.forget(key);
      return { kind: "known", ...(await matched(ports, operation, day, before, now)) };
    }
    if ((await statements.take(day, statementId, read.end)) === "closed") {
      await statements.forget(key);
      const detail = `${file.gateway} ${file.day}: another statement than the one the day was closed with`;
      await ports.alarms.raise({
        operationId: day.operationId,
        kind: "statement_differs",
        targetId: `${file.gateway}/${file.day}`,
        detail,
        raisedAt: now,
      });
      return { kind: "day_closed" };
    }
  } catch (fault) {
    await statements.forget(key);
    throw fault;
  }
  const taken = await statements.inForce(day);
  if (taken === null) throw new Error(`broken invariant: ${statementId} was taken and is in force`);
  return { kind: "taken", ...(await matched(ports, operation, day, taken, now)) };
};

const matched = async (ports: ImportStatementPorts, operation: MatchedOperation, day: GatewayDay, statement: Statement, now: Instant) => {
  const done = await reconcileDay(ports, operation, day, now);
  return { statement, outcomes: done.kind === "matched" ? done.outcomes : statement.outcomes };
};

type ReadFile = {
  readonly end: {
    readonly fileHash: string;
    readonly linesHash: string;
    readonly lineCount: number;
    readonly amountMinor: bigint;
    readonly feeMinor: bigint;
  };
  readonly faults: readonly StatementFault[];
  readonly faultCount: number;
};

const readAll = async (
  { statements, hashing }: ImportStatementPorts,
  key: { readonly operationId: MatchedOperation["operationId"]; readonly statementId: string },
  { chunks, read, gateway, format, day }: StatementFile,
  ask: Omit<Parameters<StatementReader>[1], "gateway" | "format" | "day">,
): Promise<ReadFile> => {
  const fileHash = hashing.start();
  const linesHash = hashing.start();
  const faults: StatementFault[] = [];
  let batch: GatewayLine[] = [];
  let [lineCount, faultCount, amountMinor, feeMinor] = [0, 0, 0n, 0n];
  const source = hashed(chunks, fileHash);
  for await (const item of read(source, { ...ask, gateway, format, day })) {
    if (item.kind === "fault") {
      faultCount += 1;
      if (faults.length < FAULTS_KEPT) faults.push(item.fault);
      continue;
    }
    // Of a file that is refused nothing is kept, but all that is wrong with it is told.
    if (faultCount > 0) continue;
    const { line } = item;
    linesHash.update(lineBytes(line));
    lineCount += 1;
    amountMinor += line.amountMinor;
    feeMinor += line.feeMinor;
    batch.push(line);
    if (batch.length === BATCH) {
      await statements.addLines(key, batch);
      batch = [];
    }
  }
  // What stands after the totals is no line and still part of the file.
  for await (const _rest of source);
  if (faultCount === 0 && batch.length > 0) await statements.addLines(key, batch);
  return { end: { fileHash: fileHash.end(), linesHash: linesHash.end(), lineCount, amountMinor, feeMinor }, faults, faultCount };
};

/** What a line's hash is taken over: nothing of it can be changed afterwards without being seen. */
export const lineBytes = (line: GatewayLine): Uint8Array => canonicalBytes(line);

/** One pass over the bytes, whoever reads them; what is asked for after the end is the end again. */
const hashed = (chunks: AsyncIterable<Uint8Array>, hash: { update(bytes: Uint8Array): void }): AsyncIterable<Uint8Array> => {
  const source = chunks[Symbol.asyncIterator]();
  const rest: AsyncIterator<Uint8Array> = {
    next: async () => {
      const next = await source.next();
      if (next.done !== true) hash.update(next.value);
      return next;
    },
    // A reader that stops early leaves the rest to be hashed.
    return: async () => ({ done: true, value: undefined }),
  };
  return { [Symbol.asyncIterator]: () => rest };
};
