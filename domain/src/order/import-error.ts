/** Why one record of an import was refused, in the order they are looked for. The rest of the import goes on. */
export const IMPORT_ERROR_CODES = [
  "line_too_long",
  "not_utf8",
  "not_json",
  "unknown_kind",
  "malformed",
  "personal_data_in_id",
  "line_numbers_not_consecutive",
  "number_twice",
  "unknown_line",
  "several_defaults",
  "amount_too_large",
  "amounts_do_not_balance",
  "discount_shares_do_not_sum",
  "shipped_more_than_ordered",
  "cancelled_after_shipping",
  "shipped_unpaid",
  "times_out_of_order",
  "owned_by_other_source",
  "currency_changed",
  "currency_not_of_operation",
  "unknown_customer",
  "unknown_seller",
  "unknown_sku",
  "buyer_changed",
  "same_version_other_content",
] as const;
export type ImportErrorCode = (typeof IMPORT_ERROR_CODES)[number];

/** Messages name fields, numbers and the host's ids, never a name, a phone number or an address. */
export type ImportFault = { readonly code: ImportErrorCode; readonly message: string };
