import { allocate } from "../kernel/allocate.ts";
import { USE_FEE_SKU } from "../settlement/exchange-difference.ts";
import type { LineAsk, RefundAsk } from "../settlement/refund-ask.ts";
import { type CommandRejected, type InspectedLine, type ReceivedLine, rejected } from "./case-command.ts";
import type { CaseRules, InspectionVerdict } from "./case-rules.ts";
import type { CaseLine, CaseState } from "./case-state.ts";
import type { CaseDraft } from "./draft.ts";
import { onOpenStep } from "./on-open-step.ts";
import { endStep } from "./plan.ts";
import { settleReturnFreight } from "./return-freight.ts";
import { computedRefund, reviseRefund } from "./revise-refund.ts";
import type { Step } from "./step.ts";

/** The parcel is opened and counted. Fewer pieces than claimed go on as a partial receipt: the refund follows what came. */
export const receiveGoods = (
  draft: CaseDraft,
  rules: CaseRules,
  { lines, wrongGoods }: { readonly lines: readonly ReceivedLine[]; readonly wrongGoods: boolean },
): CommandRejected | null =>
  onOpenStep(draft, "receive", step => {
    if (wrongGoods) {
      endStep(draft, rules, step, "wrong_goods");
      return null;
    }
    const fault = checkReceived(draft.state, lines);
    if (fault !== null) return fault;
    draft.record({ type: "goods_received", stepNo: step.stepNo, lines });
    settleReturnFreight(draft, rules);
    const complete = draft.state.lines.every(line => line.receivedQuantity >= line.quantity);
    endStep(draft, rules, step, complete ? "received" : "partly_received");
    return null;
  });

/** The pieces are graded. The pack says what a grade means; the refund is computed anew where something was missing, wrong or damaged. */
export const inspectGoods = (draft: CaseDraft, rules: CaseRules, lines: readonly InspectedLine[]): CommandRejected | null =>
  onOpenStep(draft, "inspect", step => {
    const fault = checkInspected(draft.state, lines);
    if (fault !== null) return fault;
    const inspected = lines.map(({ lineNo, ...inspection }) => ({ lineNo, inspection }));
    draft.record({ type: "goods_inspected", stepNo: step.stepNo, lines: inspected });
    const verdicts = verdictsOf(draft.state, rules);
    const outcome = reviseAfterInspection(draft, rules, verdicts, overall([...verdicts.values()]));
    endStep(draft, rules, step, foreseen(rules, step, outcome), {
      automatic: { because: "rule", rowId: verdicts.values().next().value?.rowId ?? null, overruledBy: "supervisor" },
    });
    return null;
  });

/** Where the plan says nothing of fakes, goods proven to be fake were rightly claimed, and that is all. */
const foreseen = ({ template }: CaseRules, { key }: Step, outcome: Verdict): Verdict =>
  outcome === "proven_fake" && template.steps.get(key)?.next.has("proven_fake") !== true ? "passed" : outcome;

const verdictsOf = (state: CaseState, rules: CaseRules): ReadonlyMap<number, InspectionVerdict> =>
  new Map(
    state.lines.flatMap(line =>
      line.inspection === null ? [] : [[line.lineNo, rules.inspectionVerdict(line, line.inspection, state)] as const],
    ),
  );

/** One line that may not go back does not take the others with it; only when none may is the whole return refused. */
const overall = (verdicts: readonly InspectionVerdict[]): Verdict => {
  if (verdicts.every(verdict => verdict.outcome === "not_passed")) return "not_passed";
  if (verdicts.some(verdict => verdict.outcome === "proven_fake")) return "proven_fake";
  return verdicts.every(verdict => verdict.outcome === "passed") ? "passed" : "passed_with_deduction";
};

type Verdict = InspectionVerdict["outcome"];

/** Where nothing is left to pay for, the pieces have not passed, whatever each of them was found to be: a person looks at it. */
const reviseAfterInspection = (
  draft: CaseDraft,
  rules: CaseRules,
  verdicts: ReadonlyMap<number, InspectionVerdict>,
  outcome: Verdict,
): Verdict => {
  const { state } = draft;
  const accepted = state.lines.filter(line => acceptedOf(line, verdicts) > 0);
  if (outcome === "not_passed" || accepted.length === 0) return "not_passed";
  if (state.money.ask === null || !isReduced(state, verdicts)) return outcome;
  const ask = inspectedAsk(state, rules, state.money.ask, verdicts);
  if (computedRefund(rules, ask).kind === "refused") return "not_passed";
  reviseRefund(draft, rules, "inspection", ask);
  return outcome;
};

const acceptedOf = ({ lineNo, inspection }: CaseLine, verdicts: ReadonlyMap<number, InspectionVerdict>): number =>
  inspection === null || verdicts.get(lineNo)?.outcome === "not_passed" ? 0 : inspection.good + inspection.damaged;

const isReduced = ({ lines }: CaseState, verdicts: ReadonlyMap<number, InspectionVerdict>): boolean =>
  lines.some(line => line.inspection?.good !== line.quantity || verdicts.get(line.lineNo)?.outcome !== "passed");

