import type { showCaseSums } from "@amends/contract/routes/case/show-sums";
import { Fragment } from "react";
import type { z } from "zod";
import { formatAmount, type Money } from "../format/amount.ts";
import { SUMS_LAW, SUMS_WORDS } from "../words/sums.ts";
import { Amount } from "./amount.tsx";
import { useLanguage, useWords } from "./language.tsx";

export type CaseSums = z.output<(typeof showCaseSums)["answers"][200]>;
export type RefundSums = NonNullable<CaseSums["refund"]>;
type Moved = { readonly sign: "plus" | "minus"; readonly amount: Money };

/** Each step in words, with what it adds or takes off and the rule that says so, down to the total: what a buyer can check with a pencil. */
export const SumsTable = ({ refund, tender }: { readonly refund: RefundSums; readonly tender: Readonly<Record<string, string>> }) => {
  const words = useWords(SUMS_WORDS);
  const { language } = useLanguage();
  return (
    <div className="sums-table">
      <table>
        <caption className="unseen">{words.how}</caption>
        <thead>
          <tr>
            <th scope="col">{words.item}</th>
            <th scope="col">{words.amount}</th>
          </tr>
        </thead>
        <tbody>
          {refund.steps.map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one refund never change places
            <tr key={index}>
              <th scope="row">
                {step[language]} <span className="quiet sums-law">{lawOf(step.ruleIds, SUMS_LAW[language])}</span>
              </th>
              <td>{signed(step)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <Row words={words.struckOff} value={refund.struckOff} />
          <Row words={words.toCollect} value={refund.toCollect} />
          <tr className="sums-total">
            <th scope="row">{words.total}</th>
            <td>
              <Amount value={refund.total} strong />
            </td>
          </tr>
        </tfoot>
      </table>
      <GoodsTable lines={refund.lines} />
      <RoutesTable tenders={refund.tenders} tender={tender} />
      <DiscountsTable discounts={refund.discounts} />
    </div>
  );
};

/** Who pays for it among shop, platform and others; less than nothing for a subsidy that falls back. */
export const BearersTable = ({ refund, party }: { readonly refund: RefundSums; readonly party: Readonly<Record<string, string>> }) => {
  const words = useWords(SUMS_WORDS);
  if (refund.bearers === null || refund.bearers.length === 0) return null;
  return (
    <table className="sums-table">
      <caption>{words.bears}</caption>
      <tbody>
        {refund.bearers.map(bearer => (
          <tr key={bearer.party}>
            <th scope="row">{party[bearer.party] ?? bearer.party}</th>
            <td>{signed(bearer)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** A name has a line of its own: beside sums of eight digits a phone has no room for it. */
const GoodsTable = ({ lines }: Pick<RefundSums, "lines">) => {
  const words = useWords(SUMS_WORDS);
  if (lines.length === 0) return null;
  const hasTax = lines.some(({ tax }) => tax.amountMinor > 0n);
  return (
    <table>
      <caption>{words.goods}</caption>
      <thead>
        <tr>
          <th scope="col">{words.item}</th>
          <th scope="col">{words.worth}</th>
          {hasTax && <th scope="col">{words.taxWithin}</th>}
          <th scope="col">{words.back}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ lineNo, name, quantity, from, worth, tax, amount, damage }) => (
          <Fragment key={`${lineNo} ${from} ${quantity} ${damage.amountMinor}`}>
            <tr>
              <th scope="rowgroup" colSpan={hasTax ? 4 : 3}>
                {name}
              </th>
            </tr>
            <tr>
              <th scope="row">×{quantity}</th>
              <td>{formatAmount(worth)}</td>
              {hasTax && <td>{formatAmount(tax)}</td>}
              <td>{formatAmount({ ...amount, amountMinor: amount.amountMinor - damage.amountMinor })}</td>
            </tr>
          </Fragment>
        ))}
      </tbody>
    </table>
  );
};

const RoutesTable = ({ tenders, tender }: Pick<RefundSums, "tenders"> & { readonly tender: Readonly<Record<string, string>> }) => {
  const words = useWords(SUMS_WORDS);
  if (tenders.length === 0) return null;
  return (
    <table>
      <caption>{words.routes}</caption>
      <thead>
        <tr>
          <th scope="col">{words.item}</th>
          <th scope="col">{words.paid}</th>
          <th scope="col">{words.back}</th>
        </tr>
      </thead>
      <tbody>
        {tenders.map(({ tenderNo, kind, paid, amount, manner }) => (
          <tr key={tenderNo}>
            <th scope="row">
              {tender[kind] ?? kind}{" "}
              <span className="quiet">{manner === "in_kind" ? words.inKind : manner === "other_method" ? words.other : ""}</span>
            </th>
            <td>{formatAmount(paid)}</td>
            <td>{formatAmount(amount)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const DiscountsTable = ({ discounts }: Pick<RefundSums, "discounts">) => {
  const words = useWords(SUMS_WORDS);
  if (discounts.length === 0) return null;
  return (
    <table>
      <caption>{words.discounts}</caption>
      <thead>
        <tr>
          <th scope="col">{words.item}</th>
          <th scope="col">{words.fellBack}</th>
          <th scope="col">{words.lost}</th>
        </tr>
      </thead>
      <tbody>
        {discounts.map(({ bearer, fellBack, lost }) => (
          <tr key={bearer}>
            <th scope="row">{words.giver[bearer]}</th>
            <td>{signed(fellBack)}</td>
            <td>{signed(lost)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Row = ({ words, value }: { readonly words: string; readonly value: Money }) =>
  value.amountMinor === 0n ? null : (
    <tr>
      <th scope="row">{words}</th>
      <td>{formatAmount(value)}</td>
    </tr>
  );

const lawOf = (ruleIds: readonly string[], law: Readonly<Record<string, string>>): string =>
  [...new Set(ruleIds.flatMap(ruleId => law[ruleId] ?? []))].join(" · ");

const signed = ({ sign, amount }: Moved): string =>
  formatAmount({ ...amount, amountMinor: sign === "minus" ? -amount.amountMinor : amount.amountMinor });
