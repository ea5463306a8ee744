import { type CaseLine, type CaseState, phaseOf, promisedStep } from "@amends/domain/case/case-state";
import type { Step } from "@amends/domain/case/step";
import { canonicalText } from "@amends/domain/kernel/canonical-json";
import type { CaseWrite, PostingRow, SealedEvent } from "@amends/flows/case-ports";
import type { NewText } from "@amends/flows/personal-data-ports";
import { fromJson, type Json } from "../json-minor.ts";

/**
 * The border between the case and its rows. Lines and steps have tables of their own, since lists and reports ask for them; what remains of the state
 * is one document. Column names are those of migration 0005; documents are canonical text, bytes are bytes.
 */
export const caseRow = ({ state, headHash }: CaseWrite, changedAt: number) => {
  const { lines: _lines, steps: _steps, ...rest } = state;
  const waiting = promisedStep(state.steps);
  return {
    case_id: state.caseId,
    operation_id: state.operationId,
    order_id: state.orderId,
    customer_id: state.customerId,
    seller_id: state.sellerId,
    short_no: state.shortNo,
    service_type: state.serviceType,
    claimed_reason: state.claimedReason,
    phase: phaseOf(state),
    severity: state.severity,
    version: state.version,
    head_hash: headHash,
    pack_hash: state.packHash,
    filed_at: state.filedAt,
    changed_at: changedAt,
    ended_at: state.endedAt,
    waits_for: waiting?.owner ?? null,
    due_at: waiting?.dueAt ?? null,
    state: canonicalText(rest),
  };
};

export const lineRow = (state: CaseState, line: CaseLine) => {
  const { lineNo, quantity, promisedMinor, ...detail } = line;
  return { case_id: state.caseId, line_no: lineNo, quantity, promised_minor: Number(promisedMinor), detail: canonicalText(detail) };
};

export const stepRow = (state: CaseState, step: Step) => ({
  case_id: state.caseId,
  step_no: step.stepNo,
  key: step.key,
  type: step.type,
  owner: step.owner,
  status: step.status,
  started_at: step.startedAt,
  due_at: step.dueAt,
  on_timeout: step.onTimeout,
  standard_due_at: step.standardDueAt,
  outcome: step.outcome,
  ended_at: step.endedAt,
  automatic: step.automatic === null ? null : canonicalText(step.automatic),
});

/** A step waits for a time while it is active and has one; a step in any other state waits for none. */
export const deadlineRows = (state: CaseState, steps: readonly Step[]) =>
  steps.flatMap(({ stepNo, status, dueAt }) =>
    status === "active" && dueAt !== null ? [{ case_id: state.caseId, step_no: stepNo, due_at: dueAt }] : [],
  );

export const eventRow = (state: CaseState, { event: { type, seq, at }, hash, actorText, dataText }: SealedEvent) => ({
  case_id: state.caseId,
  seq,
  type,
  at,
  actor: actorText,
  data: dataText,
  hash,
});

export const effectRows = ({ state, effects }: CaseWrite, at: number) =>
  effects.map(({ effectId, stepNo: _stepNo, ...request }) => ({
    effect_id: effectId,
    case_id: state.caseId,
    kind: request.kind,
    request: canonicalText(request),
    due_at: at,
  }));

export const postingRow = (state: CaseState, posting: PostingRow, at: number) => ({
  case_id: state.caseId,
  posting_no: posting.postingNo,
  kind: posting.kind,
  at,
  event_seq: posting.eventSeq,
  currency: state.money.currency,
  accounts: posting.legs.map(leg => leg.account),
  parties: posting.legs.map(leg => leg.partyRef),
  amounts: posting.legs.map(leg => Number(leg.amountMinor)),
});

export const textRow = ({ textId, personId, kind, sealed, saltedHash }: NewText, at: number) => ({
  text_id: textId,
  person_id: personId,
  kind,
  ciphertext: sealed,
  salted_hash: saltedHash,
  created_at: at,
});

/** What a query reads back: the document, the lines and the steps, put together again. */
export type StoredCase = { readonly state: Json; readonly lines: readonly StoredLine[]; readonly steps: readonly StoredStep[] };
type StoredLine = { readonly line_no: number; readonly quantity: number; readonly promised_minor: number; readonly detail: Json };
type StoredStep = {
  readonly step_no: number;
  readonly key: string;
  readonly type: string;
  readonly owner: string;
  readonly status: string;
  readonly started_at: number | null;
  readonly due_at: number | null;
  readonly on_timeout: string | null;
  readonly standard_due_at: number | null;
  readonly outcome: string | null;
  readonly ended_at: number | null;
  readonly automatic: Json;
};

export const caseOf = ({ state, lines, steps }: StoredCase): CaseState => ({
  ...fromJson<Omit<CaseState, "lines" | "steps">>(state),
  lines: lines.map(line => ({
    ...fromJson<Omit<CaseLine, "lineNo" | "quantity" | "promisedMinor">>(line.detail),
    lineNo: line.line_no,
    quantity: line.quantity,
    promisedMinor: BigInt(line.promised_minor),
  })),
  steps: steps.map(stepOf),
});

const stepOf = (row: StoredStep): Step =>
  ({
    stepNo: row.step_no,
    key: row.key,
    type: row.type,
    owner: row.owner,
    status: row.status,
    startedAt: row.started_at,
    dueAt: row.due_at,
    onTimeout: row.on_timeout,
    standardDueAt: row.standard_due_at,
    outcome: row.outcome,
    endedAt: row.ended_at,
    automatic: row.automatic,
  }) as Step;
