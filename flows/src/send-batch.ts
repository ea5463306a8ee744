import type { BatchState } from "@amends/domain/batch/batch-state";
import { sumToDecide } from "@amends/domain/batch/own-case";
import { type CaseId, isId } from "@amends/domain/kernel/ids";
import type { Minor } from "@amends/domain/kernel/money";
import type { BatchMember, LeasedBatch, SettledMember } from "./batch-ports.ts";
import { deciderOf, openerOf } from "./batch-principal.ts";
import { endPart } from "./command-batch.ts";
import { commandCase } from "./command-case.ts";
import { type FilingOutcome, fileCase, type OpenedCase } from "./file-case.ts";
import { claimOn, requestFor } from "./gather-batch.ts";
import { inOrderAtMost } from "./in-order-at-most.ts";
import { scopeOf } from "./scope.ts";
import type { WorkBatchPorts } from "./work-batch-ports.ts";

/** Members sent for before somebody who wants to stop is heard. */
const PAGE = 20;
const AT_ONCE = 4;

/**
 * A few members further: for each one filing and one decision, both under a key of the batch. Whatever dies in between, the next who comes here asks the
 * same under the same keys: what was filed answers with its case, what was decided says nothing more.
 */
export const sendPage = async (ports: WorkBatchPorts, batch: LeasedBatch): Promise<void> => {
  const { state } = batch;
  const members = await ports.batches.nextMembers(state, PAGE);
  await inOrderAtMost(AT_ONCE, members, async member => {
    const settled = await sendFor(ports, state, member);
    if (settled !== "later") await ports.batches.settleMember(state, member.orderId, settled);
  });
  if (members.length === 0) await endPart(ports, batch, "end_sending");
};

const sendFor = async (ports: WorkBatchPorts, state: BatchState, member: BatchMember): Promise<SettledMember | "later"> => {
  if (member.fate === "link" && member.caseId !== null) return joinOwn(ports, state, member.caseId, member.amountMinor);
  const filed = await fileFor(ports, state, member);
  if (filed.kind === "filed" || filed.kind === "answered_before") return decideFor(ports, state, member, filed.response);
  if (filed.kind === "too_busy") return "later";
  // Somebody was faster and filed it themselves: their case is the one.
  const own = await caseOf(ports, state, member);
  if (own !== null) return join(ports, state, "link", { caseId: own, approves: false });
  return { fate: "file", progress: "failed", caseId: null, code: filed.kind === "rejected" ? filed.code : filed.kind };
};

/** Their own case is decided as it was seen; what has become of it since is left to whoever looks at it. */
const joinOwn = async (ports: WorkBatchPorts, state: BatchState, caseId: CaseId, seenMinor: Minor): Promise<SettledMember | "later"> => {
  if (seenMinor === 0n) return join(ports, state, "link", { caseId, approves: false });
  const loaded = await ports.cases.loadCase(scopeOf(deciderOf(state)), caseId, null);
  if (loaded === null) return { fate: "link", progress: "failed", caseId, code: "not_found" };
  const sumMinor = sumToDecide(loaded.state, state.asks);
  const approves = sumMinor !== null && sumMinor <= seenMinor;
  return join(ports, state, "link", { caseId, approves, ifVersion: loaded.state.version });
};

const fileFor = async (ports: WorkBatchPorts, state: BatchState, member: BatchMember): Promise<FilingOutcome> => {
  const loaded = await ports.cases.loadOrder(scopeOf(deciderOf(state)), member.orderId, { idempotency: null, skuIds: [] });
  if (loaded === null) return { kind: "not_found" };
  const { amendment: _none, ...request } = requestFor(state, loaded.order, member);
  return fileCase(ports, {
    principal: deciderOf(state),
    orderId: member.orderId,
    request: { ...request, amendment: null },
    statement: null,
    idempotency: { principal: "batch", key: state.batchId, requestHash: state.batchId },
    answer: opened => ({ status: 201, response: JSON.stringify(opened.map(inShort)) }),
  });
};

