import type { LineToJudge } from "../intake/build-context.ts";
import { judgeEligibility, judgeIntactness, judgeSevenDay, type LineJudgement } from "../intake/eligibility.ts";
import { lookUpReason } from "../intake/reason.ts";
import type { StagePack } from "../intake/stage.ts";
import { assert } from "../kernel/assert.ts";
import type { Instant } from "../kernel/time.ts";
import type { Hit } from "../policy/compile-table.ts";
import { type FloorId, floorLine } from "../remedy/floors.ts";
import type { TraceRow } from "./decision.ts";
import { traceFloor, traceRow } from "./trace.ts";

export type JudgedLine = {
  readonly line: LineToJudge;
  readonly judged: LineJudgement;
  readonly reason: Hit;
  readonly floor: FloorId | null;
};

/** The stages that look at one line: reason and windows, intactness, the seven-day right, eligibility, and the floor below them. */
export const judgeLine = (pack: StagePack, line: LineToJudge, at: Instant, trace: TraceRow[] | null): JudgedLine => {
  const { context } = line;
  const lineNo = context.line.no;
  const { reason, evidence } = lookUpReason(pack, context, at, line);
  const intactness = judgeIntactness(pack, context);
  const sevenDay = judgeSevenDay(pack, context);
  const { hit, ...byTable } = judgeEligibility(pack, context, { intactness, sevenDay });
  const { judged, floor } = floorLine(byTable, context);
  if (floor !== null) context.eligibility = { ...context.eligibility, verdict: judged.verdict, route: judged.route };
  if (trace !== null) {
    trace.push(traceRow("reasons", reason, lineNo), traceRow("evidence", evidence, lineNo));
    if (sevenDay.outputs["verdict"] !== "not_asked") {
      trace.push(traceRow("intactness", intactness, lineNo), traceRow("seven_day", sevenDay, lineNo));
    }
    trace.push(traceRow("eligibility", hit, lineNo));
    if (floor !== null) trace.push(traceFloor(floor, lineNo));
  }
  return { line, judged, reason, floor };
};

/** The lines that go forward, and the one that speaks for the case. */
export const leadingOf = (judged: readonly JudgedLine[]): { readonly forward: readonly JudgedLine[]; readonly leading: LineToJudge } => {
  const [first] = judged;
  assert(first !== undefined, "a filing names at least one line of its order");
  const forward = judged.filter(line => line.judged.verdict !== "refused");
  return { forward, leading: (forward[0] ?? first).line };
};
