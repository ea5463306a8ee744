import { assert } from "../kernel/assert.ts";
import type { BorneByPlatform, CauseJudged, CauseLeftOpen, JudgementObjected, ReasonJudged, Recorded } from "./case-event.ts";
import type { CaseState } from "./case-state.ts";

/** What a person found, folded: from now on the case goes by who answers for it. */
export const evolveJudgement = (
  state: CaseState,
  event: Recorded<ReasonJudged | CauseJudged | JudgementObjected | CauseLeftOpen | BorneByPlatform>,
): CaseState => {
  switch (event.type) {
    case "reason_judged":
      return { ...state, judgedReason: event.judgedReason, rootCause: event.rootCause };
    case "cause_judged":
      return judged(state, event);
    case "cause_left_open":
      return { ...state, liability: { ...state.liability, inward: event.inward, rowId: event.floor } };
    case "borne_by_platform": {
      const { borne: _before, ...rest } = state;
      const { ruleId, legs } = event;
      return legs.length === 0 ? rest : { ...rest, borne: { ruleId, legs } };
    }
    case "judgement_objected": {
      const { judgement } = state;
      assert(judgement !== undefined, `${state.caseId}: what is objected to was judged`);
      const { by, at, answerBy, text } = event;
      return {
        ...state,
        judgement: { ...judgement, objection: { by, at, answerBy, textId: text.textId } },
        attention: [...state.attention, OBJECTED],
      };
    }
  }
};

const OBJECTED = "judgement_objected";

/** An objection wants looking at until it is answered, whatever else is cleared. */
export const objectionOf = ({ attention }: CaseState): CaseState["attention"] => attention.filter(known => known === OBJECTED);

const judged = (state: CaseState, event: Recorded<CauseJudged>): CaseState => ({
  ...state,
  judgedReason: event.judgedReason,
  rootCause: event.rootCause,
  liability: { ...state.liability, ...event.liability },
  // What both sides agreed on comes before what a judge finds (policy.md §0.3, rank 3).
  freight: state.freightAgreed === undefined ? event.freight : state.freight,
  attention: state.attention.filter(known => known !== OBJECTED),
  evidence: [...new Set([...state.evidence, ...event.evidence.map(({ sha256 }) => sha256)])],
  judgement: {
    rowId: event.rowId,
    by: event.by,
    at: event.at,
    textId: event.text.textId,
    isFinal: event.answersObjection,
    objection: null,
  },
});
