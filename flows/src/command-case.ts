import { bindRules } from "@amends/domain/case/bind-rules";
import type { CaseCommand, CommandRejected } from "@amends/domain/case/case-command";
import type { Recorded } from "@amends/domain/case/case-event";
import type { CaseState } from "@amends/domain/case/case-state";
import { claimOf } from "@amends/domain/case/claim";
import { decide } from "@amends/domain/case/decide";
import type { FileAssessment } from "@amends/domain/case/file-assessment";
import { holdingsOf } from "@amends/domain/case/holdings";
import type { NamedCause, WrittenText } from "@amends/domain/case/named-cause";
import type { PlanTemplate } from "@amends/domain/case/plan-graph";
import { postingsOf } from "@amends/domain/case/postings";
import type { FileRejected } from "@amends/domain/evidence/evidence-file";
import type { Sha256 } from "@amends/domain/evidence/hash";
import type { EvidenceItem } from "@amends/domain/intake/case-facts";
import { canonicalText } from "@amends/domain/kernel/canonical-json";
import { type CaseId, type EffectId, shardOf } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import { balancesMoved } from "./balances-moved.ts";
import type { CalendarOf } from "./calendar-ports.ts";
import type { CaseStore, IdempotencyKey, IdempotentAnswer, LoadedCase, RecalledCase, UsesChange } from "./case-ports.ts";
import { type CheckedEvidence, checkEvidence, lookedAt } from "./check-evidence.ts";
import type { Clock } from "./clock.ts";
import type { EvidenceFiles } from "./evidence-ports.ts";
import type { NewText, PersonalDataCipher } from "./personal-data-ports.ts";
import type { Policy } from "./policy-port.ts";
import { actorOf, type Principal, scopeOf } from "./scope.ts";
import { sealEvents } from "./seal-events.ts";
import { type Chance, sealText } from "./seal-text.ts";

export type CommandPorts = {
  readonly cases: CaseStore;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly sha256: Sha256;
  readonly personalData: PersonalDataCipher;
  readonly chance: Chance;
  /** What is named as evidence is looked for here. */
  readonly evidence: Pick<EvidenceFiles, "findNamed">;
  /** Told after each commit, so that workers need not wait for their next look; and whether it asked anything of the world, if that is known. */
  readonly committed: (asksForEffects?: boolean) => void;
  /** The hours of a seller, or of the operation where the seller has none of its own; kept in memory, so that asking costs nothing. */
  readonly calendars?: CalendarOf;
};

export type CommandAsk = {
  readonly principal: Principal;
  readonly caseId: CaseId;
  readonly command: CaseCommand | WrittenCommand;
  /** The version the caller saw; null where the caller need not have seen any. */
  readonly ifVersion: number | null;
  readonly idempotency: (IdempotencyKey & { readonly requestHash: string }) | null;
  readonly endsEffect: EffectId | null;
  /** What the caller will be told, stored with the change so that asking again gives the same bytes. */
  readonly answer: (state: CaseState, template: PlanTemplate) => { readonly status: number; readonly response: string };
};

export type WriteNote = { readonly kind: "write_note"; readonly text: string; readonly visibleTo: "staff" | "everyone" };

/** What somebody wrote, as they wrote it; it is sealed under the buyer's key before the case hears of it. */
export type WrittenCommand =
  | WriteNote
  | (Omit<NamedCause, "text"> & { readonly kind: "write_judgement"; readonly why: string })
  | { readonly kind: "write_objection"; readonly why: string }
  | (Omit<FileAssessment, "text"> & { readonly kind: "write_assessment"; readonly why: string });

export type CommandOutcome =
  | { readonly kind: "done"; readonly status: number; readonly response: string; readonly state: CaseState }
  | { readonly kind: "answered_before"; readonly status: number; readonly response: string }
  | { readonly kind: "not_found" }
  | { readonly kind: "key_reused" }
  | { readonly kind: "stale_version"; readonly version: number }
  | { readonly kind: "too_busy" }
  /** The buyer's personal data were erased: nothing more is written about them. */
  | { readonly kind: "person_erased" }
  | FileRejected
  | CommandRejected;

/** How often a command decides again when somebody else was faster. */
const TRIES = 3;

