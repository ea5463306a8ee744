import { parseDecimal } from "@amends/domain/kernel/decimal";
import type { Minor } from "@amends/domain/kernel/money";
import type { Scope } from "../scope.ts";
import type { FactFinder, Item, ItemName, LedgerFact, ReconciliationStore } from "./reconciliation-ports.ts";

export type FindCandidatesPorts = {
  readonly reconciliation: Pick<ReconciliationStore, "item" | "openLines">;
  readonly factFinder: FactFinder;
};
export type Candidates = { readonly facts: readonly LedgerFact[]; readonly lines: readonly Item[] };

const MOST = 20;

/** What may be the other half of an item: postings for a line, lines for a posting. What is looked for is a number or a sum; without, what is open is told. */
export const findCandidates = async (
  { reconciliation, factFinder }: FindCandidatesPorts,
  scope: Scope,
  name: ItemName,
  text: string | null,
): Promise<Candidates | null> => {
  const item = await reconciliation.item(scope, name);
  if (item === null) return null;
  const { operationId, currency } = item;
  const asked = text?.trim() ?? "";
  const amountMinor = minorOf(asked);
  if (item.outcome !== "extra") {
    const lines = await reconciliation.openLines(operationId, {
      number: amountMinor === null && asked !== "" ? asked : null,
      amountMinor,
      currency,
      most: MOST,
    });
    return { facts: [], lines };
  }
  const open = await factFinder.unmatched(operationId, { number: null, amountMinor, currency, most: MOST });
  const numbered = asked === "" ? [] : await factFinder.unmatched(operationId, { number: asked, amountMinor: null, currency, most: MOST });
  const shown = asked === "" || amountMinor !== null ? open : [];
  return { facts: [...numbered, ...shown.filter(({ factKey }) => !numbered.some(found => found.factKey === factKey))], lines: [] };
};

const SCALE = 2;

/** A sum as people write it, `118` or `¥1,180.50`; a long row of digits is a number of something. */
const minorOf = (text: string): Minor | null => {
  const plain = text.replace(/^[¥￥-]/, "").replaceAll(",", "");
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(plain)) return null;
  const decimal = parseDecimal(plain);
  return decimal === null ? null : decimal.coefficient * 10n ** BigInt(SCALE - decimal.scale);
};
