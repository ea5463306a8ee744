import { isId } from "@amends/domain/kernel/ids";
import { parseShortNumber } from "@amends/domain/kernel/short-number";
import type { ReadPorts, SearchHit } from "./read-ports.ts";
import { type Principal, scopeOf } from "./scope.ts";

export type Found = {
  readonly hits: readonly SearchHit[];
  /** It reads like a case number with a digit wrong, and nothing else was found. */
  readonly wrongCheckDigit: boolean;
};

/**
 * One field for all that people have in hand: a case number however it was read out, an order or parcel number, a telephone, an id. Each way is tried,
 * since eleven digits may be any of them.
 */
export const searchAnything = async (
  { search, personalData }: Pick<ReadPorts, "search" | "personalData">,
  principal: Principal,
  text: string,
): Promise<Found> => {
  const typed = text.normalize("NFKC").trim();
  const shortNo = parseShortNumber(typed);
  const hits = await search.find(scopeOf(principal), {
    shortNo: shortNo.kind === "ok" ? shortNo.value : null,
    numbers: [...new Set([typed, typed.replaceAll(/\s/g, ""), typed.replaceAll(/\s/g, "").toUpperCase()])],
    phoneKey: mayFindByPhone(principal) ? personalData.cipher.phoneLookupKey(principal.operationId, typed) : null,
    caseId: isId("case", typed) ? typed : null,
    orderId: isId("order", typed) ? typed : null,
    customerId: isId("customer", typed) ? typed : null,
  });
  return { hits, wrongCheckDigit: hits.length === 0 && shortNo.kind === "wrong_check_digit" };
};

/** Whoever may try telephones learns whose they are: only people at a desk of the operation. */
const mayFindByPhone = ({ role }: Principal): boolean => role !== "buyer" && role !== "seller" && role !== "integrator";
