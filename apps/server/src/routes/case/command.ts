import type { COMMAND_REFUSALS } from "@amends/contract/command-refusals";
import { type Refusal, refuse } from "@amends/contract/errors";
import * as route from "@amends/contract/routes/case/command";
import * as evidenceRoute from "@amends/contract/routes/case/evidence-command";
import type { benefit } from "@amends/contract/views/case-view";
import type { Amount } from "@amends/contract/wire";
import { shortShare } from "@amends/domain/case/proof";
import type { ProvedShare } from "@amends/domain/case/proof-facts";
import { FILE_KINDS } from "@amends/domain/evidence/evidence-file";
import type { Benefit } from "@amends/domain/remedy/benefit";
import { type CommandAsk, commandCase } from "@amends/flows/command-case";
import { outcomeOfProof, suggestSums } from "@amends/flows/suggest-sums";
import { fileAsKnown } from "@amends/flows/weigh-evidence";
import type { z } from "zod";
import type { ServerDeps } from "../../deps.ts";
import { principalKey } from "../../principal-key.ts";
import { type Call, mount, type Verbatim, wireText } from "../../route.ts";
import { summaryOf } from "../../views/case-view.ts";
import { isOwnCurrency, otherCurrency } from "./amount-currency.ts";
import { refusalOf } from "./case-refusals.ts";

type Deps = Pick<ServerDeps, "filing" | "reads">;
type Refused = Refusal<(typeof COMMAND_REFUSALS)[number] | "stale_version" | "conflict_retry" | "idempotency_key_reused">;

/** What every command route hands on, whatever it asks. */
type Caller = Pick<Call<typeof route.approveCase>, "principal" | "params" | "ifMatchVersion" | "idempotency">;

const carryOut = async ({ filing }: Deps, call: Caller, command: CommandAsk["command"]): Promise<Verbatim | Refused> => {
  const { principal, params, ifMatchVersion, idempotency } = call;
  const { caseId } = params;
  const outcome = await commandCase(filing, {
    principal,
    caseId,
    command,
    ifVersion: ifMatchVersion ?? null,
    idempotency: idempotency === undefined ? null : { ...idempotency, principal: principalKey(principal) },
    endsEffect: null,
    answer: (state, template) => ({ status: 200, response: wireText(route.approveCase, 200, summaryOf(state, template)) }),
  });
  switch (outcome.kind) {
    case "done":
      return { kind: "verbatim", status: 200, body: outcome.response, version: outcome.state.version };
    case "answered_before":
      return { kind: "verbatim", status: 200, body: outcome.response };
    case "not_found":
      return refuse("not_found", { id: caseId });
    case "key_reused":
      return refuse("idempotency_key_reused", { key: idempotency?.key ?? "" });
    case "stale_version":
      return refuse("stale_version", { id: caseId, currentVersion: outcome.version, givenVersion: ifMatchVersion ?? 0 });
    case "too_busy":
      return refuse("conflict_retry", { id: caseId });
    case "person_erased":
      return refuse("person_erased", { id: caseId });
    case "rejected":
      return refusalOf(outcome);
  }
};

type NamedAmount = readonly [place: string, amount: Amount | undefined];

/** Throws the refusal of the first amount that is in another currency than the operation's. */
const mustBeOwn = async (
  deps: Deps,
  { principal, now, language }: Pick<Call<typeof route.grantOnCase>, "principal" | "now" | "language">,
  amounts: readonly NamedAmount[],
): Promise<void> => {
  for (const [place, amount] of amounts) {
    if (amount !== undefined && !(await isOwnCurrency(deps, principal, amount, now))) throw otherCurrency([place], language);
  }
};

type WireShare = z.output<typeof route.enterProof.body>["shares"][number];

/** What is missing of the weight is the share that was not delivered; more than was sold is no shortage. */
const shareOf = (share: WireShare): ProvedShare => {
  const { lineNo } = share;
  if (share.kind === "share") return { lineNo, basisPoints: share.basisPoints, weights: null };
  const { soldGrams, foundGrams } = share;
  return { lineNo, basisPoints: shortShare(soldGrams, foundGrams), weights: { soldGrams, foundGrams } };
};

