import type { LineJudgement } from "../intake/eligibility.ts";
import type { EvaluationContext, StageOutputs } from "../intake/evaluation-context.ts";
import type { Sensitivity } from "../intake/reason.ts";
import { type LiabilityFinding, WHOLE_BASIS_POINTS } from "../liability/attribute-liability.ts";
import type { PromiseKind } from "../order/order-facts.ts";
import type { Severity } from "../triage/severity.ts";
import type { InstantRefund, Outcome } from "./decide-remedy.ts";

/**
 * Guardrails no pack can go below (policy.md §1.14). They are asked in every evaluation; where one changes what the tables said, the better for the
 * buyer wins and the change is on record. Of the ten, G-2 holds by the shape of `LineFinding` (a refusal has its row, words and source), G-4 and G-6
 * concern listings and penalties, G-5 which pack is handed in, G-7 the clocks (`serviceStandard`).
 */
export const FLOOR_IDS = ["G-1", "G-3", "G-8", "G-9", "G-10"] as const;
export type FloorId = (typeof FLOOR_IDS)[number];

export const FLOORS: Readonly<Record<FloorId, { readonly zh: string; readonly en: string; readonly source: string }>> = {
  "G-1": {
    zh: "商家没有同意、也没有承诺，平台决定不退货退款的，由平台出钱",
    en: "Where the seller neither agreed nor promised, a refund without a return is paid by the platform",
    source: "SAMR Order 116 (secondary); policy guardrail G-1",
  },
  "G-3": {
    zh: "您不同意自动拒绝，改由人工复核",
    en: "You disagree with an automatic refusal, so a person looks at it",
    source: "PIPL a24",
  },
  "G-8": {
    zh: "法定七天无理由退货，不得以此拒绝",
    en: "The law gives seven days to return this; it may not be refused on such a ground",
    source: "CRPL a25; CRPR a19; 7D a20, a31(1)",
  },
  "G-9": { zh: "没有您的同意，退款只能原路退回", en: "Without your consent the money goes back the way it came", source: "7D a14" },
  "G-10": {
    zh: "涉及人身安全、未成年人或法定赔偿，必须由人工处理",
    en: "Injury, minors or statutory damages: a person must handle it",
    source: "policy guardrail G-10",
  },
};

/** The floors of a return without a reason are Chinese law and bind operations that trade in its currency. */
const CHINESE_CURRENCY = "CNY";

/** CRPL a25 and 7D in code, for the clear cases alone: where the goods' state is open, the table and the inspection speak. */
const hasStatutorySevenDays = ({ operation, order, seller, line, request, reason }: EvaluationContext): boolean =>
  operation.currency === CHINESE_CURRENCY &&
  reason["ground"] === "no_reason" &&
  request.type === "return_refund" &&
  seller.isTrader &&
  order.channel !== "store" &&
  line.state === "delivered" &&
  line.inSevenDayWindow &&
  (line.condition === "unopened" || line.condition === "opened_intact") &&
  (line.sevenDayClass === "none" || (line.sevenDayClass.startsWith("cond_") && !line.confirmed));

/** Grounds that neither a table nor a person may use, whatever a pack allows: 7P-7 (7D a31(1)), 7D-10 (CRPR a19) and the void terms of policy.md §1.9. */
export const BARRED_REFUSALS: readonly string[] = [
  ...["exclusion_not_confirmed", "opened_for_inspection", "discounted_goods", "sale_item", "tag_style_worn", "refund_in_vouchers_only"],
  ...["signed_means_accepted", "platform_not_liable", "final_interpretation", "complaint_excluded", "claims_excluded"],
  ...["rescission_excluded", "contract_not_formed"],
];

/** G-8. */
export const floorLine = (
  judged: LineJudgement,
  context: EvaluationContext,
): { readonly judged: LineJudgement; readonly floor: FloorId | null } => {
  if (judged.verdict !== "refused") return { judged, floor: null };
  if (hasStatutorySevenDays(context))
    return { judged: { ...judged, verdict: "eligible", route: "seven_day", refusal: null }, floor: "G-8" };
  if (judged.refusal !== null && BARRED_REFUSALS.includes(judged.refusal))
    return { judged: { ...judged, verdict: "review", refusal: null }, floor: "G-8" };
  return { judged, floor: null };
};

export type CaseFinding = {
  readonly outcome: Outcome;
  readonly instantRefund: InstantRefund;
  readonly severity: Severity;
  readonly liability: LiabilityFinding;
};

export const floorCase = (
  finding: CaseFinding,
  context: EvaluationContext,
): { readonly finding: CaseFinding; readonly floors: readonly FloorId[] } => {
  let floored = finding;
  const floors: FloorId[] = [];
  for (const { id, holds, floor } of CASE_FLOORS) {
    if (!holds(floored, context)) continue;
    floored = floor(floored);
    floors.push(id);
  }
  return { finding: floored, floors };
};

