import type { ServiceType } from "@amends/domain/intake/service-type";

/** How an option is named in an address: `return_refund`, `refund_only.pre_ship`. */
export const optionKey = ({ type, refundOnlyKind }: { readonly type: ServiceType; readonly refundOnlyKind: string | null }): string =>
  refundOnlyKind === null ? type : `${type}.${refundOnlyKind}`;

/**
 * What this page can ask everything for that the filing needs. A sum agreed with the shop, another version of the goods and a changed order need more than
 * a confirmation; they are begun by a person or the shop's own page.
 */
const BEYOND_A_TAP: readonly string[] = ["refund_only.agreed", "amend_order"];

export const isFilableHere = (option: Parameters<typeof optionKey>[0]): boolean => !BEYOND_A_TAP.includes(optionKey(option));
