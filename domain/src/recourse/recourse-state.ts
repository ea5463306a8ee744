import type { CaseId, CustomerId, FileId, OperationId, RecourseId, SellerId } from "../kernel/ids.ts";
import { type Currency, type Minor, maxMinor, sumMinor } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import type { Actor } from "../party/party.ts";
import type { Debtor } from "./bearer-shares.ts";
import type { RecoveryRule, RecoverySource } from "./recourse-rules.ts";

/**
 * Money the platform advanced in one case for one bearer, and how it comes back. The fold of its own events (`evolveRecourse`), apart from the case: the
 * buyer has long been paid when this ends.
 *
 * recovering    something is still owed and a source is being tried
 * recovered     nothing is owed
 * written_off   two people decided that the platform bears the rest
 */
export type RecoursePhase = "recovering" | "recovered" | "written_off";

export type RecourseState = {
  readonly recourseId: RecourseId;
  readonly operationId: OperationId;
  readonly caseId: CaseId;
  readonly sellerId: SellerId;
  readonly bearer: Debtor;
  /** Of a buyer's debt: whose. */
  readonly customerId?: CustomerId;
  /** Whose account the case charged, and so whose is relieved by what comes in. */
  readonly postedTo: "bearer" | "seller";
  readonly currency: Currency;
  readonly packHash: string;
  /** The host's number of the order: its proceeds are tried first. */
  readonly externalOrderNo: string;
  readonly openedAt: Instant;
  readonly version: number;
  readonly owedMinor: Minor;
  /** The version of the case the sum was computed at; an older word is not listened to. */
  readonly asOfVersion: number;
  readonly takes: readonly Take[];
  readonly writtenOffMinor: Minor;
  /** Whose account the rest stands on: the bearer's, until a claim fails and the seller has to answer. */
  readonly chargedTo: "bearer" | "seller";
  readonly trying: Trying | null;
  readonly claim: Claim | null;
  readonly writeOff: WriteOffRequest | null;
};

/** What came in from a source; less than nothing where it was given back. `ref` names the movement and is unique in the recourse. */
export type Take = { readonly source: RecoverySource; readonly amountMinor: Minor; readonly ref: string };

export type Trying = RecoveryRule & { readonly startedAt: Instant; readonly untilAt: Instant; readonly retryAt: Instant | null };

/**
 * open         documents are to be sent
 * submitted    they were, the bearer is to answer
 * accepted     to be paid
 * appeal_open  the bearer said no, and may be asked once more with something new
 * appealed     it was, the bearer is to answer for good
 */
export type Claim = {
  readonly status: "open" | "submitted" | "accepted" | "appeal_open" | "appealed" | "rejected" | "paid" | "lapsed";
  readonly sendByAt: Instant;
  readonly dueAt: Instant;
  readonly evidence: readonly FileId[];
  /** What the appeal brought that the claim had not. */
  readonly appealEvidence?: readonly FileId[];
};

export type WriteOffRequest = { readonly by: Actor; readonly amountMinor: Minor; readonly requestedAt: Instant };

export const takenMinor = ({ takes }: Pick<RecourseState, "takes">): Minor => sumMinor(takes.map(take => take.amountMinor));

export const takenFrom = ({ takes }: Pick<RecourseState, "takes">, source: RecoverySource): Minor =>
  sumMinor(takes.filter(take => take.source === source).map(take => take.amountMinor));

/** What is still to be recovered; never less than nothing once a change of what is owed has been followed. */
export const outstandingMinor = (state: Pick<RecourseState, "owedMinor" | "takes" | "writtenOffMinor">): Minor =>
  maxMinor(0n, state.owedMinor - takenMinor(state) - state.writtenOffMinor);

export const recoursePhase = (state: RecourseState): RecoursePhase => {
  if (outstandingMinor(state) > 0n) return "recovering";
  return state.writtenOffMinor > 0n ? "written_off" : "recovered";
};

/** When the machine has to look again by itself; null while it waits for people or for nothing. */
export const recourseDueAt = (state: RecourseState): Instant | null => {
  if (outstandingMinor(state) === 0n || state.trying === null) return null;
  const { trying, claim } = state;
  switch (trying.source) {
    case "frozen_settlement":
    case "deposit":
      return trying.startedAt;
    case "next_settlements":
      return trying.untilAt;
    case "receivable":
      return trying.retryAt ?? trying.untilAt;
    case "claim":
    case "appeal":
      return claim?.status === "open" || claim?.status === "appeal_open" ? claim.sendByAt : (claim?.dueAt ?? trying.untilAt);
    case "write_off":
      return null;
  }
};
