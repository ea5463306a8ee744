import type { LineKind } from "@amends/domain/reconciliation/gateway-line";
import { minorDigits, reading, type StatementForm } from "./statement-form.ts";

/**
 * Stripe's reports of balance transactions, itemized (`balance_change_from_activity.itemized`, `payout_reconciliation.itemized`) or exported from the
 * dashboard. A payment is known by its intent, a refund by its own number; our key stands in the metadata where the report includes that column.
 */
export const stripeStatement: StatementForm = {
  columns: [
    ["created_utc", "created", "Created (UTC)"],
    ["currency", "Currency"],
    ["gross", "Amount"],
    ["fee", "Fee"],
    ["reporting_category", "Type"],
    ["source_id", "Source"],
  ],
  lineOf: row => {
    const read = reading(row);
    const currency = read.currency("currency", "Currency");
    const digits = minorDigits(currency);
    const kind = KINDS[row.cell("reporting_category", "Type")] ?? "other";
    const source = read.optional("source_id", "Source");
    return read.done({
      ...{ row: row.row, kind, currency, state: "done", orderNo: read.optional("order_no", "payment_metadata[order_no]") },
      gatewayRef: kind === "sale" ? (read.optional("payment_intent_id") ?? source) : source,
      key: read.optional("refund_metadata[amends_key]", "payment_metadata[amends_key]", "amends_key (metadata)"),
      amountMinor: read.minor(digits, "gross", "Amount"),
      feeMinor: read.minor(digits, "fee", "Fee"),
      at: read.time("Z", "created_utc", "created", "Created (UTC)"),
    });
  },
};

const KINDS: Readonly<Record<string, LineKind>> = {
  charge: "sale",
  payment: "sale",
  refund: "refund",
  partial_capture_reversal: "refund",
  payment_refund: "refund",
  refund_failure: "reversal",
  payment_failure_refund: "reversal",
  fee: "fee",
  stripe_fee: "fee",
  network_cost: "fee",
  payout: "payout",
  payout_reversal: "payout",
};
