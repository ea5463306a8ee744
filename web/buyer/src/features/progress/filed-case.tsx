import { useLanguage } from "@amends/ui/components/language";
import { useNow } from "@amends/ui/components/now";
import { PromiseLine } from "@amends/ui/components/promise-line";
import { goodsText } from "@amends/ui/format/goods";
import { Link } from "@tanstack/react-router";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { type CaseDetail, moneySentence } from "./money-words.ts";

/** One of the cases a filing became, as its receipt shows it; the way to its page. */
export const FiledCase = ({ shown }: { readonly shown: CaseDetail }) => {
  const words = useBuyerWords();
  const { language } = useLanguage();
  const now = useNow(60_000);
  const { caseId, shortNo, serviceType, lines, promise, refund, phase } = shown;
  const money = moneySentence(shown, now, language);
  return (
    <section className="card" aria-label={`${words.serviceType[serviceType]} ${shortNo}`}>
      <h2>{words.serviceType[serviceType]}</h2>
      <p className="quiet">
        {goodsText(lines, language)} · {words.progress.number} <span className="number">{shortNo}</span>
      </p>
      {money !== null && <p>{money}</p>}
      {promise === null ? (
        <p className="quiet">{words.progress.ended[phase] ?? words.orders.inProgress}</p>
      ) : (
        <PromiseLine promise={promise} refund={refund} reader="buyer" size="banner" />
      )}
      <Link to="/cases/$caseId" params={{ caseId }} className="quiet-button link-button">
        {words.also.see}
      </Link>
    </section>
  );
};
