import { departmentOf } from "../intake/line-context.ts";
import { type StagePack, wholeOrNull } from "../intake/stage.ts";
import type { Instant } from "../kernel/time.ts";
import type { Role } from "../party/party.ts";
import { type ClockBasis, type ClockEntry, type ClockReading, readClock } from "../promise/clock.ts";
import { basisIn, type Hours } from "../promise/hours.ts";
import { serviceStandard } from "../promise/service-standard.ts";
import type { Recorded } from "./case-event.ts";
import type { CaseState } from "./case-state.ts";
import type { StepOwner, StepType } from "./step.ts";
import { stepClocks } from "./step-clocks.ts";

/**
 * Standards that belong to no single step. How long each may take is a row of the table `case_standards`; what begins and ends it is here:
 *
 * machine_answer  from the filing until the buyer could read what happens next; where the pack tells nobody anything, until that was decided
 * first_person    from when a person has to look until the first one does
 * solution        from the filing until a solution is decided or offered
 * dispute         from when a refusal or a finding is contested until somebody has decided it
 * liability       from then until it is found who bears it
 * solved          from the filing to the end
 */
export const CASE_CLOCKS = ["machine_answer", "first_person", "solution", "dispute", "liability", "solved"] as const;
export type CaseClockKind = (typeof CASE_CLOCKS)[number];

/** One promise of a case, what it shows now, and the row that made it. */
export type CaseClock = {
  readonly of:
    | { readonly kind: "step"; readonly stepNo: number; readonly stepType: StepType }
    | { readonly kind: "case"; readonly clock: CaseClockKind };
  readonly counts: "standard" | "silence";
  readonly rowId: string;
  readonly zh: string;
  readonly en: string;
  readonly startedAt: Instant;
  readonly stoppedAt: Instant | null;
  readonly reading: ClockReading;
};

export type ClocksAsk = {
  readonly state: CaseState;
  readonly events: readonly Recorded[];
  readonly pack: StagePack;
  readonly tier: string;
  /** Of the goods the case is about, the first line's. */
  readonly category: string;
  readonly calendar: Hours | null;
  /** When the buyer was first told of the case; null while nobody has. */
  readonly toldAt: Instant | null;
};

/** Every promise of a case, in the order they began: consumed, held by whom, broken by how much. Reads what happened and decides nothing. */
export const caseClocks = (ask: ClocksAsk, now: Instant): readonly CaseClock[] =>
  [...clocksOfSteps(ask, now), ...clocksOfCase(ask, now)].toSorted((one, other) => one.startedAt - other.startedAt);

const clocksOfSteps = ({ state, events, pack, tier, calendar }: ClocksAsk, now: Instant): readonly CaseClock[] => {
  const promised = ({ type, owner }: { readonly type: StepType; readonly owner: StepOwner }, level: string) =>
    serviceStandard(pack, {
      step: { type, owner },
      request: { type: state.serviceType, kind: state.refundOnlyKind },
      severity: { level },
      buyer: { tier },
    });
  const clocks = stepClocks(events, ({ stepNo, owner }, severity) => {
    const step = state.steps.find(candidate => candidate.stepNo === stepNo);
    const standard = step === undefined ? null : promised({ type: step.type, owner }, severity ?? state.severity);
    return { standardSeconds: standard?.standardSeconds ?? null, basis: basisIn(standard?.countsIn ?? null, owner, calendar) };
  });
  return clocks.flatMap(({ stepNo, counts, owner, basis, entries }) => {
    const step = state.steps.find(candidate => candidate.stepNo === stepNo);
    if (step === undefined) return [];
    const { standardRowId, rowId, meta, standardMeta } = promised({ type: step.type, owner }, state.severity);
    const row = counts === "standard" ? { rowId: standardRowId, ...wordsOf(standardMeta) } : { rowId, ...wordsOf(meta) };
    return [{ of: { kind: "step", stepNo, stepType: step.type }, counts, ...row, ...shown(entries, basis, now) }];
  });
};

const wordsOf = ({ zh, en }: { readonly zh: string; readonly en: string }) => ({ zh, en });

const AROUND_THE_CLOCK: ClockBasis = { kind: "around_the_clock" };

const clocksOfCase = ({ state, events, pack, tier, category, toldAt }: ClocksAsk, now: Instant): readonly CaseClock[] =>
  CASE_CLOCKS.flatMap(clock => {
    const hit = pack.tables.get("case_standards")?.evaluate({
      clock: { kind: clock },
      request: { type: state.serviceType, kind: state.refundOnlyKind },
      severity: { level: state.severity },
      buyer: { tier },
      line: { category, department: departmentOf(category) },
    });
    const targetSeconds = hit === null || hit === undefined ? null : wholeOrNull(hit, "standardSeconds");
    const startedAt = startOf(clock, events);
    if (hit === null || hit === undefined || targetSeconds === null || startedAt === null) return [];
    const isAnswer = clock === "machine_answer" && pack.tables.has("notices");
    const span = { startedAt, targetSeconds, stoppedAt: isAnswer ? toldAt : stopOf(clock, events, startedAt) };
    // Nobody has the ball while an answer is on its way, whatever the buyer is asked to do in it.
    const entries = isAnswer ? ofNobody(span) : entriesOf(events, span);
    return [
      { of: { kind: "case", clock }, counts: "standard", rowId: hit.rowId, ...wordsOf(hit.meta), ...shown(entries, AROUND_THE_CLOCK, now) },
    ];
  });

