import type { StatementMapping } from "@amends/contract/import/statement-mapping";
import { type StatementFault, statementFault } from "@amends/contract/import/statement-problems";
import type { Currency } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import type { CivilDay } from "@amends/domain/reconciliation/civil-day";
import type { GatewayLine } from "@amends/domain/reconciliation/gateway-line";
import type { StatementFormat } from "@amends/domain/reconciliation/reconciliation-rules";
import { readRows } from "../csv/read-rows.ts";
import { alipayAccountStatement, alipayBusinessStatement } from "./alipay-statement.ts";
import { mappedStatement } from "./mapped-statement.ts";
import { sandboxStatement } from "./sandbox-statement.ts";
import { isRowFault, type Row, type RowFault, type StatementForm, type Sums } from "./statement-form.ts";
import { stripeStatement } from "./stripe-statement.ts";
import { BadPack, type Text, unpacked } from "./unpacked.ts";
import { wechatPayStatement } from "./wechat-pay-statement.ts";

export type StatementAsk = {
  readonly format: StatementFormat;
  /** How a table of another make is read; needed for `csv` and for nothing else. */
  readonly mapping: StatementMapping | null;
  readonly gateway: string;
  /** Whose statement it has to be, as the gateway numbers its merchants; null where the settings do not say. */
  readonly account: string | null;
  readonly currency: Currency;
  readonly day: CivilDay;
  readonly from: Instant;
  readonly until: Instant;
};
export type StatementItem =
  | { readonly kind: "line"; readonly line: GatewayLine }
  | { readonly kind: "fault"; readonly fault: StatementFault };

/**
 * Reads a statement as it comes, plain, gzipped or in an archive, UTF-8 or GB18030, holding a row at a time. Faults are told in their order; what follows one
 * is still read.
 */
export async function* readStatement(chunks: AsyncIterable<Uint8Array>, ask: StatementAsk): AsyncGenerator<StatementItem> {
  const opened = await unpacked(chunks, text => isStatement(text, ask));
  if (opened.kind === "refused") {
    yield faultAt(1, { code: opened.code, params: {} });
    return;
  }
  try {
    yield* readText(opened.text, ask);
  } catch (fault) {
    if (!(fault instanceof BadPack)) throw fault;
    yield faultAt(1, { code: fault.code, params: {} });
  } finally {
    await opened.close();
  }
}

const rowsOf = ({ encoding, chunks }: Text, { mapping }: StatementAsk) =>
  readRows(chunks, { encoding: mapping?.file.encoding ?? encoding, delimiter: mapping?.file.delimiter ?? "," });

/** By the first row that is no remark: gateways name the files of an archive in no way one can rely on. */
const isStatement = async (text: Text, ask: StatementAsk): Promise<boolean> => {
  for await (const item of rowsOf(text, ask)) {
    const cells = item.ok ? item.cells.map(bare) : [];
    if ((cells[0] ?? "").startsWith("#")) continue;
    return absentColumn(chooseForm(ask, cells), cells) === null;
  }
  return false;
};

const absentColumn = ({ columns }: StatementForm, cells: readonly string[]): string | null =>
  columns.find(names => !names.some(name => cells.includes(name)))?.[0] ?? null;