/** Load what is known, decide once, commit once; whoever was overtaken decides again on what is true now. */
export const commandCase = async (ports: CommandPorts, ask: CommandAsk): Promise<CommandOutcome> => {
  const recalled = recall(ports, ask);
  if (recalled !== null) {
    const outcome = await decideAndCommit(ports, ask, recalled);
    if (outcome !== "stale" && outcome.kind === "done") return outcome;
  }
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const loaded = await ports.cases.loadCase(scopeOf(ask.principal), ask.caseId, ask.idempotency);
    if (loaded === null) return { kind: "not_found" };
    const before = answeredBefore(loaded.answered, ask.idempotency);
    if (before !== null) return before;
    if (ask.ifVersion !== null && ask.ifVersion !== loaded.state.version) return { kind: "stale_version", version: loaded.state.version };
    const named = await checkNamed(ports, ask, loaded);
    if (named.refused !== null) return named.refused;
    const outcome = await decideAndCommit(ports, { ...ask, command: withLook(ask.command, named.found) }, loaded);
    if (outcome !== "stale") return outcome;
  }
  return { kind: "too_busy" };
};

/**
 * Where one command follows another on the same case, what it is decided on is mostly what this server wrote a moment ago: then it is decided at once, and the
 * write says whether that still stands. Only a case that was gone on with is answered so. Whatever else comes of it, a refusal above all, is decided again
 * on what is read. A request that may have been answered before is read for, and one that names files.
 */
const recall = ({ cases }: CommandPorts, ask: CommandAsk): RecalledCase | null => {
  const isGuarded = ask.ifVersion !== null || ask.endsEffect !== null;
  if (!isGuarded || ask.idempotency !== null || namedBy(ask.command) !== undefined) return null;
  const recalled = cases.recallCase(scopeOf(ask.principal), ask.caseId);
  return recalled === null || (ask.ifVersion !== null && ask.ifVersion !== recalled.state.version) ? null : recalled;
};

const checkNamed = async ({ evidence, clock }: CommandPorts, { principal, command }: CommandAsk, { state }: LoadedCase) => {
  const items = namedBy(command);
  return checkEvidence(evidence, principal, items ?? [], { orderId: state.orderId, at: clock.now() });
};

const withLook = (command: CommandAsk["command"], found: CheckedEvidence["found"]): CommandAsk["command"] =>
  command.kind === "provide_evidence" ? { ...command, items: lookedAt(command.items, found) } : command;

const namedBy = (command: CommandAsk["command"]): readonly EvidenceItem[] | undefined => {
  if (command.kind === "provide_evidence") return command.items;
  if (command.kind === "write_judgement") return command.evidence;
  if (command.kind === "enter_proof") return command.proof.evidence;
  return command.kind === "hand_over" ? command.returnFreight?.receipt : undefined;
};

export const answeredBefore = (
  answered: IdempotentAnswer | null,
  idempotency: CommandAsk["idempotency"],
): Extract<CommandOutcome, { kind: "answered_before" | "key_reused" }> | null => {
  if (answered === null || idempotency === null) return null;
  if (answered.requestHash !== idempotency.requestHash) return { kind: "key_reused" };
  return { kind: "answered_before", status: answered.status, response: answered.response };
};

const decideAndCommit = async (
  ports: CommandPorts,
  ask: CommandAsk,
  loaded: LoadedCase | RecalledCase,
): Promise<CommandOutcome | "stale"> => {
  const seen = "seen" in loaded ? loaded.seen : null;
  const at = ports.clock.now();
  const { state: before, order, customer } = loaded;
  const running = await ports.policy.packByHash(before.packHash);
  const claims = loaded.claims.filter(claim => claim.caseId !== before.caseId);
  const rules = bindRules(running, before.planTemplate, {
    order,
    customer,
    claims,
    places: loaded.places,
    calendar: ports.calendars?.(before.operationId, before.sellerId) ?? null,
  });
  const written = sealed(ports, ask, loaded, at);
  if (written === null) return { kind: "person_erased" };
  const decided = decide(before, written.command, rules, at, actorOf(ask.principal));
  if (decided.kind === "rejected") return decided;
  const answer = ask.answer(decided.state, rules.template);
  const nothingHappened = decided.events.length === 0;
  if (nothingHappened && seen !== null) return "stale";
  if (nothingHappened && ask.endsEffect === null) return { kind: "done", ...answer, state: before };

  const chained = nothingHappened
    ? { events: [], headHash: loaded.headHash }
    : sealEvents(before.caseId, loaded.headHash, decided.events, ports.sha256);
  const result = await ports.cases.commitCommand({
    ...chained,
    texts: written.texts,
    shard: shardOf(before.caseId),
    before,
    seen,
    state: decided.state,
    effects: decided.effects,
    postings: postingsOf(before, decided.state, decided.events).map((posting, index) => ({
      ...posting,
      postingNo: loaded.nextPostingNo + index,
    })),
    claims: claimChanged(before, decided.state) ? { orderId: before.orderId, claimsVersion: loaded.claimsVersion } : null,
    endsEffect: ask.endsEffect,
    uses: usesFreed(before, decided.state),
    balances: balancesMoved(decided.state, decided.events),
    parcels: decided.events.flatMap(parcelOf),
    parcelsDropped: droppedParcels(decided.state, decided.events),
    filesErased: decided.events.flatMap(event => (event.type === "consent_withdrawn" ? [event.fileId] : [])),
    answer: ask.idempotency === null ? null : { ...ask.idempotency, ...answer, targetId: before.caseId },
    at,
  });
  if (result === "stale") return "stale";
  ports.committed(decided.effects.length > 0);
  return { kind: "done", ...answer, state: decided.state };
};

