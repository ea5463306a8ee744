import type { RefundOnlyKind, ServiceType } from "../intake/service-type.ts";
import type { Minor } from "../kernel/money.ts";
import type { LiabilityFinding } from "../liability/attribute-liability.ts";
import type { FreightFinding } from "../remedy/bear-freight.ts";
import type { SumDue } from "../remedy/sums-due.ts";
import type { Severity } from "../triage/severity.ts";

/** What one evaluation found. Pure data: the same facts and the same pack give the same decision, bit for bit. */
export type Decision = {
  /** Number of the evaluator, floors and refund maths that made it; a replay uses the same one. */
  readonly engine: number;
  readonly packId: string;
  readonly packHash: string;
  readonly serviceType: ServiceType;
  readonly refundOnlyKind: RefundOnlyKind | null;
  readonly outcome: "approved" | "review" | "refused";
  readonly severity: Severity;
  readonly lines: readonly LineFinding[];
  readonly liability: LiabilityFinding;
  readonly freight: FreightFinding;
  readonly remedy: RemedyFinding;
  /** Sums on top of the refund, each under its own head. Statutory ones are candidates for a person and never paid by a machine. */
  readonly compensation: readonly SumDue[];
  /** Legal floors that changed what the tables said, by guardrail id. */
  readonly floors: readonly string[];
  readonly trace: readonly TraceRow[];
};

export type LineFinding = {
  readonly lineNo: number;
  readonly eligible: boolean;
  /** Ground the line goes forward on (`seven_day`, `quality`, `pre_ship` …), or why it does not. */
  readonly route: string;
  readonly refusal: string | null;
  /** Share of what was really paid for this line's pieces; lines of one case may be damaged to different degrees. */
  readonly ratioBasisPoints: number;
  readonly explanation: Explanation;
};

export type Explanation = { readonly zh: string; readonly en: string; readonly source: string };

export type RemedyFinding = {
  readonly planTemplate: string;
  /** The first line's share of its real paid amount, for damage ratios and fresh tiers; 10,000 = all of it. Each line has its own. */
  readonly ratioBasisPoints: number;
  readonly instantRefund: "none" | "before_return" | "after_return_shipped";
  /** What the buyer stands to get if everything goes as filed. */
  readonly refundMinor: Minor;
  readonly collectMinor: Minor;
};

/** One table row that spoke, with what it said. The explanation page and the agent's view are drawn from these alone. */
export type TraceRow = {
  readonly stage: string;
  readonly table: string;
  readonly rowId: string;
  readonly lineNo: number | null;
  readonly status: "verified" | "chosen" | "unverified" | "floor";
  readonly outputs: Readonly<Record<string, string | number | boolean | null>>;
  readonly explanation: Explanation;
};
