import { Amount } from "@amends/ui/components/amount";
import { useLanguage } from "@amends/ui/components/language";
import { Moment } from "@amends/ui/components/moment";
import { PromiseLine } from "@amends/ui/components/promise-line";
import { goodsText } from "@amends/ui/format/goods";
import { useConsoleWords } from "../../words/words-in.ts";
import type { CaseDetail } from "./api/get-case.ts";
import { reasonWords } from "./timeline-words.ts";

/** What it is about before how it stands: the goods, why, and how much. */
export const CaseHead = ({ shown, isLive }: { readonly shown: CaseDetail; readonly isLive: boolean }) => {
  const words = useConsoleWords();
  const { language } = useLanguage();
  return (
    <header className="case-head">
      <h1>
        <span className="severity" data-severity={shown.severity}>
          {shown.severity}
        </span>{" "}
        {words.serviceType[shown.serviceType]} <span className="number">{shown.shortNo}</span>
      </h1>
      <p className="case-what">
        {goodsText(shown.lines, language)} · {reasonWords(shown.reason, shown, language)}
        {shown.refund.amountMinor > 0n && (
          <>
            {" · "}
            <Amount value={shown.refund} />
          </>
        )}
      </p>
      <p className="quiet">
        {words.phase[shown.phase]} · {words.case.filed} <Moment at={shown.filedAt} /> · {words.case.version(shown.version)}
        {!isLive && <strong> · {words.case.reconnecting}</strong>}
      </p>
      {shown.attention.map(why => (
        <p key={why} className="notice">
          {words.case.attention[why]}
        </p>
      ))}
      {shown.promise !== null && (
        <p>
          {shown.promise.title[language]} <PromiseLine promise={shown.promise} refund={shown.refund} reader="staff" size="chip" />
        </p>
      )}
    </header>
  );
};