type WireBenefit = z.output<typeof benefit>;

const worthsOf = (benefits: readonly WireBenefit[]): readonly NamedAmount[] =>
  benefits.map(({ worth }, index) => [`benefits.${index}.worth`, worth]);

const benefitOf = ({ worth, ...what }: WireBenefit): Benefit => ({ ...what, worthMinor: worth.amountMinor });

export const caseCommandRoutes = (deps: Deps) => ({
  approveCase: mount(route.approveCase, call => carryOut(deps, call, { kind: "approve" })),
  rejectCase: mount(route.rejectCase, call => carryOut(deps, call, { kind: "reject", reason: call.body.reason })),
  offerOnCase: mount(route.offerOnCase, async call => {
    const { amount, keepGoods, benefits, freight } = call.body;
    await mustBeOwn(deps, call, [["amount", amount], ...worthsOf(benefits)]);
    return carryOut(deps, call, {
      kind: "make_offer",
      amountMinor: amount.amountMinor,
      keepGoods,
      benefits: benefits.map(benefitOf),
      freight,
    });
  }),
  grantOnCase: mount(route.grantOnCase, async call => {
    const { refund, cash, benefits, bearer } = call.body;
    await mustBeOwn(deps, call, [["refund", refund], ["cash", cash], ...worthsOf(benefits)]);
    return carryOut(deps, call, {
      kind: "grant",
      grant: {
        refundMinor: refund?.amountMinor ?? 0n,
        cashMinor: cash?.amountMinor ?? 0n,
        benefits: benefits.map(benefitOf),
        bearer: bearer ?? null,
      },
    });
  }),
  enterProof: mount(route.enterProof, async call => {
    const { loss, shares, evidence } = call.body;
    await mustBeOwn(deps, call, [["loss", loss]]);
    const proof = { lossMinor: loss?.amountMinor ?? 0n, shares: shares.map(shareOf), evidence };
    const outcome = await outcomeOfProof(deps.reads, call.scope, call.params.caseId, proof);
    if (outcome === null) return refuse("not_found", { id: call.params.caseId });
    return carryOut(deps, call, { kind: "enter_proof", proof, outcome });
  }),
  grantSuggested: mount(route.grantSuggested, async call => {
    const { caseId } = call.params;
    const suggested = await suggestSums(deps.reads, call.scope, caseId);
    if (suggested === null) return refuse("not_found", { id: caseId });
    const sums = suggested.sums.filter(({ head }) => call.body.heads.includes(head));
    return carryOut(deps, call, { kind: "grant", grant: { refundMinor: 0n, cashMinor: 0n, benefits: [], bearer: null, sums } });
  }),
  confirmSolution: mount(route.confirmSolution, call => carryOut(deps, call, { kind: "confirm_solution", ...call.body })),
  reportTrace: mount(route.reportTrace, call => carryOut(deps, call, { kind: "report_trace", ...call.body })),
  reportVisit: mount(route.reportVisit, call => carryOut(deps, call, { kind: "report_visit", ...call.body })),
  quoteRepair: mount(route.quoteRepair, async call => {
    await mustBeOwn(deps, call, [["amount", call.body.amount]]);
    return carryOut(deps, call, { kind: "quote_repair", amountMinor: call.body.amount.amountMinor });
  }),
  lendUnit: mount(route.lendUnit, async call => {
    const { unitRef, worth } = call.body;
    await mustBeOwn(deps, call, [["worth", worth]]);
    return carryOut(deps, call, { kind: "lend_unit", unitRef, worthMinor: worth.amountMinor });
  }),
  answerQuote: mount(route.answerQuote, call => carryOut(deps, call, { kind: "answer_quote", ...call.body })),
  reportRepair: mount(route.reportRepair, call => carryOut(deps, call, { kind: "report_repair", ...call.body })),
  counterOffer: mount(route.counterOffer, async call => {
    const { amount, keepGoods, freight } = call.body;
    await mustBeOwn(deps, call, [["amount", amount]]);
    return carryOut(deps, call, { kind: "counter_offer", amountMinor: amount.amountMinor, keepGoods, freight });
  }),
  answerOffer: mount(route.answerOffer, call => carryOut(deps, call, { kind: "answer_offer", accept: call.body.accept })),
  waitForBuyer: mount(route.waitForBuyer, call => carryOut(deps, call, { kind: "wait_for_buyer", ...call.body })),
  goOnWithCase: mount(route.goOnWithCase, call => carryOut(deps, call, { kind: "go_on" })),
  setCaseSeverity: mount(route.setCaseSeverity, call => carryOut(deps, call, { kind: "set_severity", ...call.body })),
  withdrawCase: mount(route.withdrawCase, call => carryOut(deps, call, { kind: "withdraw" })),
  requestEvidence: mount(evidenceRoute.requestEvidence, call =>
    carryOut(deps, call, { kind: "request_evidence", of: call.body.of, kinds: FILE_KINDS.filter(kind => call.body[kind]) }),
  ),
  provideEvidence: mount(evidenceRoute.provideEvidence, call => carryOut(deps, call, { kind: "provide_evidence", ...call.body })),
  assessFile: mount(evidenceRoute.assessFile, async call => {
    const { fileId, finding, why } = call.body;
    const known = await fileAsKnown(deps.reads, call.scope, call.params.caseId, { fileId, finding });
    if (known === null) return refuse("not_found", { id: fileId });
    return carryOut(deps, call, { kind: "write_assessment", fileId, finding, known, why });
  }),
  withdrawConsent: mount(evidenceRoute.withdrawConsent, call => carryOut(deps, call, { kind: "withdraw_consent", ...call.body })),
  handOverReturn: mount(route.handOverReturn, async call => {
    const { returnFreight, ...named } = call.body;
    if (returnFreight === undefined) return carryOut(deps, call, { kind: "hand_over", ...named });
    const { amount, receipt } = returnFreight;
    await mustBeOwn(deps, call, [["returnFreight.amount", amount]]);
    return carryOut(deps, call, { kind: "hand_over", ...named, returnFreight: { amountMinor: amount.amountMinor, receipt } });
  }),
  correctParcel: mount(route.correctParcel, call => carryOut(deps, call, { kind: "correct_parcel", ...call.body })),
  requestPickup: mount(route.requestPickup, call => carryOut(deps, call, { kind: "request_pickup" })),
  receiveReturn: mount(route.receiveReturn, call => carryOut(deps, call, { kind: "receive_goods", ...call.body })),
  inspectReturn: mount(route.inspectReturn, call => carryOut(deps, call, { kind: "inspect_goods", ...call.body })),
  sendBackToBuyer: mount(route.sendBackToBuyer, call => carryOut(deps, call, { kind: "send_back", ...call.body })),
  confirmArrival: mount(route.confirmArrival, call => carryOut(deps, call, { kind: "confirm_arrival", ...call.body })),
  reportTracking: mount(route.reportTracking, call => carryOut(deps, call, { kind: "report_tracking", ...call.body })),
  retryStep: mount(route.retryStep, call => carryOut(deps, call, { kind: "retry_step", ...call.body })),
  settleByHand: mount(route.settleByHand, call => carryOut(deps, call, { kind: "settle_by_hand", ...call.body })),
  closeRecovery: mount(route.closeRecovery, call => carryOut(deps, call, { kind: "close_recovery" })),
  payDebt: mount(route.payDebt, call => carryOut(deps, call, { kind: "pay_debt" })),
  clearAttention: mount(route.clearAttention, call => carryOut(deps, call, { kind: "clear_attention" })),
  judgeReason: mount(route.judgeReason, call => carryOut(deps, call, { kind: "judge_reason", ...call.body })),
  judgeCause: mount(route.judgeCause, call => carryOut(deps, call, { kind: "write_judgement", ...call.body })),
  objectToJudgement: mount(route.objectToJudgement, call => carryOut(deps, call, { kind: "write_objection", ...call.body })),
  addNote: mount(route.addNote, call => carryOut(deps, call, { kind: "write_note", ...call.body })),
});
