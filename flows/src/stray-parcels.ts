import type { CaseId, SellerId } from "@amends/domain/kernel/ids";
import { addMs, HOUR_MS, type Instant } from "@amends/domain/kernel/time";
import type { Actor } from "@amends/domain/party/party";
import { actorOf, type Principal, type Scope, scopeOf } from "./scope.ts";

/** A parcel that came back without a case. It waits for a person, for a stated time, and ends matched to a case or on its way back. */
export type StrayParcel = {
  readonly trackingNo: string;
  readonly carrier: string;
  readonly sellerId: SellerId | null;
  readonly receivedAt: Instant;
  readonly receivedBy: Actor;
  readonly status: "waiting" | "matched" | "sent_back";
  readonly caseId: CaseId | null;
  readonly dueAt: Instant;
};

export type StrayParcelStore = {
  /**
   * `known_case`: the number belongs to a case, which is where the parcel is to be received. `not_yours`: somebody outside the scope has it, as a case or
   * a parcel, and who that is stays unsaid. Recording the same parcel again changes nothing.
   */
  record(
    scope: Scope,
    parcel: StrayParcel,
  ): Promise<
    | { readonly kind: "recorded"; readonly parcel: StrayParcel }
    | { readonly kind: "known_case"; readonly caseId: CaseId }
    | { readonly kind: "not_yours" }
  >;
  list(scope: Scope, after: StrayParcelKey | null, limit: number): Promise<readonly StrayParcel[]>;
  /** Null where no parcel with that number waits in this scope. `caseId` must lie in the same scope, else `case_unknown`. */
  settle(
    scope: Scope,
    trackingNo: string,
    how: { readonly status: "matched"; readonly caseId: CaseId } | { readonly status: "sent_back" },
    at: Instant,
  ): Promise<StrayParcel | "case_unknown" | null>;
};
export type StrayParcelKey = { readonly dueAt: Instant; readonly trackingNo: string };

/** A wrong parcel in a warehouse is somebody's missing one: it is looked at within two days. */
const SETTLED_WITHIN_MS = 48 * HOUR_MS;

export const recordStrayParcel = (
  store: StrayParcelStore,
  principal: Principal,
  { carrier, trackingNo }: Pick<StrayParcel, "carrier" | "trackingNo">,
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
    dueAt: addMs(at, SETTLED_WITHIN_MS),
  });
