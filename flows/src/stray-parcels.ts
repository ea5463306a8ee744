import type { AcceptedLine, CaseCommand } from "@amends/domain/case/case-command";
import type { CaseId, SellerId } from "@amends/domain/kernel/ids";
import { addMs, HOUR_MS, type Instant } from "@amends/domain/kernel/time";
import type { Actor } from "@amends/domain/party/party";
import { type CommandOutcome, type CommandPorts, commandCase } from "./command-case.ts";
import { actorOf, type Principal, type Scope, scopeOf } from "./scope.ts";

/**
 * A parcel that came back without a case, or what was in a case's parcel beyond its claim. It waits for a person, for a stated time, and ends matched to a
 * case, kept because its goods were paid back before, or on its way back.
 */
export type StrayParcel = {
  readonly trackingNo: string;
  readonly carrier: string;
  readonly sellerId: SellerId | null;
  readonly receivedAt: Instant;
  readonly receivedBy: Actor;
  readonly status: "waiting" | "matched" | "sent_back" | "accepted";
  /** Where it was matched to, or whose goods were kept. */
  readonly caseId: CaseId | null;
  /** The case in whose parcel the goods came, also once they are another's. */
  readonly surplusOf: CaseId | null;
  readonly dueAt: Instant;
};

export type StrayParcelStore = {
  /**
   * `known_case`: the number belongs to a case, which is where the parcel is to be received. `not_yours`: somebody outside the scope has it, as a case or
   * a parcel, and who that is stays unsaid. `not_of_case`: goods are said to have come with a case that has no such parcel in this scope. Recording the same
   * parcel again changes nothing, but what was too much in a parcel that was matched to its case waits anew.
   */
  record(
    scope: Scope,
    parcel: StrayParcel,
  ): Promise<
    | { readonly kind: "recorded"; readonly parcel: StrayParcel }
    | { readonly kind: "known_case"; readonly caseId: CaseId }
    | { readonly kind: "not_of_case"; readonly caseId: CaseId }
    | { readonly kind: "not_yours" }
  >;
  list(scope: Scope, status: "waiting" | "settled", after: StrayParcelKey | null, limit: number): Promise<readonly StrayParcel[]>;
  find(scope: Scope, trackingNo: string): Promise<StrayParcel | null>;
  /** Null where no parcel with that number waits in this scope. Whether the case is one of the scope's is not asked here. */
  settle(
    scope: Scope,
    trackingNo: string,
    how: { readonly status: "matched" | "accepted"; readonly caseId: CaseId } | { readonly status: "sent_back" },
    at: Instant,
  ): Promise<StrayParcel | null>;
};
export type StrayParcelKey = { readonly dueAt: Instant; readonly trackingNo: string };

/** A wrong parcel in a warehouse is somebody's missing one: it is looked at within two days. */
const SETTLED_WITHIN_MS = 48 * HOUR_MS;

export const recordStrayParcel = (
  store: StrayParcelStore,
  principal: Principal,
  { carrier, trackingNo, surplusOf }: Pick<StrayParcel, "carrier" | "trackingNo" | "surplusOf">,
  at: Instant,
): ReturnType<StrayParcelStore["record"]> =>
  store.record(scopeOf(principal), {
    trackingNo,
    carrier,
    sellerId: principal.role === "seller" ? principal.sellerId : null,
    receivedAt: at,
    receivedBy: actorOf(principal),
    status: "waiting",
    caseId: null,
    surplusOf,
    dueAt: addMs(at, SETTLED_WITHIN_MS),
  });

type MatchPorts = { readonly filing: CommandPorts; readonly strayParcels: StrayParcelStore };

/** Why a case does not take a parcel; none of what only a caller with a version or a key can meet. */
type NotTaken =
  | { readonly kind: "parcel_unknown" }
  | Exclude<CommandOutcome, { readonly kind: "done" | "answered_before" | "key_reused" | "stale_version" }>;

export type MatchOutcome = { readonly kind: "matched"; readonly parcel: StrayParcel } | { readonly kind: "surplus_of_case" } | NotTaken;
export type AcceptOutcome = { readonly kind: "accepted"; readonly parcel: StrayParcel } | NotTaken;

export const matchStrayParcel = async (
  ports: MatchPorts,
  principal: Principal,
  { trackingNo, caseId }: { readonly trackingNo: string; readonly caseId: CaseId },
  at: Instant,
): Promise<MatchOutcome> => {
  const waiting = await ports.strayParcels.find(scopeOf(principal), trackingNo);
  if (waiting === null) return { kind: "parcel_unknown" };
  if (waiting.surplusOf === caseId) return { kind: "surplus_of_case" };
  const { carrier } = waiting;
  const taken = await giveToCase(
    ports,
    principal,
    { trackingNo, caseId, status: "matched" },
    { kind: "match_parcel", carrier, trackingNo },
    at,
  );
  return taken.kind === "taken" ? { kind: "matched", parcel: taken.parcel } : taken;
};

/** The goods came too late for their case and stay all the same: the case notes how they were found, and nobody looks for them any more. */
export const acceptStrayParcel = async (
  ports: MatchPorts,
  principal: Principal,
  { trackingNo, caseId, lines }: { readonly trackingNo: string; readonly caseId: CaseId; readonly lines: readonly AcceptedLine[] },
  at: Instant,
): Promise<AcceptOutcome> => {
  const waiting = await ports.strayParcels.find(scopeOf(principal), trackingNo);
  if (waiting === null) return { kind: "parcel_unknown" };
  const { carrier } = waiting;
  const kept = { kind: "accept_late_goods", carrier, trackingNo, lines } as const;
  const taken = await giveToCase(ports, principal, { trackingNo, caseId, status: "accepted" }, kept, at);
  return taken.kind === "taken" ? { kind: "accepted", parcel: taken.parcel } : taken;
};

type Settled = { readonly trackingNo: string; readonly caseId: CaseId; readonly status: "matched" | "accepted" };

/**
 * The case hears of its parcel first and the parcel's own row second: who is interrupted between the two does the same again, and the case, which knows the
 * number by then, says yes.
 */
const giveToCase = async (
  { filing, strayParcels }: MatchPorts,
  principal: Principal,
  { trackingNo, caseId, status }: Settled,
  command: CaseCommand,
  at: Instant,
): Promise<{ readonly kind: "taken"; readonly parcel: StrayParcel } | NotTaken> => {
  const outcome = await commandCase(filing, {
    principal,
    caseId,
    command,
    ifVersion: null,
    idempotency: null,
    endsEffect: null,
    answer: () => ({ status: 200, response: "" }),
  });
  switch (outcome.kind) {
    case "done": {
      const parcel = await strayParcels.settle(scopeOf(principal), trackingNo, { status, caseId }, at);
      return parcel === null ? { kind: "parcel_unknown" } : { kind: "taken", parcel };
    }
    case "answered_before":
    case "key_reused":
    case "stale_version":
      throw new Error(`broken invariant: ${trackingNo} goes to a case without a key and without a version`);
    case "not_found":
    case "too_busy":
    case "person_erased":
    case "rejected":
      return outcome;
  }
};
