/** What a buyer can ask for (design.md §3). `refund_only` never stands alone: it always says which of its four kinds. */
export const SERVICE_TYPES = [
  "refund_only",
  "return_refund",
  "exchange",
  "resend",
  "repair",
  "compensation",
  "price_protection",
  "amend_order",
  "logistics",
  "complaint",
  "guarantee_claim",
  "refuse_delivery",
] as const;
export type ServiceType = (typeof SERVICE_TYPES)[number];

/**
 * Whether a case speaks for the pieces it names, so that nobody asks for them twice. A complaint, an enquiry, money on top and a change of the order
 * leave them where they are.
 */
export const takesPieces = (serviceType: ServiceType): boolean => !TAKES_NO_PIECES.has(serviceType);

const TAKES_NO_PIECES: ReadonlySet<ServiceType> = new Set(["compensation", "complaint", "logistics", "amend_order", "price_protection"]);

/** What is asked beside a case that has the pieces: how it went, its freight, its delay. Nobody should have to give it up to say so. */
export const isBesideOtherCases = (serviceType: ServiceType): boolean => serviceType === "complaint" || serviceType === "compensation";

/** Whether another article may be named in place of the one that was bought. */
export const takesReplacement = (serviceType: ServiceType): boolean => serviceType === "exchange" || serviceType === "amend_order";

/** The four lawful kinds of money back without goods back (policy.md RO-7). Never one generic button. */
export const REFUND_ONLY_KINDS = ["pre_ship", "not_received", "agreed", "unreturnable"] as const;
export type RefundOnlyKind = (typeof REFUND_ONLY_KINDS)[number];

export const AMENDMENT_KINDS = ["address", "items", "payment"] as const;
export type AmendmentKind = (typeof AMENDMENT_KINDS)[number];
