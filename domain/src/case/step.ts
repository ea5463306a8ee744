import { earliest, type Instant } from "../kernel/time.ts";

/**
 * A plan is a small graph of steps. Each step waits for one owner until one time, ends with one outcome of its type's closed list, and the plan
 * template says which steps follow that outcome or how the case ends.
 *
 * planned    foreseen, nothing started; the buyer sees it as "next"
 * ready      its turn has come but another step it waits for (`after`) is still open
 * active     its owner must act by `dueAt`; what silence means stands in `onTimeout`
 * done       ended with an outcome the plan went on from
 * failed     ended with an outcome that is nobody's wish (a refund the bank refused); the plan names what follows all the same
 * skipped    foreseen once, but the plan took another way
 * cancelled  taken back before it ended (withdrawal, a rejected case)
 */
export const STEP_STATUSES = ["planned", "ready", "active", "done", "failed", "skipped", "cancelled"] as const;
export type StepStatus = (typeof STEP_STATUSES)[number];

export const STEP_OWNERS = [
  "buyer",
  "seller",
  "supplier",
  "platform",
  "finance",
  "warehouse",
  "carrier",
  "repairer",
  "inspector",
  "system",
] as const;
export type StepOwner = (typeof STEP_OWNERS)[number];

/** Every outcome a step type can have. The first is the one hoped for: following it gives the plan the buyer is shown. */
export const STEP_OUTCOMES = {
  collect_evidence: ["provided", "expired"],
  review: ["approved", "rejected", "offered"],
  offer: ["accepted_keep", "accepted_return", "declined", "countered"],
  intercept: ["intercepted", "not_intercepted"],
  reserve: ["reserved", "out_of_stock"],
  pickup: ["handed_over", "not_booked", "expired"],
  drop_off: ["handed_over", "pickup_wanted", "expired", "no_address"],
  receive: ["received", "partly_received", "wrong_goods", "not_arrived"],
  inspect: ["passed", "passed_with_deduction", "not_passed", "proven_fake"],
  return_to_buyer: ["sent_back", "not_sent_back"],
  refund: ["refunded", "refund_failed"],
  compensate: ["compensated", "not_compensated"],
  collect: ["collected", "not_collected"],
  reship: ["delivered", "not_delivered"],
  amend: ["amended", "not_amended"],
  trace: ["arrived", "lost", "damaged"],
  visit: ["visited", "nobody_home", "not_booked", "missed"],
  repair: ["repaired", "quoted", "beyond_repair", "not_accepted"],
  quote: ["accepted", "declined"],
  ship_back: ["delivered", "not_delivered"],
  forward: ["delivered", "not_delivered"],
  follow_up: ["settled", "reopened"],
  dispose: ["disposed", "not_disposed"],
  lend: ["lent", "not_lent"],
  recover: ["goods_back", "not_recovered"],
  give_address: ["given", "not_given"],
} as const;

export type StepType = keyof typeof STEP_OUTCOMES;
export type StepOutcome = (typeof STEP_OUTCOMES)[StepType][number];

/** What a plan need not foresee: where it does not, the case waits. */
export const UNFORESEEN_OUTCOMES: readonly StepOutcome[] = ["no_address", "proven_fake"];

/** The buyer's own steps of sending goods. */
export const isSending = (type: StepType): boolean => type === "drop_off" || type === "recover";

/** Outcomes that leave a step `failed` rather than `done`: something the world did not manage, which somebody has to look at. */
const FAILURES: ReadonlySet<StepOutcome> = new Set([
  "not_booked",
  "refund_failed",
  "not_compensated",
  "not_sent_back",
  "not_delivered",
  "not_arrived",
  "missed",
  "not_accepted",
  "not_disposed",
  "not_lent",
  "not_recovered",
  "no_address",
  "not_given",
]);

export const statusAfter = (outcome: StepOutcome): StepStatus => (FAILURES.has(outcome) ? "failed" : "done");

export const isStepType = (text: string): text is StepType => Object.hasOwn(STEP_OUTCOMES, text);
export const isOutcomeOf = (type: StepType, text: string): text is StepOutcome => (STEP_OUTCOMES[type] as readonly string[]).includes(text);

export type Step = {
  /** 1, 2, 3 … within the case, in the order steps came into being. */
  readonly stepNo: number;
  /** Which node of the plan template this is an instance of. */
  readonly key: string;
  readonly type: StepType;
  readonly owner: StepOwner;
  readonly status: StepStatus;
  readonly startedAt: Instant | null;
  /** When silence decides or, with `escalate`, when it climbs. Every active step has one; a step that is not active has none. */
  readonly dueAt: Instant | null;
  readonly onTimeout: StepOutcome | "escalate" | null;
  /** When the owner should have acted by the service standard; later than this is a breach though nothing is decided yet. */
  readonly standardDueAt: Instant | null;
  /** How far it has climbed; every active step has one, and no other step. */
  readonly climb: StepClimb | null;
  readonly outcome: StepOutcome | null;
  readonly endedAt: Instant | null;
  /** Why no person was needed, for steps that ended by themselves: the pack row, and who may still overrule it. */
  readonly automatic: AutomaticReason | null;
};

/** Of a step that has not started, whichever it is. */
export const PENDING_STEP = {
  status: "planned",
  startedAt: null,
  dueAt: null,
  onTimeout: null,
  standardDueAt: null,
  climb: null,
  outcome: null,
  endedAt: null,
  automatic: null,
} as const satisfies Partial<Step>;

/** What a plan says of a step before it starts; everything else of it is still empty, and not written down. */
export type PlannedStep = Pick<Step, "stepNo" | "key" | "type" | "owner">;

/** Of the ladder: the rungs taken, when the next one is, and since when the standard stands still because the applicant was asked something. */
export type StepClimb = { readonly rung: number; readonly nextAt: Instant | null; readonly pausedAt: Instant | null };

/** Why somebody waits for the applicant. A closed list: a pause is counted by its reason, and none is for waiting on ourselves. */
export const PAUSE_REASONS = ["evidence_asked", "answer_asked", "appointment_asked"] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** When somebody has to look at a step: at its next rung or when silence decides, whichever is first. One deadline a step waits for this. */
export const wakeAt = ({ dueAt, climb }: Pick<Step, "dueAt" | "climb">): Instant | null => {
  const nextAt = climb?.nextAt ?? null;
  return dueAt === null || nextAt === null ? dueAt : earliest(dueAt, nextAt);
};

export type AutomaticReason = {
  readonly because: "rule" | "silence" | "gateway" | "tracking";
  readonly rowId: string | null;
  readonly overruledBy: "supervisor" | "platform" | "nobody";
};

export const replaceStep = (steps: readonly Step[], stepNo: number, replace: (step: Step) => Step): readonly Step[] =>
  steps.map(step => (step.stepNo === stepNo ? replace(step) : step));
