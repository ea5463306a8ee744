import type { showDecision } from "@amends/contract/routes/case/show-decision";
import type { supposeDecision } from "@amends/contract/routes/case/what-if";
import type { askedTable, decisionInputs } from "@amends/contract/views/decision-view";
import type { CaseFacts, EvidenceKind } from "@amends/domain/intake/case-facts";
import { formatDecimal, isDecimal } from "@amends/domain/kernel/decimal";
import type { Currency } from "@amends/domain/kernel/money";
import type { SeenCell } from "@amends/domain/policy/matched-cells";
import type { CompiledPack } from "@amends/domain/policy/pack";
import { ruleWords } from "@amends/domain/policy/rule-words";
import { isList, isRecord, type PolicyValue } from "@amends/domain/policy/value";
import type { Benefit } from "@amends/domain/remedy/benefit";
import type { SumDue } from "@amends/domain/remedy/sums-due";
import type { AskedTable } from "@amends/flows/asked-tables";
import type { ShownDecision } from "@amends/flows/show-decision";
import type { Supposed } from "@amends/flows/suppose-facts";
import type { z } from "zod";
import { explanationOf } from "./case-view.ts";

type View = z.output<(typeof showDecision)["answers"][200]>;

export const decisionOf = ({ state, decision, facts, replay }: ShownDecision): View => {
  const { outcome, severity, serviceType, refundOnlyKind, packId, packHash, engine, floors, compensation, trace } = decision;
  return {
    caseId: state.caseId,
    outcome,
    severity,
    serviceType,
    refundOnlyKind,
    packId,
    packHash,
    engine,
    floors: [...floors],
    sums: compensation.map(sum => sumOf(sum, facts.order.currency)),
    trace: trace.map(explanationOf),
    inputs: inputsOf(facts),
    replay:
      replay.kind === "other_engine" ? replay : { kind: replay.kind, isSame: replay.isSame, ...saidTables(replay.tables, replay.pack) },
  };
};

export const sumOf = (
  { head, standing, amountMinor, capMinor, bearer, ruleId, inKind }: SumDue,
  currency: Currency,
): View["sums"][number] => ({
  head,
  standing,
  sum: { amountMinor, currency },
  cap: capMinor === null ? null : { amountMinor: capMinor, currency },
  bearer,
  ruleId,
  inKind: inKind === undefined ? null : benefitOf(inKind, currency),
});

const benefitOf = ({ worthMinor, ...what }: Benefit, currency: Currency) => ({ ...what, worth: { amountMinor: worthMinor, currency } });

export const supposedOf = ({
  decision,
  currency,
  tables,
  pack,
}: Extract<Supposed, { kind: "decided" }>): z.output<(typeof supposeDecision)["answers"][200]> => ({
  outcome: decision.outcome,
  severity: decision.severity,
  refund: { amountMinor: decision.remedy.refundMinor, currency },
  collect: { amountMinor: decision.remedy.collectMinor, currency },
  trace: decision.trace.map(explanationOf),
  ...saidTables(tables, pack),
});

/** Lines of one filing mostly agree; where they do not, the first speaks for them. */
const inputsOf = ({ at, customer, seller, request }: CaseFacts): z.output<typeof decisionInputs> => {
  const [first] = request.lines;
  const count = (kind: EvidenceKind): number => request.evidence.filter(item => item.kind === kind).length;
  return {
    at,
    serviceType: request.serviceType,
    refundOnlyKind: request.refundOnlyKind,
    reason: request.reason,
    condition: first?.condition ?? "unknown",
    goodsReceived: first?.goodsReceived ?? false,
    damageBasisPoints: first?.damageBasisPoints ?? null,
    photos: count("photo"),
    videos: count("video"),
    documents: count("document"),
    buyerTier: customer.tier,
    sellerIsTrader: seller.isTrader,
    hasRiskSignals: customer.riskSignals.length > 0,
  };
};

/** What a person may suppose otherwise by choosing from a list. */
const CHOSEN = ["types", "request.reason"];

const saidTables = (asked: readonly AskedTable[], pack: CompiledPack) => {
  const tables = asked.map(tableOf);
  const cells = tables
    .flatMap(({ rows }) => rows.flatMap(({ failed, matched }) => [...failed, ...matched]))
    .flatMap(({ field, cell, actual }) => [
      { field, cell },
      { field, cell: actual },
    ]);
  return { tables, words: ruleWords(pack, cells, CHOSEN) };
};

const tableOf = ({ table, lineNo, rows }: AskedTable): z.output<typeof askedTable> => ({ table, lineNo, rows: rows.map(rowOf) });

const rowOf = ({ rowId, isHit, meta: { status, zh, en, source, law }, failed, matched }: AskedTable["rows"][number]) => ({
  rowId,
  isHit,
  status,
  zh,
  en,
  source: law === null ? source : `${law} (${source})`,
  failed: failed.map(cellSeen),
  matched: matched.map(cellSeen),
});

const cellSeen = ({ column, field, cell, actual }: SeenCell) => ({ column, field, cell, actual: written(actual) });

/** As an author of tables would write it. */
const written = (value: PolicyValue): string => {
  if (isList(value)) return `[${value.map(written).join(", ")}]`;
  if (isDecimal(value)) return formatDecimal(value);
  if (isRecord(value)) return `{${Object.keys(value).join(", ")}}`;
  return typeof value === "string" ? `'${value}'` : String(value);
};
