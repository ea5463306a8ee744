import type { ServiceType } from "@amends/domain/intake/service-type";

/** How an option is named in an address: `return_refund`, `refund_only.pre_ship`. */
export const optionKey = ({ type, refundOnlyKind }: { readonly type: ServiceType; readonly refundOnlyKind: string | null }): string =>
  refundOnlyKind === null ? type : `${type}.${refundOnlyKind}`;
