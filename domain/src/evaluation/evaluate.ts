import { type LineToJudge, linesToJudge } from "../intake/build-context.ts";
import type { CaseFacts } from "../intake/case-facts.ts";
import type { LinesContext, Verdict } from "../intake/evaluation-context.ts";
import { attributeLiability } from "../liability/attribute-liability.ts";
import type { CompiledPack } from "../policy/pack.ts";
import { bearFreight } from "../remedy/bear-freight.ts";
import { choosePlan, decideRemedy, moreCautious, type Remedy, rateDamage } from "../remedy/decide-remedy.ts";
import { floorCase } from "../remedy/floors.ts";
import { NONE_DUE, sumsDue } from "../remedy/sums-due.ts";
import { judgeSeverity } from "../triage/severity.ts";
import type { Decision, LineFinding, TraceRow } from "./decision.ts";
import { ENGINE } from "./engine.ts";
import { type JudgedLine, judgeLine, leadingOf } from "./judge-line.ts";
import { priceDrop } from "./price-drops.ts";
import { type FiledMoney, type GrantedLine, refundAtFiling, totalsOf } from "./refund-at-filing.ts";
import { explanationOf, traceFloor, traceRow } from "./trace.ts";

/**
 * The one evaluation: facts and pack in, decision and trace out, the stages in their fixed order. Pure; the same input gives the same decision bit for
 * bit. The request has passed `admit`, so what is missing here is our mistake and not the buyer's.
 */
export const evaluate = (facts: CaseFacts, pack: CompiledPack): Decision => evaluateFiling(facts, pack).decision;

/** The decision, and with it the refund it stands for, which a case goes on with. */
export const evaluateFiling = (facts: CaseFacts, pack: CompiledPack): { readonly decision: Decision; readonly money: FiledMoney } => {
  const trace: TraceRow[] = [];
  const judged = linesToJudge(facts).map(line => judgeLine(pack, line, facts.at, trace));
  const { forward, leading } = leadingOf(judged);
  sumUp(judged, leading.context.lines);

  const { severity, hit: severityHit } = judgeSeverity(pack, leading.context);
  const attributed = attributeLiability(pack, leading.context, facts.request.evidence);
  const { liability, hit: liabilityHit, burden } = attributed;
  const { freight, hit: freightHit } = bearFreight(pack, leading.context);
  trace.push(traceRow("severity", severityHit, null), traceRow("burden", burden, null));
  trace.push(traceRow("liability", liabilityHit, null), traceRow("freight", freightHit, null));

  const rated = judged.map(({ line, judged: judgement }) => ({ line, judged: judgement, ...rateDamage(pack, line.context) }));
  const { sums, entitled, hits: sumHits } = forward.length === 0 ? NONE_DUE : sumsDue(pack, leading.context, facts.proven?.lossMinor);
  const granted = rated.filter(line => line.judged.verdict !== "refused");
  const money = refundAtFiling(facts, withPriceDrops(pack, facts, granted, trace), freight, sums);
  leading.context.money.refundMinor = Number(money.refundMinor);
  leading.context.money.collectMinor = Number(money.collectMinor);

  const remedy = remedyOf(pack, forward, leading);
  for (const { line, hit } of rated) trace.push(traceRow("ratio", hit, line.context.line.no));
  if (entitled !== null) trace.push(traceRow("entitlements", entitled, null));
  for (const hit of sumHits) trace.push(traceRow("compensation", hit, null));
  trace.push(traceRow("remedy", remedy.hit, null));

  // A buyer who has to show it first, and has nothing but their word against a record, is heard by a person (policy.md §5.7), whatever a pack makes of it.
  const isContestedWord = attributed.isWordAlone && liability.burdenOn === "buyer" && leading.context.line.record === "contradicts";
  const decidesAlone = trace.every(row => row.status !== "unverified") && money.computed?.kind !== "refused" && !isContestedWord;
  const checked = decidesAlone ? remedy : TO_PEOPLE;
  const { finding, floors } = floorCase(
    { outcome: checked.outcome, instantRefund: checked.instantRefund, severity, liability },
    leading.context,
  );
  for (const id of floors) trace.push(traceFloor(id, null));
  leading.context.remedy = { outcome: finding.outcome, instantRefund: finding.instantRefund };
  const { planTemplate, hit: planHit } = choosePlan(pack, leading.context);
  trace.push(traceRow("plans", planHit, null));
  const decision: Decision = {
    engine: ENGINE,
    packId: pack.id,
    packHash: pack.hash,
    serviceType: facts.request.serviceType,
    refundOnlyKind: facts.request.refundOnlyKind,
    outcome: finding.outcome,
    severity: finding.severity,
    lines: rated.map(({ line, judged: judgement, ratioBasisPoints }) => lineFinding(line, judgement, ratioBasisPoints)),
    liability: finding.liability,
    freight,
    remedy: {
      planTemplate,
      ratioBasisPoints: rated.find(({ line }) => line === leading)?.ratioBasisPoints ?? 0,
      instantRefund: finding.instantRefund,
      refundMinor: money.refundMinor,
      collectMinor: money.collectMinor,
    },
    compensation: sums,
    floors: [...judged.flatMap(line => line.floor ?? []), ...floors],
    trace,
  };
  return { decision, money };
};

/** A row whose source was not read in the original never decides alone, neither for nor against; nor does a sum that does not add up. */
const TO_PEOPLE = { outcome: "review", instantRefund: "none" } as const;

const withPriceDrops = (
  pack: CompiledPack,
  facts: CaseFacts,
  granted: readonly GrantedLine[],
  trace: TraceRow[],
): readonly GrantedLine[] => {
  if (facts.request.serviceType !== "price_protection") return granted;
  const earlier = totalsOf(facts.claims);
  return granted.map(one => {
    const { asks, hits } = priceDrop(pack, facts, one.line, earlier);
    for (const [table, hit] of hits) trace.push(traceRow(table, hit, one.line.context.line.no));
    return { ...one, priceDrops: asks };
  });
};

const sumUp = (judged: readonly JudgedLine[], lines: LinesContext): void => {
  for (const line of judged) lines[line.judged.verdict] += 1;
  lines.verdict = verdictOfAll(lines);
};

const verdictOfAll = ({ eligible, review }: LinesContext): Verdict => (review > 0 ? "review" : eligible > 0 ? "eligible" : "refused");

const remedyOf = (pack: CompiledPack, forward: readonly JudgedLine[], leading: LineToJudge): Remedy => {
  let remedy = decideRemedy(pack, leading.context);
  for (const { line } of forward) {
    if (line !== leading) remedy = moreCautious(remedy, decideRemedy(pack, line.context));
  }
  return remedy;
};

const lineFinding = (
  { context }: LineToJudge,
  { verdict, route, refusal, because }: JudgedLine["judged"],
  ratioBasisPoints: number,
): LineFinding => ({
  lineNo: context.line.no,
  eligible: verdict !== "refused",
  route,
  refusal,
  ratioBasisPoints,
  explanation: explanationOf(because.meta),
});
