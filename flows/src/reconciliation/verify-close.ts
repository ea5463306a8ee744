import type { OperationId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import { utf8Bytes } from "@amends/domain/kernel/utf8";
import { type CivilDay, spanOf } from "@amends/domain/reconciliation/civil-day";
import { closeFaults } from "@amends/domain/reconciliation/daily-close";
import type { AlarmStore } from "../recourse-ports.ts";
import { type CloseDayPorts, count } from "./close-day.ts";
import { lineBytes } from "./import-statement.ts";
import { readClose } from "./read-close.ts";
import type { Hashing, StatementStore, StoredClose } from "./reconciliation-ports.ts";

export const CLOSE_FAULTS = ["signature", "chain", "sums", "ledger", "statement"] as const;
export type CloseFault = (typeof CLOSE_FAULTS)[number];

export type VerifyClosePorts = Pick<CloseDayPorts, "closes" | "hashing" | "signer"> & {
  readonly statements: Pick<StatementStore, "inForce" | "lines">;
  readonly alarms: Pick<AlarmStore, "raise">;
};

/**
 * Believes nothing of a close but its signature: the chain to the day before, its sums, every posting counted in it and every line of its statements are
 * gone over again. What differs is an alarm. Null where the day was not closed.
 */
export const verifyClose = async (
  ports: VerifyClosePorts,
  operationId: OperationId,
  day: CivilDay,
  at: Instant,
): Promise<readonly CloseFault[] | null> => {
  const close = await ports.closes.find({ operationId, day });
  if (close === null) return null;
  const before = await closeBefore(ports, close);
  const found: CloseFault[] = [];
  if (!ports.signer.verify(utf8Bytes(close.summary), close.signature)) found.push("signature");
  if (hashOf(ports.hashing, utf8Bytes(close.summary)) !== close.closeHash || (before?.closeHash ?? null) !== close.previousHash)
    found.push("chain");
  const summary = readClose(close);
  if (closeFaults(summary).length > 0) found.push("sums");
  const span = spanOf(day, summary.zoneMinutes);
  const counted = await count(
    ports,
    { operationId, ...span, lastEntryNo: close.lastEntryNo, previousEntryNo: before?.lastEntryNo ?? null },
    before,
  );
  if (counted.headHash !== summary.ledger.headHash) found.push("ledger");
  for (const { gateway, statementHash, linesHash } of summary.gateways) {
    const statement = await ports.statements.inForce({ operationId, gateway, day });
    const isSame =
      statement !== null &&
      statement.fileHash === statementHash &&
      (await hashOfLines(ports, operationId, statement.statementId)) === linesHash;
    if (!isSame && !found.includes("statement")) found.push("statement");
  }
  if (found.length > 0) {
    const detail = `the close of ${day} differs: ${found.join(", ")}`;
    await ports.alarms.raise({ operationId, kind: "close_differs", targetId: day, detail, raisedAt: at });
  }
  return found;
};

const closeBefore = async ({ closes }: VerifyClosePorts, { operationId, previousHash }: StoredClose): Promise<StoredClose | null> =>
  previousHash === null ? null : closes.findByHash(operationId, previousHash);

const hashOf = (hashing: Hashing, bytes: Uint8Array): string => {
  const hash = hashing.start();
  hash.update(bytes);
  return hash.end();
};

const hashOfLines = async ({ statements, hashing }: VerifyClosePorts, operationId: OperationId, statementId: string): Promise<string> => {
  const hash = hashing.start();
  for await (const page of statements.lines({ operationId, statementId })) for (const line of page) hash.update(lineBytes(line));
  return hash.end();
};
