import { Amount } from "@amends/ui/components/amount";
import { useLanguage, useWords } from "@amends/ui/components/language";
import { useNow } from "@amends/ui/components/now";
import { SUMS_WORDS } from "@amends/ui/words/sums";
import { Link } from "@tanstack/react-router";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { besideGoods, type CaseDetail, moneySentence } from "./money-words.ts";

/** One sentence; the breakdown is one tap away. */
export const MoneySentence = ({ shown }: { readonly shown: CaseDetail }) => {
  const now = useNow(60_000);
  const { language } = useLanguage();
  const { progress, money, tender } = useBuyerWords();
  const { how } = useWords(SUMS_WORDS);
  const sentence = moneySentence(shown, now, language);
  if (sentence === null) return null;
  const beside = besideGoods(shown);
  return (
    <details className="card money">
      <summary>
        <strong>{sentence}</strong>
        <span className="quiet">{progress.breakdown}</span>
      </summary>
      <dl className="sums">
        {shown.lines.map(line => (
          <div key={line.lineNo}>
            <dt>
              {line.name} ×{line.quantity}
            </dt>
            <dd>
              <Amount value={line.promised} />
            </dd>
          </div>
        ))}
        {beside !== null && (
          <div>
            <dt>{beside.amountMinor < 0n ? money.takenOff : money.added}</dt>
            <dd>
              <Amount value={beside} />
            </dd>
          </div>
        )}
        <div className="sum-total">
          <dt>{money.total}</dt>
          <dd>
            <Amount value={shown.refund} strong />
          </dd>
        </div>
        {shown.refunds
          .filter(({ promised }) => promised.amountMinor > 0n)
          .map(({ tenderNo, methodKind, promised, refunded }) => (
            <div key={tenderNo}>
              <dt>
                {tender[methodKind]}
                {refunded.amountMinor > 0n && ` · ${money.paidBack}`}
              </dt>
              <dd>
                <Amount value={refunded.amountMinor > 0n ? refunded : promised} />
              </dd>
            </div>
          ))}
      </dl>
      <Link to="/cases/$caseId/why" params={{ caseId: shown.caseId }} hash="sums">
        {how}
      </Link>
    </details>
  );
};
