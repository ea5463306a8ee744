import { importMessageOf } from "@amends/contract/import/import-problems";
import { parseDecimal } from "@amends/domain/kernel/decimal";
import type { TenderKind } from "@amends/domain/order/order-facts";
import { readTable } from "../csv/read-table.ts";

type Payment = { readonly tenderNo: number; readonly kind: TenderKind; readonly methodRef: string; readonly paidMinor: number };

/** The payments of each order, those of nothing left out. */
export type Payments = ReadonlyMap<string, readonly Payment[]>;

const COLUMNS = ["order_id", "payment_sequential", "payment_type", "value_cents"] as const;

/** A boleto is a slip paid at a bank; each voucher is a card of its own. */
const KINDS: Readonly<Record<string, TenderKind>> = { credit_card: "card", debit_card: "card", boleto: "bank", voucher: "gift_card" };

/** A fault here leaves every total in doubt, so it ends the import. */
export const readPayments = async (bytes: AsyncIterable<Uint8Array>): Promise<Payments> => {
  const payments = new Map<string, Payment[]>();
  for await (const item of readTable(bytes, { encoding: "utf-8", delimiter: "," }, COLUMNS)) {
    if (!item.ok) throw new Error(`payments.csv, row ${item.row}: ${importMessageOf(item.fault, "en")}`);
    const { row, cell } = item;
    const tenderNo = wholeOf(cell("payment_sequential"), row);
    const paidMinor = wholeOf(cell("value_cents"), row);
    if (paidMinor === 0) continue;
    const type = cell("payment_type");
    const kind = KINDS[type];
    if (kind === undefined) throw new Error(`payments.csv, row ${row}: payment_type ${type} is none of ${Object.keys(KINDS).join(", ")}`);
    const found = payments.get(cell("order_id")) ?? [];
    found.push({ tenderNo, kind, methodRef: kind === "gift_card" ? `${type}-${tenderNo}` : type, paidMinor });
    payments.set(cell("order_id"), found);
  }
  return payments;
};

const wholeOf = (text: string, row: number): number => {
  const decimal = parseDecimal(text);
  const whole = decimal === null || decimal.scale > 0 || decimal.coefficient < 0n ? Number.NaN : Number(decimal.coefficient);
  if (!Number.isSafeInteger(whole)) throw new Error(`payments.csv, row ${row}: a number of payment_sequential or value_cents is none`);
  return whole;
};
