import type { HostRecord } from "./host-record.ts";

/** Why one record of an import was refused, in the order they are looked for. The rest of the import goes on. */
export const IMPORT_ERROR_CODES = [
  "line_too_long",
  "not_utf8",
  "csv_bom_contradicts_encoding",
  "csv_not_in_encoding",
  "csv_unreadable",
  "csv_no_header",
  "csv_duplicate_column",
  "csv_missing_column",
  "csv_wrong_cell_count",
  "csv_empty_cell",
  "csv_formula_cell",
  "csv_value_not_mapped",
  "csv_not_a_number",
  "csv_negative_quantity",
  "csv_negative_amount",
  "csv_not_a_quantity",
  "csv_not_an_amount",
  "csv_not_a_time",
  "csv_rows_disagree",
  "csv_rows_apart",
  "csv_too_many_rows",
  "csv_cell_refused",
  "not_json",
  "duplicate_field",
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
  "discount_condition_unsound",
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
  "not_a_sale",
  "cancellation_of_no_article",
  "cancellation_without_customer",
  "cancellation_without_purchase",
  "cancellation_partly_matched",
] as const;
export type ImportErrorCode = (typeof IMPORT_ERROR_CODES)[number];

type Cell = { readonly row: number; readonly column: string };
type CellOfField = Cell & { readonly field: string };
type OfOrder = { readonly orderNo: string };
type OfRecord = { readonly kind: HostRecord["kind"]; readonly id: string };
type Cancelled = { readonly row: number; readonly article: string };
type Nothing = Readonly<Record<string, never>>;
/** What only its finder can say, in both languages. */
type Said = { readonly zh: string; readonly en: string };

/** What each fault names: fields, numbers and the host's ids, never a name, a phone number or an address. */
type ImportFaultParams = {
  readonly line_too_long: { readonly maxBytes: number };
  readonly not_utf8: Nothing;
  readonly csv_bom_contradicts_encoding: { readonly encoding: string };
  readonly csv_not_in_encoding: Cell & { readonly encoding: string };
  readonly csv_unreadable: { readonly row: number; readonly maxBytes: number };
  readonly csv_no_header: Nothing;
  readonly csv_duplicate_column: { readonly column: string };
  readonly csv_missing_column: { readonly column: string };
  readonly csv_wrong_cell_count: { readonly row: number; readonly cells: number; readonly columns: number };
  readonly csv_empty_cell: CellOfField;
  readonly csv_formula_cell: Cell;
  readonly csv_value_not_mapped: CellOfField;
  readonly csv_not_a_number: CellOfField;
  readonly csv_negative_quantity: Cell;
  readonly csv_negative_amount: Cell;
  readonly csv_not_a_quantity: Cell;
  readonly csv_not_an_amount: Cell & { readonly digits: number };
  readonly csv_not_a_time: Cell & { readonly formats: string };
  readonly csv_rows_disagree: CellOfField & { readonly firstRow: number };
  readonly csv_rows_apart: OfOrder & { readonly row: number };
  readonly csv_too_many_rows: { readonly row: number; readonly max: number };
  readonly csv_cell_refused: CellOfField & { readonly expected: Said };
  readonly not_json: Nothing;
  readonly duplicate_field: { readonly name: string };
  readonly unknown_kind: { readonly kinds: string };
  readonly malformed: { readonly problemCount: number; readonly first: Said };
  readonly personal_data_in_id: { readonly field: string };
  readonly line_numbers_not_consecutive: OfOrder & { readonly lineCount: number };
  readonly number_twice: { readonly field: string };
  readonly unknown_line: OfOrder & { readonly lineNo: number };
  readonly several_defaults: OfRecord;
  readonly amount_too_large: OfOrder & { readonly maxMinor: string };
  readonly amounts_do_not_balance: OfOrder & { readonly owedMinor: string; readonly tenderedMinor: string };
  readonly discount_shares_do_not_sum: OfOrder & {
    readonly discountNo: number;
    readonly amountMinor: string;
    readonly sharedMinor: string;
  };
  readonly discount_condition_unsound: OfOrder & { readonly discountNo: number } & (
      | { readonly reason: "bundle_with_threshold" | "step_not_below" }
      | { readonly reason: "pieces_not_in_sets"; readonly bundleSets: number; readonly lineNo: number }
    );
  readonly shipped_more_than_ordered: OfOrder & {
    readonly lineNo: number;
    readonly shipped: number;
    readonly cancelled: number;
    readonly ordered: number;
  };
  readonly cancelled_after_shipping: OfOrder;
  readonly shipped_unpaid: OfOrder;
  /** Names of fields, with the parcel they are of. */
  readonly times_out_of_order: OfOrder & { readonly earlier: string; readonly later: string };
  readonly owned_by_other_source: OfRecord & { readonly knownSource: string; readonly source: string };
  readonly currency_changed: OfRecord & { readonly knownCurrency: string; readonly currency: string };
  readonly currency_not_of_operation: OfRecord & { readonly currency: string; readonly operationCurrency: string };
  readonly unknown_customer: OfRecord & { readonly customer: string };
  readonly unknown_seller: OfRecord & { readonly seller: string };
  readonly unknown_sku: OfRecord & { readonly sku: string };
  readonly buyer_changed: OfRecord & { readonly customer: string };
  readonly same_version_other_content: OfRecord & { readonly sourceVersion: number };
  readonly not_a_sale: { readonly row: number; readonly reason: string };
  readonly cancellation_of_no_article: Cancelled;
  readonly cancellation_without_customer: Cancelled;
  readonly cancellation_without_purchase: Cancelled & { readonly quantity: number };
  readonly cancellation_partly_matched: Cancelled & { readonly quantity: number; readonly matched: number };
};

/** A refusal as a value; its sentences are the contract's. */
export type ImportFault = {
  readonly [C in ImportErrorCode]: {
    readonly code: C;
    readonly params: ImportFaultParams[C];
    /** Which one, where several files are read as one. */
    readonly file?: string;
  };
}[ImportErrorCode];
