import type { Minor } from "@amends/domain/kernel/money";
import { dayOf } from "@amends/domain/reconciliation/civil-day";
import type { AccountSum } from "@amends/flows/ledger-ports";
import type { CountedPosting, LineWithOutcome } from "@amends/flows/reconciliation/reconciliation-ports";
import { CSV_HEAD, csvLine } from "./csv-text.ts";
import { decimalAmount } from "./decimal-amount.ts";

type Pages<T> = AsyncIterable<readonly T[]>;
const iso = (at: number): string => new Date(at).toISOString();

/** One row a leg, in the order of the books. */
export async function* journalCsv(pages: Pages<CountedPosting>, zoneMinutes: number): AsyncGenerator<string> {
  yield CSV_HEAD +
    csvLine([
      "date",
      "at",
      "book",
      "posting",
      "kind",
      "account",
      "party",
      "debit",
      "credit",
      "currency",
      "case",
      "recourse",
      "step",
      "key",
    ]);
  for await (const page of pages) {
    let text = "";
    for (const { at, bookId, postingNo, kind, legs, currency, caseId, recourseId, stepNo, idempotencyKey } of page)
      for (const { account, partyRef, amountMinor } of legs) {
        const [debit, credit] = amountMinor > 0n ? [decimalAmount(amountMinor, currency), ""] : ["", decimalAmount(-amountMinor, currency)];
        const about = [caseId ?? "", recourseId ?? "", stepNo === null ? "" : String(stepNo), idempotencyKey];
        text += csvLine([
          dayOf(at, zoneMinutes),
          iso(at),
          bookId,
          String(postingNo),
          kind,
          account,
          partyRef,
          debit,
          credit,
          currency,
          ...about,
        ]);
      }
    yield text;
  }
}

export async function* trialBalanceCsv(sums: readonly AccountSum[]): AsyncGenerator<string> {
  yield CSV_HEAD + csvLine(["account", "currency", "debit", "credit", "balance"]);
  for (const { account, currency, debitMinor, creditMinor } of sums) {
    const written = [debitMinor, creditMinor, debitMinor - creditMinor].map((minor: Minor) => decimalAmount(minor, currency));
    yield csvLine([account, currency, ...written]);
  }
}

export async function* statementLinesCsv(pages: Pages<LineWithOutcome>): AsyncGenerator<string> {
  yield CSV_HEAD +
    csvLine(["row", "outcome", "kind", "state", "gateway_ref", "key", "order_no", "amount", "fee", "currency", "at", "case", "posting"]);
  for await (const page of pages)
    yield page
      .map(({ row, outcome, kind, state, gatewayRef, key, orderNo, amountMinor, feeMinor, currency, at, shortNo, factKey }) =>
        csvLine([
          ...[String(row), outcome, kind, state, gatewayRef ?? "", key ?? "", orderNo ?? ""],
          ...[decimalAmount(amountMinor, currency), decimalAmount(feeMinor, currency), currency, iso(at), shortNo ?? "", factKey ?? ""],
        ]),
      )
      .join("");
}
