/** Everyone who can be named as acting, waiting, at fault or paying. One list, used by plans, liability and money alike (policy.md §5.2). */
export const PARTIES = [
  "buyer",
  "seller",
  "platform",
  "carrier_out",
  "carrier_return",
  "warehouse",
  "manufacturer",
  "supplier",
  "installer",
  "repairer",
  "live_room",
  "creator",
  "pickup_point",
  "insurer",
  "testing_lab",
  /** Keeps and packs what is imported: a bonded warehouse, or one abroad. */
  "overseas_warehouse",
  /** Answers in the country for a seller abroad: speaks for it, takes its returns, sees to labels and papers. */
  "domestic_agent",
  "none",
] as const;
export type Party = (typeof PARTIES)[number];

/** What a signed-in principal is to the system. Row scope per role is defined once, in the flows' scope. */
export const ROLES = [
  "buyer",
  "seller",
  "agent",
  "complaint_owner",
  "supervisor",
  "finance",
  "warehouse",
  "admin",
  "integrator",
  "system",
] as const;
export type Role = (typeof ROLES)[number];

/** Who did something: the id is an account, customer, seller, key or `system`. */
export type Actor = { readonly role: Role; readonly id: string };