const shown = (entries: readonly ClockEntry[], basis: ClockBasis, now: Instant) => ({
  startedAt: entries[0]?.at ?? now,
  stoppedAt: entries.find(({ kind }) => kind === "stopped")?.at ?? null,
  reading: readClock(entries, basis, now),
});

const first = (events: readonly Recorded[], from: Instant, isIt: (event: Recorded) => boolean): Instant | null =>
  events.find(event => event.at >= from && isIt(event))?.at ?? null;

const startOf = (clock: CaseClockKind, events: readonly Recorded[]): Instant | null => {
  const [filed] = events;
  if (filed === undefined) return null;
  switch (clock) {
    case "machine_answer":
    case "solution":
    case "solved":
      return filed.at;
    case "first_person":
      return first(events, filed.at, event => (event.type === "case_decided" && event.outcome === "review") || isContest(event));
    case "dispute":
    case "liability":
      return first(events, filed.at, isContest);
  }
};

const stopOf = (clock: CaseClockKind, events: readonly Recorded[], from: Instant): Instant | null => {
  const ended = first(events, from, ({ type }) => type === "case_ended");
  const decided = (event: Recorded) => event.type === "step_ended" && REVIEWED.some(outcome => outcome === event.outcome);
  switch (clock) {
    case "machine_answer":
      return first(events, from, ({ type }) => type === "case_decided");
    case "first_person":
      return first(events, from, event => BY_A_PERSON.has(event.by.role) || event.type === "handler_named") ?? ended;
    case "solution":
      return first(events, from, event => event.type === "offer_made" || decided(event)) ?? ended;
    case "dispute":
      return first(events, from, event => event.type === "cause_judged" || decided(event)) ?? ended;
    case "liability":
      return first(events, from, event => event.type === "cause_judged" || decided(event)) ?? ended;
    case "solved":
      return ended;
  }
};

const REVIEWED = ["approved", "rejected", "offered"] as const;

const isContest = (event: Recorded): boolean =>
  event.type === "judgement_objected" || (event.type === "case_filed" && event.contestsRefusal === true);

/** Who sits at a desk; a host's program and our own machines do not. */
const BY_A_PERSON: ReadonlySet<Role> = new Set<Role>(["seller", "agent", "complaint_owner", "supervisor", "finance", "warehouse", "admin"]);

type Span = { readonly startedAt: Instant; readonly targetSeconds: number; readonly stoppedAt: Instant | null };

const ofNobody = ({ startedAt, targetSeconds, stoppedAt }: Span): readonly ClockEntry[] => [
  { kind: "started", at: startedAt, targetSeconds, holder: "system" },
  ...(stoppedAt === null ? [] : [{ kind: "stopped", at: stoppedAt } as const]),
];

/** Who has the ball is whose step waits; while every step that waits is the buyer's, the time is the buyer's and the clock stands still. */
const entriesOf = (events: readonly Recorded[], { startedAt, targetSeconds, stoppedAt }: Span): readonly ClockEntry[] => {
  const owners = new Map<number, StepOwner>();
  const active = new Map<number, StepOwner>();
  const until = stoppedAt ?? Number.POSITIVE_INFINITY;
  const entries: ClockEntry[] = [{ kind: "started", at: startedAt, targetSeconds, holder: "system" }];
  let holder = "system";
  for (const event of events) {
    if (event.at > until) break;
    follow(owners, active, event);
    const holds = holderOf(active);
    const at = event.at < startedAt ? startedAt : event.at;
    if (holds === holder) continue;
    if (holds === "buyer") entries.push({ kind: "paused", at, reason: "waits for the buyer", holder: holds });
    else entries.push({ kind: holder === "buyer" ? "resumed" : "handed_on", at, holder: holds });
    holder = holds;
  }
  return stoppedAt === null ? entries : [...entries, { kind: "stopped", at: stoppedAt }];
};

const follow = (owners: Map<number, StepOwner>, active: Map<number, StepOwner>, event: Recorded): void => {
  if (event.type === "case_decided") for (const { stepNo, owner } of event.steps) owners.set(stepNo, owner);
  if (event.type === "plan_amended") {
    for (const { stepNo, owner } of event.added) owners.set(stepNo, owner);
    for (const stepNo of event.cancelled) active.delete(stepNo);
  }
  if (event.type === "evidence_requested") active.set(event.step.stepNo, event.step.owner);
  if (event.type === "return_address_asked") {
    active.delete(event.heldStepNo);
    owners.set(event.step.stepNo, event.step.owner);
  }
  if (event.type === "step_started" && event.ready !== true) active.set(event.stepNo, owners.get(event.stepNo) ?? "system");
  if (event.type === "step_climbed" || event.type === "step_escalated") active.set(event.stepNo, event.owner);
  if (event.type === "step_ended") active.delete(event.stepNo);
};

const holderOf = (active: ReadonlyMap<number, StepOwner>): string => {
  const others = [...active.values()].filter(owner => owner !== "buyer");
  return others[0] ?? (active.size > 0 ? "buyer" : "system");
};