/** The number of a parcel that is the case's from now on. */
const parcelOf = (event: Recorded): readonly string[] => {
  if (event.type === "parcel_named") return [event.parcel.trackingNo];
  return event.type === "parcel_corrected" || event.type === "late_goods_accepted" ? [event.trackingNo] : [];
};

/** Numbers that were wrong, and are none of the case's parcels: what is scanned under one is somebody else's. */
const droppedParcels = ({ returnParcel, replacementParcel }: CaseState, events: readonly Recorded[]): readonly string[] => {
  const kept = [returnParcel?.trackingNo, replacementParcel?.trackingNo];
  return events.flatMap(event => (event.type === "parcel_corrected" && !kept.includes(event.was.trackingNo) ? [event.was.trackingNo] : []));
};

/** What the case no longer sets aside of the buyer's. A revision may only lower it; a rise would have needed the guard of a filing. */
const usesFreed = (before: CaseState, after: CaseState): UsesChange | null => {
  const was = holdingsOf(before);
  const is = holdingsOf(after);
  const instantMinor = is.instantMinor - was.instantMinor;
  const amountMinor = is.heldMinor - was.heldMinor;
  const methodRef = was.methodRef ?? is.methodRef;
  if (instantMinor === 0n && amountMinor === 0n) return null;
  return { customerId: after.customerId, version: null, instantMinor, held: methodRef === null ? null : { methodRef, amountMinor } };
};

const sealed = (
  { personalData, chance }: CommandPorts,
  { command }: CommandAsk,
  { state, person }: LoadedCase,
  at: Instant,
): { readonly command: CaseCommand; readonly texts: readonly NewText[] } | null => {
  if (!isWritten(command)) return { command, texts: [] };
  const place = { at, shard: shardOf(state.caseId), chance };
  const plain = command.kind === "write_note" ? command.text : command.why;
  const text = sealText(personalData, person, { kind: "message", plain, operationId: state.operationId }, place);
  if (text === null) return null;
  return { command: withText(command, { textId: text.textId, textHash: text.saltedHash }), texts: [text] };
};

const isWritten = (command: CommandAsk["command"]): command is WrittenCommand =>
  command.kind === "write_note" ||
  command.kind === "write_judgement" ||
  command.kind === "write_objection" ||
  command.kind === "write_assessment";

const withText = (command: WrittenCommand, text: WrittenText): CaseCommand => {
  switch (command.kind) {
    case "write_note":
      return { kind: "add_note", ...text, visibleTo: command.visibleTo };
    case "write_judgement": {
      const { kind: _kind, why: _why, ...named } = command;
      return { kind: "judge_cause", ...named, text };
    }
    case "write_objection":
      return { kind: "object_to_judgement", text };
    case "write_assessment": {
      const { kind: _kind, why: _why, ...assessed } = command;
      return { kind: "assess_file", ...assessed, text };
    }
  }
};

/** Later filings read what this case claims of its order; only a change of that needs the order's guard. Most commands leave alone all it is made of. */
const claimChanged = (before: CaseState, after: CaseState): boolean =>
  (before.lines !== after.lines || before.money !== after.money || before.end !== after.end || before.amendment !== after.amendment) &&
  canonicalText(claimOf(before)) !== canonicalText(claimOf(after));
