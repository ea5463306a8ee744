import { type CauseAsk, type CausePlace, judgeCause, knowsReason, reasonRow, refundPromisedBy } from "../evaluation/judge-cause.ts";
import type { ConsentTerms } from "../evidence/consent.ts";
import type { CustomerFacts, EarlierClaim } from "../intake/case-facts.ts";
import { consentTerms } from "../intake/consent-asked.ts";
import { ask, type StagePack, wholeOf, wordOf } from "../intake/stage.ts";
import { assert } from "../kernel/assert.ts";
import { type Instant, SECOND_MS } from "../kernel/time.ts";
import type { OrderFacts } from "../order/order-facts.ts";
import type { Role } from "../party/party.ts";
import type { CompiledPack } from "../policy/pack.ts";
import { basisIn, type Hours } from "../promise/hours.ts";
import { type QuietHours, rungAbove } from "../promise/ladder.ts";
import { type PromiseContext, type ServiceStandard, serviceStandard } from "../promise/service-standard.ts";
import { BARRED_REFUSALS } from "../remedy/floors.ts";
import { bearingRule } from "./bearing-rule.ts";
import type { CaseRules, InspectionVerdict } from "./case-rules.ts";
import type { CaseLine, CaseState, LineInspection } from "./case-state.ts";
import type { StepPromise } from "./plan-context.ts";
import type { PlanTemplate, StepTemplate } from "./plan-graph.ts";
import type { ReturnPlaces } from "./return-destination.ts";
import type { ReturnFreightTerms } from "./return-freight.ts";

/** A pack ready to decide: compiled tables, and plan templates already checked. */
export type RunningPack = { readonly pack: CompiledPack; readonly templates: ReadonlyMap<string, PlanTemplate> };

/** What is loaded with a case and the rules need beside it. */
export type RulesFacts = {
  readonly order: OrderFacts;
  readonly customer: Pick<CustomerFacts, "tier">;
  readonly claims: readonly EarlierClaim[];
  /** The hours of whoever sells and of their partners, for standards a pack counts in them; none known = around the clock. */
  readonly calendar?: Hours | null;
  /** Where goods may go to. */
  readonly places?: ReturnPlaces;
};

/** Binds a pack to one case: from here on the case asks questions and does not know that tables answer. */
export const bindRules = (
  { pack, templates }: RunningPack,
  planTemplate: string,
  { order, customer, claims, calendar = null, places }: RulesFacts,
): CaseRules => {
  const template = templates.get(planTemplate);
  assert(template !== undefined, `the pack ${pack.hash} has the plan template ${planTemplate}`);
  return {
    template,
    order,
    ...(places === undefined ? {} : { places }),
    claims,
    promiseOf: (step, state) => promisedIn(serviceStandard(pack, promiseContext(step, state, customer.tier)), step.owner, calendar),
    rungAbove: (step, state, taken) => rungAbove(pack, promiseContext(step, state, customer.tier), taken),
    quietHours: quietHoursOf(pack),
    rejectionReason: reason => standingOf(pack, reason),
    inspectionVerdict: (line, inspection, state) => verdictOn(pack, line, inspection, state),
    offersMax: offersMaxOf(pack),
    knowsReason: reason => knowsReason(pack, reason),
    judgeCause: ({ reason, cause }, state, at) => judgeCause(pack, { reason, cause, request: requestOf(state) }, placeOf(state, order, at)),
    refundPromisedBy: state => promisedBy(pack, state, order),
    bearingRule: state => bearingRule(pack, state, promisedBy(pack, state, order)),
    graveFromReopened: () => wholeParameter(pack, "reopened.graveFrom"),
    objectionTerms: () => objectionTermsOf(pack),
    asksAtFiling: rowId => listParameter(pack, "evidence.askedAtFiling").includes(rowId),
    consentTerms: (state, by) => consentTermsOf(pack, state, order, by),
    returnFreight: returnFreightTerms(pack),
    paidByHandAloneMinor: () => BigInt(wholeParameter(pack, "paidByHand.aloneMostMinor")),
    grantMostMinor: role => BigInt(wholeParameter(pack, `grant.mostMinor.${role === "admin" ? "supervisor" : role}`)),
  };
};

/** How many offers both sides may make between them. */
export const offersMaxOf = (pack: CompiledPack): number => wholeParameter(pack, "negotiation.offersMax");

/** Which consent showing a file for this case needs, by the reason it was filed for. */
export const consentTermsOf = (pack: StagePack, { claimedReason, lines }: CaseState, order: OrderFacts, by: Role): ConsentTerms => {
  const line = order.lines.find(({ lineNo }) => lineNo === lines[0]?.lineNo) ?? null;
  return consentTerms(pack, reasonRow(pack, claimedReason, line), by);
};

