import { assert } from "../kernel/assert.ts";
import { addMs, SECOND_MS } from "../kernel/time.ts";
import type { RecordedRecourse } from "./recourse-event.ts";
import type { Claim, RecourseState } from "./recourse-state.ts";

export const evolveRecourse = (state: RecourseState | null, event: RecordedRecourse): RecourseState => {
  if (event.type === "recourse_opened") {
    assert(state === null, `${event.recourseId} is opened once`);
    return opened(event);
  }
  assert(state !== null, `${event.type} follows recourse_opened`);
  assert(event.seq === state.version + 1, `${state.recourseId}: event ${event.seq} follows ${state.version}`);
  return { ...change(state, event), version: event.seq };
};

/** The fold of a whole history; what is stored beside the events must equal it. */
export const replayRecourse = (events: readonly RecordedRecourse[]): RecourseState => {
  let state: RecourseState | null = null;
  for (const event of events) state = evolveRecourse(state, event);
  assert(state !== null, "a history begins with recourse_opened");
  return state;
};

const opened = ({ type: _type, seq, at, by: _by, ...opening }: Extract<RecordedRecourse, { type: "recourse_opened" }>): RecourseState => ({
  ...opening,
  openedAt: at,
  version: seq,
  owedMinor: 0n,
  asOfVersion: 0,
  takes: [],
  writtenOffMinor: 0n,
  chargedTo: opening.bearer === "seller" ? "seller" : "bearer",
  trying: null,
  claim: null,
  writeOff: null,
});

const change = (state: RecourseState, event: Exclude<RecordedRecourse, { type: "recourse_opened" }>): RecourseState => {
  switch (event.type) {
    case "owed_changed":
      return { ...state, owedMinor: event.owedMinor, asOfVersion: event.asOfVersion };
    case "source_tried":
      return {
        ...state,
        trying: event.trying,
        chargedTo: event.fellBack ? "seller" : state.chargedTo,
        claim: claimUnder(state, event.trying),
      };
    case "retry_planned":
      return { ...state, trying: state.trying === null ? null : { ...state.trying, retryAt: event.retryAt } };
    case "money_taken":
      return withTake(state, event.source, event.amountMinor, event.ref);
    case "money_given_back":
      return withTake(state, event.source, -event.amountMinor, event.ref);
    case "claim_submitted":
      return { ...state, claim: withClaim(state, { status: "submitted", evidence: event.evidence }) };
    case "claim_appealed":
      return { ...state, claim: withClaim(state, { status: "appealed", appealEvidence: event.evidence }) };
    case "claim_answered":
      return { ...state, claim: withClaim(state, { status: event.answer }) };
    case "write_off_requested":
      return { ...state, writeOff: { by: event.by, amountMinor: event.amountMinor, requestedAt: event.at } };
    case "write_off_refused":
      return { ...state, writeOff: null };
    case "written_off":
      return { ...state, writeOff: null, writtenOffMinor: state.writtenOffMinor + event.amountMinor };
    case "write_off_undone":
      return { ...state, writtenOffMinor: state.writtenOffMinor - event.amountMinor };
  }
};

const withTake = (
  state: RecourseState,
  source: RecourseState["takes"][number]["source"],
  amountMinor: bigint,
  ref: string,
): RecourseState => ({
  ...state,
  takes: [...state.takes, { source, amountMinor, ref }],
});

/** An appeal goes on with the claim it is about, under a clock of its own. */
const claimUnder = (
  state: RecourseState,
  { source, startedAt, untilAt, retrySeconds }: NonNullable<RecourseState["trying"]>,
): Claim | null => {
  const times = { sendByAt: addMs(startedAt, retrySeconds * SECOND_MS), dueAt: untilAt };
  if (source === "claim") return { status: "open", evidence: [], ...times };
  return source === "appeal" ? withClaim(state, { status: "appeal_open", ...times }) : state.claim;
};

const withClaim = ({ recourseId, claim }: RecourseState, changed: Partial<Claim>): Claim => {
  assert(claim !== null, `${recourseId} has a claim`);
  return { ...claim, ...changed };
};
