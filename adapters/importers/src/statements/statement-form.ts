import type { StatementProblemCode } from "@amends/contract/import/statement-problems";
import { parseDecimal } from "@amends/domain/kernel/decimal";
import { type Currency, isCurrency, type Minor, WIRE_MINOR_MAX } from "@amends/domain/kernel/money";
import { type Instant, instant } from "@amends/domain/kernel/time";
import type { GatewayLine } from "@amends/domain/reconciliation/gateway-line";

/** How one gateway writes its statement. Rows come in their order; a form keeps what its own totals are checked with. */
export type StatementForm = {
  /** Columns it cannot do without; of alternatives the first that is there is meant. */
  readonly columns: readonly (readonly string[])[];
  /** A movement, nothing (a row that is none), or what is wrong with the row. */
  readonly lineOf: (row: Row) => GatewayLine | null | RowFault;
  /** The merchant's number at the gateway, where each row names it. */
  readonly accountOf?: (row: Row) => string | null;
  /** A row that is no movement but speaks of all of them: the header of the totals, the totals, a remark. */
  readonly totals?: Totals;
};

export type Totals = {
  /** From here on nothing is a movement any more. */
  readonly isHeader: (cells: readonly string[]) => boolean;
  readonly check: (header: readonly string[], cells: readonly string[], sums: Sums) => readonly RowFault[];
  /** The gateway always writes them: a file without is cut short. */
  readonly isAlways: boolean;
};

export type Sums = { readonly lines: number; readonly amountMinor: Minor; readonly refundMinor: Minor; readonly feeMinor: Minor };

/** The cells of a row by the names of their columns, without the marks programs put around them. */
export type Row = { readonly row: number; readonly cell: (...names: readonly string[]) => string };

export type RowFault = { readonly code: StatementProblemCode; readonly params: Readonly<Record<string, string | number>> };
export const isRowFault = (value: GatewayLine | RowFault): value is RowFault => "code" in value;

export const rowFault = (code: StatementProblemCode, params: RowFault["params"] = {}): RowFault => ({ code, params });

/** Reads cells and keeps the first thing that is wrong, so that a form need not ask after each. */
export const reading = ({ cell }: Row) => {
  let fault: RowFault | null = null;
  const refuse = (code: StatementProblemCode, column: string): void => {
    fault ??= rowFault(code, { column });
  };
  return {
    refuse,
    text: (...names: readonly string[]): string => cell(...names),
    /** Null where the cell is empty, or holds a gateway's way of saying so. */
    optional: (...names: readonly string[]): string | null => {
      const text = cell(...names);
      return text === "" || text === "0" || text === "-" ? null : text;
    },
    minor: (digits: number, ...names: readonly string[]): Minor => {
      const minor = minorOf(cell(...names), digits);
      if (minor === null) refuse("statement_bad_amount", names[0] ?? "");
      return minor ?? 0n;
    },
    currency: (...names: readonly string[]): Currency => {
      const code = cell(...names).toUpperCase();
      if (isCurrency(code)) return code;
      refuse("statement_bad_value", names[0] ?? "");
      return FALLBACK;
    },
    /** `2026-03-02 10:00:00`, by the offset its gateway writes times in. */
    time: (offset: string, ...names: readonly string[]): Instant => {
      const at = timeOf(cell(...names), offset);
      if (at === null) refuse("statement_bad_time", names[0] ?? "");
      return at ?? instant(0);
    },
    done: (line: GatewayLine): GatewayLine | RowFault => fault ?? line,
  };
};

const FALLBACK = "CNY" as Currency;

export const minorOf = (text: string, digits: number): Minor | null => {
  const decimal = parseDecimal(text.replaceAll(",", ""));
  if (decimal === null || decimal.scale > digits) return null;
  const minor = decimal.coefficient * 10n ** BigInt(digits - decimal.scale);
  return minor > WIRE_MINOR_MAX || minor < -WIRE_MINOR_MAX ? null : minor;
};

const TIME = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?$/;

const timeOf = (text: string, offset: string): Instant | null => {
  const [, year = "", month = "", day = "", hour = "", minute = "", second = "00"] = TIME.exec(text) ?? [];
  const civil = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}T${hour.padStart(2, "0")}:${minute}:${second}`;
  const at = Date.parse(`${civil}Z`);
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(civil)) return null;
  return instant(Date.parse(`${civil}${offset}`));
};

const digits = new Map<string, number>();

/** How many digits a currency's minor unit has (ISO 4217). */
export const minorDigits = (currency: Currency): number => {
  const known = digits.get(currency);
  if (known !== undefined) return known;
  const found = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  digits.set(currency, found);
  return found;
};