export const requestOf = ({ serviceType, refundOnlyKind }: CaseState): CauseAsk["request"] => ({ type: serviceType, kind: refundOnlyKind });

const promisedBy = (
  pack: StagePack,
  { judgedReason, claimedReason, lines: [line] }: CaseState,
  order: OrderFacts,
): ReturnType<CaseRules["refundPromisedBy"]> =>
  line === undefined ? "none" : refundPromisedBy(pack, judgedReason ?? claimedReason, { order, lineNo: line.lineNo });

/** What a case is about is judged on its first line: the lines of one case have one reason. */
const placeOf = ({ caseId, lines: [line] }: CaseState, order: OrderFacts, at: Instant): CausePlace => {
  assert(line !== undefined, `${caseId} has a line`);
  return { order, lineNo: line.lineNo, at };
};

/** How long a seller may object to a judged cause, and by when somebody answers. */
export const objectionTermsOf = (pack: CompiledPack): ReturnType<CaseRules["objectionTerms"]> => ({
  withinMs: wholeParameter(pack, "judgement.objectionSeconds") * SECOND_MS,
  answeredWithinMs: wholeParameter(pack, "judgement.answerSeconds") * SECOND_MS,
});

const promisedIn = (standard: ServiceStandard, owner: string, hours: Hours | null): StepPromise => ({
  ...standard,
  basis: basisIn(standard.countsIn, owner, hours),
});

const promiseContext = ({ type, owner }: Pick<StepTemplate, "type" | "owner">, state: CaseState, tier: string): PromiseContext => ({
  step: { type, owner },
  request: { type: state.serviceType, kind: state.refundOnlyKind },
  severity: { level: state.severity },
  buyer: { tier },
});

/** A pack that names none speaks at any hour. */
const quietHoursOf = (pack: CompiledPack): QuietHours | null => {
  if (pack.parameters["quietHours.fromSecond"] === undefined) return null;
  const [fromSecond, toSecond] = [wholeParameter(pack, "quietHours.fromSecond"), wholeParameter(pack, "quietHours.toSecond")];
  return { fromSecond, toSecond, zone: { id: "quiet hours", offsetMinutes: wholeParameter(pack, "quietHours.zoneMinutes") } };
};

const VERDICTS = ["passed", "passed_with_deduction", "not_passed", "proven_fake"] as const;

const verdictOn = (pack: StagePack, line: CaseLine, inspection: LineInspection, state: CaseState): InspectionVerdict => {
  const hit = ask(pack, "inspection", {
    inspection: { ...inspection, claimed: line.quantity },
    liability: { outward: state.liability.outward },
    request: { type: state.serviceType, kind: state.refundOnlyKind, reason: state.judgedReason ?? state.claimedReason },
  });
  return { outcome: wordOf(hit, "outcome", VERDICTS), damageBasisPoints: wholeOf(hit, "damageBasisPoints"), rowId: hit.rowId };
};

/** G-8: what law bars as a ground of refusal cannot be chosen, even if the pack allowed it, and a ground the pack does not know is no ground. */
const standingOf = (pack: CompiledPack, reason: string): "allowed" | "barred" | "unknown" => {
  if (BARRED_REFUSALS.includes(reason) || listParameter(pack, "rejection.barred").includes(reason)) return "barred";
  return listParameter(pack, "rejection.allowed").includes(reason) ? "allowed" : "unknown";
};

/** A pack that names no most pays no freight by itself. */
export const returnFreightTerms = (pack: CompiledPack): ReturnFreightTerms => {
  const namesMost = pack.parameters["returnFreight.mostMinor"] !== undefined;
  if (!namesMost) return { mostMinor: 0n, receiptAboveMinor: 0n };
  return {
    mostMinor: BigInt(wholeParameter(pack, "returnFreight.mostMinor")),
    receiptAboveMinor: BigInt(wholeParameter(pack, "returnFreight.receiptAboveMinor")),
  };
};

const wholeParameter = (pack: CompiledPack, key: string): number => {
  const value = pack.parameters[key];
  assert(typeof value === "number" && Number.isSafeInteger(value), `the pack ${pack.id} sets ${key} to a whole number`);
  return value;
};

const listParameter = (pack: CompiledPack, key: string): readonly unknown[] => {
  const value = pack.parameters[key];
  assert(Array.isArray(value), `the pack ${pack.id} sets ${key} to a list`);
  return value;
};
