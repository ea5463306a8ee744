import { sumMinor } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import type { Movement } from "@amends/gateways/sandbox-bank/bank-books";
import { csvLine } from "./csv-text.ts";
import { decimalAmount } from "./decimal-amount.ts";

const KINDS = { refund: "refund", collect: "collection", pay: "transfer" } as const satisfies Readonly<Record<Movement["kind"], string>>;

/** A day of the sandbox bank's own books, as a gateway would hand it out: what it moved, whatever anybody believes, and the totals at the end. */
export const sandboxStatementCsv = (movements: readonly Movement[], from: Instant, until: Instant): string => {
  const ofDay = movements.filter(({ at }) => at >= from && at < until).map(movement => ({ ...movement, signedMinor: signed(movement) }));
  const rows = ofDay.map(({ gatewayRef, key, kind, externalOrderNo, signedMinor, currency, at }) =>
    csvLine([
      ...[gatewayRef, key.slice(key.indexOf("_") + 1), KINDS[kind], externalOrderNo ?? ""],
      ...[decimalAmount(signedMinor, currency), currency, new Date(at).toISOString().slice(0, 19).replace("T", " "), "done"],
    ]),
  );
  const [first] = ofDay;
  const totalMinor = sumMinor(ofDay.map(({ signedMinor }) => signedMinor));
  const total = first === undefined ? "0.00" : decimalAmount(totalMinor, first.currency);
  return [
    csvLine(["gateway_ref", "key", "kind", "order_no", "amount", "currency", "at", "state"]),
    ...rows,
    csvLine(["total_lines", "total_amount"]),
    csvLine([String(rows.length), total]),
  ].join("");
};

const signed = ({ kind, amountMinor }: Movement): bigint => (kind === "collect" ? amountMinor : -amountMinor);
