import { placeOf, returnReceiver } from "@amends/domain/case/return-destination";
import type { CaseId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { PostalContact } from "@amends/domain/party/postal-contact";
import type { ReadPorts } from "./read-ports.ts";
import { takePersonalData } from "./reveal-personal-data.ts";
import { actorOf, type Principal, scopeOf } from "./scope.ts";
import { templateOf } from "./show-case.ts";

export type ReturnAddressPorts = Pick<ReadPorts, "cases" | "policy" | "personalData" | "returnBooks">;

export type ReturnAddressShown =
  | { readonly kind: "shown"; readonly contact: PostalContact }
  | { readonly kind: "not_found" }
  /** No goods are to be sent back or on their way. */
  | { readonly kind: "not_needed" }
  /** Nobody has given one, or whose it is was erased. */
  | { readonly kind: "missing" };

/**
 * Where the goods of a case go back to, for those who see the case, on record. All other addresses stay their owners': the case says which one, and a
 * seller's address is never shown for goods that somebody else takes in.
 */
export const showReturnAddress = async (
  { cases, policy, personalData, returnBooks }: ReturnAddressPorts,
  principal: Principal,
  caseId: CaseId,
  at: Instant,
): Promise<ReturnAddressShown> => {
  const scope = scopeOf(principal);
  const found = await cases.show(scope, caseId);
  if (found === null) return { kind: "not_found" };
  const { state } = found;
  const receiver = returnReceiver(state, await templateOf(policy, state));
  if (receiver === null) return { kind: "not_needed" };
  const books = await returnBooks(state.operationId, state.sellerId);
  const place = placeOf(books.places, receiver, state);
  const personId = place === null ? null : books.personOf(place);
  if (place === null || personId === null) return { kind: "missing" };
  // The case was found in the reader's own scope, and opens this one text to them.
  const [text] = await takePersonalData(
    personalData,
    { kind: "operation", operationId: state.operationId },
    { personId, textIds: [place.contactTextId] },
    { by: actorOf(principal), reason: `return_address ${caseId}`, at },
  );
  return text?.kind === "address" ? { kind: "shown", contact: text.contact } : { kind: "missing" };
};
