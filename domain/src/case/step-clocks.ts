import { type Instant, SECOND_MS } from "../kernel/time.ts";
import { type ClockBasis, type ClockEntry, passedBetween } from "../promise/clock.ts";
import type { Severity } from "../triage/severity.ts";
import type { CaseEventType, Recorded } from "./case-event.ts";
import type { Step, StepOwner } from "./step.ts";

/** One step's promise as it was lived. `standard`: when the owner should have acted; `silence`: nothing but what silence means was promised. */
export type StepClock = {
  readonly stepNo: number;
  readonly counts: "standard" | "silence";
  /** Whose it was when it began: what was promised is read by that, whoever took it over since. */
  readonly owner: StepOwner;
  readonly basis: ClockBasis;
  readonly entries: readonly ClockEntry[];
};

/** What a pack promises for a step of the case; a retarget asks it for the other severity. */
export type PromisedFor = (
  step: { readonly stepNo: number; readonly owner: StepOwner },
  severity: Severity | null,
) => { readonly standardSeconds: number | null; readonly basis: ClockBasis };

/** What starts, moves and stops a clock; whatever else happens to a case changes none. */
const TELLING = [
  "case_decided",
  "plan_amended",
  "evidence_requested",
  "return_address_asked",
  "return_address_corrected",
  "step_started",
  "step_ended",
  "step_paused",
  "step_resumed",
  "step_climbed",
  "step_escalated",
  "severity_changed",
  "times_extended",
  "extension_withdrawn",
  "case_ended",
] as const satisfies readonly CaseEventType[];
type Telling = Extract<Recorded, { readonly type: (typeof TELLING)[number] }>;
const isTelling = (event: Recorded): event is Telling => TELLING.some(type => type === event.type);

/** The clocks of a case's steps, from its events: what was promised when each began stands there, and is not promised anew by reading. */
export const stepClocks = (events: readonly Recorded[], promisedFor: PromisedFor): readonly StepClock[] => {
  const book: Book = { clocks: new Map(), owners: new Map(), promisedFor };
  for (const event of events) if (isTelling(event)) take(book, event);
  return [...book.clocks.values()];
};

type Book = {
  readonly clocks: Map<number, StepClock & { readonly addedSeconds: number }>;
  readonly owners: Map<number, StepOwner>;
  readonly promisedFor: PromisedFor;
};

const take = (book: Book, event: Telling): void => {
  const { at } = event;
  const ownerOf = (stepNo: number): StepOwner => book.owners.get(stepNo) ?? "system";
  switch (event.type) {
    case "case_decided":
      for (const { stepNo, owner } of event.steps) book.owners.set(stepNo, owner);
      return;
    case "plan_amended":
      for (const { stepNo, owner } of event.added) book.owners.set(stepNo, owner);
      for (const stepNo of event.cancelled) add(book, stepNo, { kind: "stopped", at });
      return;
    case "evidence_requested":
      book.owners.set(event.step.stepNo, event.step.owner);
      start(book, at, event.step);
      return;
    case "return_address_asked":
      book.owners.set(event.step.stepNo, event.step.owner);
      add(book, event.heldStepNo, { kind: "stopped", at });
      return;
    case "return_address_corrected":
      start(book, at, { stepNo: event.stepNo, dueAt: event.dueAt, standardDueAt: null });
      return;
    case "step_started":
      if (event.ready !== true) start(book, at, event);
      return;
    case "step_ended":
      add(book, event.stepNo, { kind: "stopped", at });
      return;
    case "step_paused":
      add(book, event.stepNo, { kind: "paused", at, reason: event.reason, holder: "buyer" });
      return;
    case "step_resumed":
      add(book, event.stepNo, { kind: "resumed", at, holder: ownerOf(event.stepNo) });
      return;
    case "step_climbed":
    case "step_escalated":
      if (event.owner !== ownerOf(event.stepNo)) add(book, event.stepNo, { kind: "handed_on", at, holder: event.owner });
      book.owners.set(event.stepNo, event.owner);
      return;
    case "severity_changed":
      for (const { stepNo } of event.steps) retarget(book, at, stepNo, event.to);
      return;
    case "times_extended":
    case "extension_withdrawn":
      for (const { stepNo, byMs } of event.steps) extend(book, at, stepNo, Math.trunc(byMs / SECOND_MS));
      return;
    case "case_ended":
      for (const stepNo of book.clocks.keys()) add(book, stepNo, { kind: "stopped", at });
      return;
  }
};

const AROUND_THE_CLOCK: ClockBasis = { kind: "around_the_clock" };

const start = (book: Book, at: Instant, { stepNo, dueAt, standardDueAt }: Pick<Step, "stepNo" | "dueAt" | "standardDueAt">): void => {
  const goalAt = standardDueAt ?? dueAt;
  if (goalAt === null) return;
  const counts = standardDueAt === null ? "silence" : "standard";
  const owner = book.owners.get(stepNo) ?? "system";
  const basis = counts === "standard" ? book.promisedFor({ stepNo, owner }, null).basis : AROUND_THE_CLOCK;
  const targetSeconds = Math.trunc(passedBetween(basis, at, goalAt) / SECOND_MS);
  const entries = [{ kind: "started", at, targetSeconds, holder: owner } as const];
  book.clocks.set(stepNo, { stepNo, counts, owner, basis, addedSeconds: 0, entries });
};

const add = (book: Book, stepNo: number, entry: ClockEntry): void => {
  const clock = book.clocks.get(stepNo);
  if (clock !== undefined) book.clocks.set(stepNo, { ...clock, entries: [...clock.entries, entry] });
};

const retarget = (book: Book, at: Instant, stepNo: number, severity: Severity): void => {
  const clock = book.clocks.get(stepNo);
  const { standardSeconds } = book.promisedFor({ stepNo, owner: book.owners.get(stepNo) ?? "system" }, severity);
  if (clock?.counts !== "standard" || standardSeconds === null) return;
  add(book, stepNo, { kind: "retargeted", at, targetSeconds: standardSeconds + clock.addedSeconds });
};

/** Announced: the time is longer by so much, whatever it is now; taken back, shorter again. */
const extend = (book: Book, at: Instant, stepNo: number, bySeconds: number): void => {
  const clock = book.clocks.get(stepNo);
  if (clock === undefined) return;
  const targetSeconds = Math.max(0, targetOf(clock.entries) + bySeconds);
  add(book, stepNo, { kind: "retargeted", at, targetSeconds });
  const longer = book.clocks.get(stepNo);
  if (longer !== undefined) book.clocks.set(stepNo, { ...longer, addedSeconds: clock.addedSeconds + bySeconds });
};

const targetOf = (entries: readonly ClockEntry[]): number =>
  entries.reduce((seconds, entry) => (entry.kind === "started" || entry.kind === "retargeted" ? entry.targetSeconds : seconds), 0);