type CaseFloor = {
  readonly id: FloorId;
  readonly holds: (finding: CaseFinding, context: EvaluationContext) => boolean;
  readonly floor: (finding: CaseFinding) => CaseFinding;
};

const toPeople = (finding: CaseFinding): CaseFinding => ({ ...finding, outcome: "review", instantRefund: "none" });
const unchanged = (finding: CaseFinding): CaseFinding => finding;

/**
 * Promises of a refund without a return, each with the causes it answers for (policy.md §5.5): whoever made one opted in for those and for nothing else
 * (G-1 b). The bad-item badge is for rot, damage, short weight and the wrong kind (DY:_坏了包退官方保障_服务规范 3.6.2).
 */
const OPT_IN_PROMISES: readonly { readonly kind: PromiseKind; readonly causes: readonly string[]; readonly isWeighed: boolean }[] = [
  { kind: "bad_item", causes: ["L-10", "L-11", "L-12", "L-20"], isWeighed: false },
  { kind: "short_weight", causes: ["L-13", "L-20"], isWeighed: true },
  { kind: "fake_times_n", causes: ["L-18"], isWeighed: false },
  { kind: "allergy", causes: ["L-23"], isWeighed: false },
];

/** The platform's own promise binds the platform (policy.md §5.5, L-34): it is nobody's opt-in but its own. */
export const OWN_PROMISE = {
  ruleId: "L-34",
  explanation: {
    zh: "平台自己承诺的保障，由平台出钱",
    en: "What the platform itself promised, the platform pays",
    source: "CRPR a12; CRPL a44; policy guardrail G-1",
  },
} as const;

/** Who promised a refund without a return for this reason, given by its row; the seller where both did. */
export const refundPromiser = (
  reason: StageOutputs,
  promisers: Readonly<Partial<Record<PromiseKind, "seller" | "platform">>>,
): "seller" | "platform" | "none" => {
  const covering = OPT_IN_PROMISES.filter(promise => answersFor(promise, reason)).map(({ kind }) => promisers[kind]);
  if (covering.includes("seller")) return "seller";
  return covering.includes("platform") ? "platform" : "none";
};

/** Whether a refund without a return was promised for this reason, given by its row. */
export const isRefundPromised = (reason: StageOutputs, promised: Readonly<Record<PromiseKind, boolean>>): boolean =>
  OPT_IN_PROMISES.some(promise => promised[promise.kind] && answersFor(promise, reason));

const answersFor = ({ causes, isWeighed }: (typeof OPT_IN_PROMISES)[number], reason: StageOutputs): boolean =>
  causes.some(cause => cause === reason["cause"]) && (!isWeighed || isByWeight(reason));

/** What is weighed and given back in proportion: less than was sold, and neither rot nor another size, which share its cause. */
const isByWeight = (reason: StageOutputs): boolean => reason["evidence"] === "scale" && reason["basis"] === "linear";

const FAULT_ESTABLISHED_BASIS_POINTS = 8000;

/** The seller bears something of it, and neither records nor evidence make us sure enough that it should. */
export const isUnprovedOnSeller = ({
  inward,
  confidenceBasisPoints,
}: Pick<LiabilityFinding, "inward" | "confidenceBasisPoints">): boolean =>
  inward.some(({ party }) => party === "seller") && confidenceBasisPoints < FAULT_ESTABLISHED_BASIS_POINTS;

export const BORNE_BY_PLATFORM: LiabilityFinding["inward"] = [{ party: "platform", shareBasisPoints: WHOLE_BASIS_POINTS }];

const isForcedOnSeller = ({ outcome, liability }: CaseFinding, { request, line, reason }: EvaluationContext): boolean =>
  outcome === "approved" &&
  request.type === "refund_only" &&
  request.kind === "unreturnable" &&
  isUnprovedOnSeller(liability) &&
  !isRefundPromised(reason, line.promise);

const FOR_PEOPLE: readonly Sensitivity[] = ["injury", "food_poisoning", "minor", "privacy", "safety", "punitive", "crime"];

const CASE_FLOORS: readonly CaseFloor[] = [
  {
    id: "G-1",
    holds: isForcedOnSeller,
    floor: finding => ({ ...finding, liability: { ...finding.liability, inward: BORNE_BY_PLATFORM } }),
  },
  { id: "G-3", holds: ({ outcome }, { request }) => outcome === "refused" && request.contestsRefusal, floor: toPeople },
  { id: "G-9", holds: (_, { request }) => request.refundRoute === "other_unconsented", floor: unchanged },
  {
    id: "G-10",
    holds: ({ outcome, severity }, { reason }) =>
      outcome !== "review" && (severity === "p1" || FOR_PEOPLE.some(word => word === reason["sensitive"])),
    floor: toPeople,
  },
];
