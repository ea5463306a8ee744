import { type StagePack, wholeOf } from "../intake/stage.ts";
import { SECOND_MS } from "../kernel/time.ts";

/** Whose form a statement has. `csv` is any other table, read by a mapping. */
export const STATEMENT_FORMATS = ["alipay", "wechat_pay", "stripe", "sandbox", "csv"] as const;
export type StatementFormat = (typeof STATEMENT_FORMATS)[number];

export type ReconciliationRules = {
  /** What the gateway's day is counted in, against UTC. */
  readonly zoneMinutes: number;
  /** So close to the end of its day a movement may stand in the statement of the next. */
  readonly carryMs: number;
  /** So far apart two movements of one amount and order may lie to be suggested as one. */
  readonly suggestMs: number;
  /** From this sum on a second person confirms what one has decided. */
  readonly secondPersonFromMinor: bigint;
  /** The same for two halves a person found and nothing suggested. */
  readonly handLinkSecondPersonFromMinor: bigint;
  readonly ruleId: string;
};

/** Binds the pack's table `reconciliation`; null for a pack that has none. */
export const reconciliationRules = ({ tables }: StagePack, format: StatementFormat): ReconciliationRules | null => {
  const hit = tables.get("reconciliation")?.evaluate({ statement: { format } });
  if (hit === null || hit === undefined) return null;
  return {
    zoneMinutes: wholeOf(hit, "zoneMinutes"),
    carryMs: wholeOf(hit, "carrySeconds") * SECOND_MS,
    suggestMs: wholeOf(hit, "suggestSeconds") * SECOND_MS,
    secondPersonFromMinor: BigInt(wholeOf(hit, "secondPersonFromMinor")),
    handLinkSecondPersonFromMinor: BigInt(wholeOf(hit, "handLinkSecondPersonFromMinor")),
    ruleId: hit.rowId,
  };
};