async function* readText(text: Text, ask: StatementAsk): AsyncGenerator<StatementItem> {
  let form: StatementForm | null = null;
  let places: ReadonlyMap<string, number> = new Map();
  let totalsHeader: readonly string[] | null = null;
  let isChecked = false;
  let row = 0;
  let sums: Sums = { lines: 0, amountMinor: 0n, refundMinor: 0n, feeMinor: 0n };
  for await (const item of rowsOf(text, ask)) {
    row = item.row;
    if (!item.ok) {
      yield faultAt(row, { code: "statement_unreadable", params: {} });
      return;
    }
    const cells = item.cells.map(bare);
    if ((cells[0] ?? "").startsWith("#")) {
      if (isForeignAccount(ask, ACCOUNT.exec(cells[0] ?? "")?.[1] ?? null)) {
        yield faultAt(row, { code: "statement_other_account", params: { gateway: ask.gateway } });
        return;
      }
      continue;
    }
    if (form === null) {
      const chosen = chooseForm(ask, cells);
      const absent = absentColumn(chosen, cells);
      if (absent !== null) {
        yield faultAt(row, { code: "statement_wrong_format", params: { column: absent, format: ask.format } });
        return;
      }
      form = chosen;
      places = new Map(cells.map((name, place) => [name, place]));
      continue;
    }
    if (totalsHeader !== null) {
      for (const fault of form.totals?.check(totalsHeader, cells, sums) ?? []) yield faultAt(row, fault);
      isChecked = true;
      break;
    }
    if (form.totals?.isHeader(cells) === true) {
      totalsHeader = cells;
      continue;
    }
    const written = rowOf(row, cells, places);
    // One line of another's is enough: nothing of the file is ours.
    if (isForeignAccount(ask, form.accountOf?.(written) ?? null)) {
      yield faultAt(row, { code: "statement_other_account", params: { gateway: ask.gateway } });
      return;
    }
    const read = form.lineOf(written);
    if (read === null) continue;
    if (isRowFault(read)) {
      yield faultAt(row, read);
      sums = { ...sums, lines: sums.lines + 1 };
      continue;
    }
    sums = counted(sums, read);
    const fault = foreign(ask, read);
    yield fault === null ? { kind: "line", line: read } : faultAt(row, fault);
  }
  if (form === null) yield faultAt(1, { code: "statement_empty", params: {} });
  else if (form.totals?.isAlways === true && !isChecked) yield faultAt(row, { code: "statement_no_totals", params: {} });
}

/** Alipay writes the account it speaks of in a remark before the header, with four digits of its own behind the merchant's number. */
const ACCOUNT = /^#\s*账[号户]\s*[:：]\s*\[?(\d{6,})/;

const isForeignAccount = ({ account }: StatementAsk, written: string | null): boolean =>
  account !== null && written !== null && !written.startsWith(account);

const faultAt = (row: number, { code, params }: RowFault): StatementItem => ({ kind: "fault", fault: statementFault(code, row, params) });

/** A grave accent or a tabulator keeps spreadsheets from reading a number; neither is part of it. */
const bare = (cell: string): string => cell.trim().replace(/^`/, "").trim();

const rowOf = (row: number, cells: readonly string[], places: ReadonlyMap<string, number>): Row => ({
  row,
  cell: (...names) => {
    const name = names.find(candidate => (cells[places.get(candidate) ?? -1] ?? "") !== "") ?? "";
    return cells[places.get(name) ?? -1] ?? "";
  },
});

const counted = ({ lines, amountMinor, refundMinor, feeMinor }: Sums, line: GatewayLine): Sums => ({
  lines: lines + 1,
  amountMinor: amountMinor + line.amountMinor,
  refundMinor: refundMinor + (line.kind === "refund" ? line.amountMinor : 0n),
  feeMinor: feeMinor + line.feeMinor,
});

/** The host's own business may be in any currency; a movement that could be ours may not. */
const foreign = ({ currency, day, from, until }: StatementAsk, { kind, currency: written, at }: GatewayLine): RowFault | null => {
  if (written !== currency && (kind === "refund" || kind === "reversal" || kind === "collection" || kind === "transfer"))
    return { code: "statement_foreign_currency", params: { currency } };
  return at < from || at >= until ? { code: "statement_other_day", params: { day } } : null;
};

const chooseForm = (ask: StatementAsk, header: readonly string[]): StatementForm => {
  switch (ask.format) {
    case "wechat_pay":
      return wechatPayStatement(ask.from);
    case "alipay":
      return header.includes("账务流水号") ? alipayAccountStatement : alipayBusinessStatement;
    case "stripe":
      return stripeStatement;
    case "sandbox":
      return sandboxStatement;
    case "csv":
      if (ask.mapping === null) throw new Error("broken invariant: a table of another make comes with its mapping");
      return mappedStatement(ask.mapping);
  }
};
