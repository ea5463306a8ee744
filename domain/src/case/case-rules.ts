import type { CauseRejection, JudgedCause } from "../evaluation/judge-cause.ts";
import type { ConsentTerms } from "../evidence/consent.ts";
import type { EarlierClaim } from "../intake/case-facts.ts";
import type { Minor } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import type { Role } from "../party/party.ts";
import type { BearingRule } from "./case-event.ts";
import type { CaseLine, CaseState, LineInspection } from "./case-state.ts";
import type { PlanContext } from "./plan-context.ts";
import type { ReturnFreightTerms } from "./return-freight.ts";

/**
 * What a running case is judged by: the pack in force when it was filed, bound to this case, and the order's facts and other claims as loaded with it.
 * Functions instead of the pack itself, so that the case knows what it asks and not how tables answer.
 */
export type CaseRules = PlanContext & {
  /** Claims of the same order other than this case: later refunds are computed on top of them. */
  readonly claims: readonly EarlierClaim[];
  readonly rejectionReason: (reason: string, state: CaseState) => "allowed" | "barred" | "unknown";
  readonly inspectionVerdict: (line: CaseLine, inspection: LineInspection, state: CaseState) => InspectionVerdict;
  readonly offersMax: number;
  /** Whether the pack has this reason. */
  readonly knowsReason: (reason: string) => boolean;
  /** What follows from a cause that a person found behind a reason, or why it is none. */
  readonly judgeCause: (
    named: { readonly reason: string; readonly cause: string },
    state: CaseState,
    at: Instant,
  ) => JudgedCause | CauseRejection;
  /** Who promised a refund without a return for what the case is about; the seller where both did. */
  readonly refundPromisedBy: (state: CaseState) => "seller" | "platform" | "none";
  /** By which rule the platform bears what the seller was charged for, in that rule's words. */
  readonly bearingRule: (state: CaseState) => BearingRule;
  /** So often not solved, a matter is one for the second-gravest level, whatever it began as. */
  readonly graveFromReopened: () => number;
  /** How long a seller may object to a judged cause, and by when the objection is answered. */
  readonly objectionTerms: () => { readonly withinMs: number; readonly answeredWithinMs: number };
  /** Whether evidence of this row of the pack that was not shown is asked for as soon as the case is filed. */
  readonly asksAtFiling: (evidenceRowId: string) => boolean;
  /** What is to be agreed to before this role shows files for what the case is about. */
  readonly consentTerms: (state: CaseState, by: Role) => ConsentTerms;
  readonly returnFreight: ReturnFreightTerms;
  /** The most that one person may vouch for as paid outside the gateways. */
  readonly paidByHandAloneMinor: () => Minor;
  /** The most that this role may give on top of what was paid, in money and in kind together. */
  readonly grantMostMinor: (role: Role) => Minor;
};

export type InspectionVerdict = {
  readonly outcome: "passed" | "passed_with_deduction" | "not_passed" | "proven_fake";
  /** Worth lost in the buyer's hands, of each damaged piece. */
  readonly damageBasisPoints: number;
  readonly rowId: string;
};