/** Money does not survive JSON as a whole number of any size, so it is kept as text. */
const inShort = ({ state, decision }: OpenedCase) => ({ caseId: state.caseId, amountMinor: decision.remedy.refundMinor.toString() });

/** More than the people who decided have seen is not theirs to promise: such a case waits for a person like any other. */
const decideFor = (
  ports: WorkBatchPorts,
  state: BatchState,
  member: BatchMember,
  response: string,
): Promise<SettledMember | "later"> | SettledMember => {
  const { caseId, amountMinor } = readShort(response);
  if (amountMinor > member.amountMinor) return { fate: "file", progress: "failed", caseId, code: "amount_changed" };
  return join(ports, state, "file", { caseId, approves: true });
};

const readShort = (response: string): { readonly caseId: CaseId; readonly amountMinor: bigint } => {
  const [first]: unknown[] = JSON.parse(response);
  if (typeof first === "object" && first !== null && "caseId" in first && "amountMinor" in first) {
    const { caseId, amountMinor } = first;
    if (typeof caseId === "string" && isId("case", caseId) && typeof amountMinor === "string")
      return { caseId, amountMinor: BigInt(amountMinor) };
  }
  throw new Error(`broken invariant: a filing for a batch answers with its case: ${response}`);
};

const join = async (
  ports: WorkBatchPorts,
  state: BatchState,
  fate: "file" | "link",
  { caseId, approves, ifVersion = null }: { readonly caseId: CaseId; readonly approves: boolean; readonly ifVersion?: number | null },
): Promise<SettledMember | "later"> => {
  const outcome = await commandCase(ports, {
    principal: deciderOf(state),
    caseId,
    command: { kind: "join_batch", batchId: state.batchId, judgedReason: state.asks.reason, approves },
    ifVersion,
    idempotency: null,
    endsEffect: null,
    answer: () => ({ status: 204, response: "" }),
  });
  if (outcome.kind === "too_busy" || outcome.kind === "stale_version") return "later";
  if (outcome.kind === "done") {
    const judged = await judge(ports, state, caseId);
    if (judged === "too_busy") return "later";
    return { fate, progress: "done", caseId, code: judged };
  }
  return { fate, progress: "failed", caseId, code: outcome.kind === "rejected" ? outcome.code : outcome.kind };
};

/**
 * The batch's cause is each case's: who answers for it and who bears it follow, and recourse with them. A case judged before keeps its judge's word; a cause
 * that cannot be named there is told by its code.
 */
const judge = async (ports: WorkBatchPorts, state: BatchState, caseId: CaseId): Promise<string | null> => {
  const { asks, batchId } = state;
  if (asks.rootCause === undefined) return null;
  // Whoever opened it named the cause, whoever decided about the money.
  const principal = openerOf(state);
  const loaded = await ports.cases.loadCase(scopeOf(principal), caseId, null);
  if (loaded === null || loaded.state.rootCause !== null) return null;
  const outcome = await commandCase(ports, {
    principal,
    caseId,
    command: {
      kind: "write_judgement",
      judgedReason: asks.reason,
      rootCause: asks.rootCause,
      evidence: [],
      why: `批次的共同原因 · the common cause of the batch · ${batchId}`,
    },
    ifVersion: null,
    idempotency: null,
    endsEffect: null,
    answer: () => ({ status: 204, response: "" }),
  });
  if (outcome.kind === "too_busy") return "too_busy";
  return outcome.kind === "rejected" ? outcome.code : null;
};

const caseOf = async (ports: WorkBatchPorts, state: BatchState, member: BatchMember): Promise<CaseId | null> => {
  const loaded = await ports.cases.loadOrder(scopeOf(deciderOf(state)), member.orderId, { idempotency: null, skuIds: [] });
  return loaded === null ? null : claimOn(loaded, member.lines);
};