/** A gift is charged only with goods that come back, and only goods that came back are exchanged. */
const inspectedAsk = (
  state: CaseState,
  { order }: CaseRules,
  ask: RefundAsk,
  verdicts: ReadonlyMap<number, InspectionVerdict>,
): RefundAsk => {
  const lines = state.lines.flatMap(line => inspectedLine(ask, line, verdicts.get(line.lineNo)));
  const gifts = order.gifts.filter(gift => gift.withLineNos.some(lineNo => lines.some(line => line.lineNo === lineNo)));
  return {
    ...ask,
    lines,
    giftsKept: ask.giftsKept.filter(giftNo => gifts.some(gift => gift.giftNo === giftNo)),
    newItems: ask.newItems.flatMap(item => {
      // What the goods were used for, they were used for, in whatever state they come in.
      if (item.skuId === USE_FEE_SKU) return state.lines.some(line => acceptedOf(line, verdicts) > 0) ? [item] : [];
      const chosen = state.lines.filter(line => line.replacementSkuId === item.skuId);
      const quantity = chosen.reduce((sum, line) => sum + acceptedOf(line, verdicts), 0);
      return quantity === 0 ? [] : [{ ...item, quantity: Math.min(item.quantity, quantity) }];
    }),
  };
};

/**
 * Good pieces as asked; damaged ones less what they lost; missing and wrong ones are not refunded by this case. A line may stand in the ask in two parts
 * (untouched pieces and partly refunded ones): the good ones fill the parts in turn, then the damaged.
 */
const inspectedLine = (ask: RefundAsk, line: CaseLine, verdict: InspectionVerdict | undefined): readonly LineAsk[] => {
  if (line.inspection === null || verdict === undefined || verdict.outcome === "not_passed") return [];
  let { good, damaged } = line.inspection;
  return ask.lines
    .filter(part => part.lineNo === line.lineNo)
    .flatMap(part => {
      const intact = Math.min(good, part.quantity);
      const hurt = Math.min(damaged, part.quantity - intact);
      good -= intact;
      damaged -= hurt;
      return inspectedParts(part, intact, hurt, verdict.damageBasisPoints);
    });
};

const inspectedParts = (part: LineAsk, intact: number, hurt: number, damageBasisPoints: number): readonly LineAsk[] => {
  const sums =
    part.basis.kind === "amount"
      ? allocate(part.basis.amountMinor, [BigInt(intact), BigInt(hurt), BigInt(part.quantity - intact - hurt)])
      : [];
  const of = (quantity: number, index: number, lost: number): readonly LineAsk[] => {
    if (quantity === 0) return [];
    const basis = part.basis.kind === "amount" ? { kind: "amount" as const, amountMinor: sums[index] ?? 0n } : part.basis;
    return [{ ...part, quantity, basis, damageBasisPoints: lost }];
  };
  return [...of(intact, 0, 0), ...of(hurt, 1, damageBasisPoints)];
};

/** A line is counted once, and no more pieces come in than are still on their way. */
const checkReceived = (state: CaseState, lines: readonly ReceivedLine[]): CommandRejected | null => {
  const unknown = unknownLine(state, lines);
  if (unknown !== null) return unknown;
  for (const { lineNo, quantity } of lines) {
    if (!Number.isSafeInteger(quantity) || quantity < 0) return rejected("quantity_not_positive", state, { lineNo, quantity });
  }
  for (const claimed of state.lines) {
    const counted = lines.reduce((sum, line) => (line.lineNo === claimed.lineNo ? sum + line.quantity : sum), claimed.receivedQuantity);
    if (counted > claimed.quantity)
      return rejected("more_than_sent", state, { lineNo: claimed.lineNo, quantity: counted, claimed: claimed.quantity });
  }
  // An empty parcel is the wrong goods, and one that did not come was not received: neither is a receipt of nothing.
  const [first] = lines;
  return lines.some(({ quantity }) => quantity > 0)
    ? null
    : rejected("quantity_not_positive", state, { lineNo: first?.lineNo ?? state.lines[0]?.lineNo ?? 0, quantity: 0 });
};

/** Everything claimed is accounted for, once: good, damaged, missing or not ours. */
const checkInspected = (state: CaseState, lines: readonly InspectedLine[]): CommandRejected | null => {
  const unknown = unknownLine(state, lines);
  if (unknown !== null) return unknown;
  for (const { lineNo, good, damaged, missing, wrong } of lines) {
    const odd = [good, damaged, missing, wrong].find(count => !Number.isSafeInteger(count) || count < 0);
    if (odd !== undefined) return rejected("quantity_not_positive", state, { lineNo, quantity: odd });
  }
  for (const claimed of state.lines) {
    const counted = lines.filter(line => line.lineNo === claimed.lineNo);
    const sum = counted.reduce((total, line) => total + line.good + line.damaged + line.missing + line.wrong, 0);
    const facts = { lineNo: claimed.lineNo, claimed: claimed.quantity };
    if (sum > claimed.quantity) return rejected("more_than_sent", state, { ...facts, quantity: sum });
    if (counted.length !== 1 || sum !== claimed.quantity) return rejected("counts_do_not_add_up", state, { ...facts, counted: sum });
  }
  return null;
};

const unknownLine = (state: CaseState, lines: readonly { readonly lineNo: number }[]): CommandRejected | null => {
  const stranger = lines.find(line => !state.lines.some(claimed => claimed.lineNo === line.lineNo));
  return stranger === undefined ? null : rejected("line_not_in_case", state, { lineNo: stranger.lineNo });
};
