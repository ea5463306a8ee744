import type { CaseState } from "@amends/domain/case/case-state";
import type { CaseStore } from "@amends/flows/case-ports";
import type { Scope } from "@amends/flows/scope";
import type { KnownCases } from "./known-cases.ts";

/** Nothing is asked: whoever goes on from here says in the write what was seen. */
export const recallCases =
  (known: Pick<KnownCases, "case" | "order" | "customer" | "places">): CaseStore["recallCase"] =>
  (scope, caseId) => {
    const knownCase = known.case(caseId);
    if (knownCase === undefined || !isWithin(scope, knownCase.state)) return null;
    const { state, headHash, nextPostingNo, others } = knownCase;
    const { orderId, customerId, sellerId } = state;
    const [knownOrder, buyer, at] = [known.order(orderId), known.customer(customerId), known.places(sellerId)];
    if (others === null || knownOrder === undefined || buyer === undefined || at === undefined) return null;
    const { order, factsVersion } = knownOrder;
    const { claims, claimsVersion } = others;
    return {
      order,
      factsVersion,
      claims,
      claimsVersion,
      customer: buyer.customer,
      person: { personId: buyer.personId, ownerId: customerId, secret: null },
      places: at.places,
      answered: null,
      state,
      headHash,
      nextPostingNo,
      seen: { orderId, factsVersion, claimsVersion, customerId, customerHash: buyer.contentHash, sellerId, placesHash: at.version },
    };
  };

const isWithin = (scope: Scope, { operationId, customerId, sellerId }: CaseState): boolean =>
  scope.operationId === operationId &&
  (scope.kind !== "customer" || scope.customerId === customerId) &&
  (scope.kind !== "seller" || scope.sellerId === sellerId);
