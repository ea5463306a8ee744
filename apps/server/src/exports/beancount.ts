import type { Currency } from "@amends/domain/kernel/money";
import { type CivilDay, dayAfter, dayOf } from "@amends/domain/reconciliation/civil-day";
import type { DailyClose } from "@amends/domain/reconciliation/daily-close";
import { ACCOUNTS, type LedgerAccount } from "@amends/domain/settlement/postings";
import type { CountedPosting } from "@amends/flows/reconciliation/reconciliation-ports";
import { decimalAmount } from "./decimal-amount.ts";

export type BeancountAsk = {
  readonly title: string;
  readonly currency: Currency;
  readonly zoneMinutes: number;
  readonly pages: AsyncIterable<readonly CountedPosting[]>;
  /** The newest first. */
  readonly closes: readonly Pick<DailyClose, "day" | "accounts" | "ledger">[];
};

/**
 * The books for beancount 2 and 3, from their first posting on, so that every balance holds. Parties, of whom there are as many as buyers, are metadata of
 * their legs and no accounts. A posting that came late stands on the day that counted it; its own moment is beside it.
 */
export async function* beancount({ title, currency, zoneMinutes, pages, closes }: BeancountAsk): AsyncGenerator<string> {
  const inOrder = closes.toReversed();
  yield `option "title" ${quoted(title)}\noption "operating_currency" "${currency}"\n\n`;
  yield ACCOUNTS.map(account => `1970-01-01 open ${named(account)}\n`).join("");
  for await (const page of pages) yield page.map(posting => `\n${transaction(posting, bookedOn(posting, zoneMinutes, inOrder))}`).join("");
  for (const { day, accounts } of inOrder)
    yield `\n${accounts
      .map(sum => `${dayAfter(day)} balance ${named(sum.account)} ${decimalAmount(sum.closingMinor, sum.currency)} ${sum.currency}\n`)
      .join("")}`;
}

const transaction = (posting: CountedPosting, day: CivilDay): string => {
  const { kind, at, bookId, postingNo, legs, currency, caseId, recourseId, stepNo, idempotencyKey } = posting;
  const meta = {
    key: idempotencyKey,
    posting: `${bookId}:${postingNo}`,
    at: new Date(at).toISOString(),
    case: caseId,
    recourse: recourseId,
    step: stepNo,
  };
  const metadata = Object.entries(meta).flatMap(([name, value]) => (value === null ? [] : [`  ${name}: ${quoted(String(value))}\n`]));
  const written = legs.map(
    ({ account, partyRef, amountMinor }) =>
      `  ${named(account)}  ${decimalAmount(amountMinor, currency)} ${currency}\n    party: ${quoted(partyRef)}\n`,
  );
  return `${day} * ${quoted(kind)}\n${metadata.join("")}${written.join("")}`;
};

const bookedOn = ({ at, entryNo }: CountedPosting, zoneMinutes: number, closes: BeancountAsk["closes"]): CivilDay => {
  const own = dayOf(at, zoneMinutes);
  const counting = closes.find(close => close.day >= own && close.ledger.lastEntryNo >= entryNo);
  const last = closes.at(-1);
  if (counting !== undefined) return isFirst(counting, closes) ? own : counting.day;
  return last === undefined || own > last.day ? own : dayAfter(last.day);
};

/** What is dated before the first close is its opening, and on its own day. */
const isFirst = (close: BeancountAsk["closes"][number], closes: BeancountAsk["closes"]): boolean => close === closes[0];

const quoted = (text: string): string =>
  `"${text
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll(/[\r\n]+/g, " ")}"`;

const ROOTS = {
  ...{
    buyer_refunds_payable: "Liabilities",
    buyer_receivable: "Assets",
    buyer_benefits_payable: "Liabilities",
    benefit_clearing: "Assets",
  },
  ...{ gateway_clearing: "Assets", seller_settlement: "Liabilities", platform_subsidy: "Expenses", creator_subsidy: "Expenses" },
  ...{
    freight_expense: "Expenses",
    compensation_expense: "Expenses",
    recourse_receivable: "Assets",
    borne_for_seller: "Expenses",
    merchant_deposit: "Liabilities",
  },
  ...{ settlement_clearing: "Assets", merchant_receivable: "Assets", claim_receivable: "Assets", bank_clearing: "Assets" },
  ...{ write_off_expense: "Expenses", suspense: "Assets", gateway_fee_expense: "Expenses" },
} as const satisfies Readonly<Record<LedgerAccount, "Assets" | "Liabilities" | "Expenses">>;

/** `gateway_clearing` is `Assets:Gateway-Clearing`. */
const named = (account: LedgerAccount): string =>
  `${ROOTS[account]}:${account
    .split("_")
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join("-")}`;
