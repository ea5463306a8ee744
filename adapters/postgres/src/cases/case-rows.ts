import { type CaseLine, type CaseState, phaseOf, promisedStep } from "@amends/domain/case/case-state";
import { type Step, wakeAt } from "@amends/domain/case/step";
import { canonicalText } from "@amends/domain/kernel/canonical-json";
import type { CaseWrite, PostingRow, SealedEvent } from "@amends/flows/case-ports";
import type { NewText } from "@amends/flows/personal-data-ports";

/**
 * The border between the case and its rows. Lines and steps have tables of their own, since lists and reports ask for them; what remains of the state
 * is one document. Column names are those of migration 0005; documents are canonical text, bytes are bytes.
 */
export const caseRow = ({ state, headHash }: CaseWrite, changedAt: number) => {
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
    state: canonicalText(documentOf(state)),
  };
};

/** The state less what has columns or rows of its own. */
const documentOf = ({
  caseId: _caseId,
  shortNo: _shortNo,
  operationId: _operationId,
  orderId: _orderId,
  customerId: _customerId,
  sellerId: _sellerId,
  serviceType: _serviceType,
  claimedReason: _claimedReason,
  severity: _severity,
  version: _version,
  packHash: _packHash,
  filedAt: _filedAt,
  endedAt: _endedAt,
  lines: _lines,
  steps: _steps,
  ...document
}: CaseState): CaseDocument => document;

export type CaseHead = Pick<
  CaseState,
  | "caseId"
  | "shortNo"
  | "operationId"
  | "orderId"
  | "customerId"
  | "sellerId"
  | "serviceType"
  | "claimedReason"
  | "severity"
  | "version"
  | "packHash"
  | "filedAt"
  | "endedAt"
>;
export type CaseDocument = Omit<CaseState, keyof CaseHead | "lines" | "steps">;

/** What a line has not until something comes back or is exchanged. It is not written: most lines say none of it. */
export const UNSAID_OF_LINE = { inspection: null, receivedQuantity: 0, replacementPriceMinor: null, replacementSkuId: null } as const;

type LineDetail = Omit<CaseLine, "lineNo" | "quantity" | "promisedMinor">;
/** As it is stored. Lines of before name what is unsaid as well. */
export type StoredDetail = Omit<LineDetail, keyof typeof UNSAID_OF_LINE> & Partial<Pick<LineDetail, keyof typeof UNSAID_OF_LINE>>;

export const lineRow = (state: CaseState, line: CaseLine) => {
  const { lineNo, quantity, promisedMinor, ...detail } = line;
  const said = {
    ...detail,
    inspection: detail.inspection ?? undefined,
    receivedQuantity: detail.receivedQuantity === 0 ? undefined : detail.receivedQuantity,
    replacementPriceMinor: detail.replacementPriceMinor ?? undefined,
    replacementSkuId: detail.replacementSkuId ?? undefined,
  };
  return { case_id: state.caseId, line_no: lineNo, quantity, promised_minor: Number(promisedMinor), detail: canonicalText(said) };
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
  climb: step.climb === null ? null : canonicalText(step.climb),
  outcome: step.outcome,
  ended_at: step.endedAt,
  automatic: step.automatic === null ? null : canonicalText(step.automatic),
});

/** A step waits for a time while it is active and has one; a step in any other state waits for none. */
export const deadlineRows = (state: CaseState, steps: readonly Step[]) =>
  steps.flatMap(step => {
    const dueAt = step.status === "active" ? wakeAt(step) : null;
    return dueAt === null ? [] : [{ case_id: state.caseId, step_no: step.stepNo, due_at: dueAt }];
  });

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
