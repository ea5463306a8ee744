import { useLanguage } from "@amends/ui/components/language";
import { Weighing } from "@amends/ui/components/weighing";
import { goodsText } from "@amends/ui/format/goods";
import { exactTime } from "@amends/ui/format/time";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { caseQuery } from "../features/progress/api/get-case.ts";
import { HowComputed } from "../features/progress/how-computed.tsx";
import { RefusedCard } from "../features/progress/refused-card.tsx";
import { WhatWouldChange } from "../features/progress/what-would-change.tsx";
import { WhoOverrules } from "../features/progress/who-overrules.tsx";
import { Why } from "../features/progress/why.tsx";
import { useRuleNewsWords } from "../features/rules/rule-news-words.ts";
import { useBuyerWords } from "../words/use-buyer-words.ts";
import { BackLink } from "./back-link.tsx";
import { PageState } from "./page-state.tsx";
import { PageTitle } from "./page-title.tsx";

const route = getRouteApi("/cases/$caseId/why");

/** Why it was handled so, what would have led further and who can overrule it: a page to keep, so it prints. */
export const WhyPage = () => {
  const { caseId } = route.useParams();
  const words = useBuyerWords();
  const news = useRuleNewsWords();
  const { language } = useLanguage();
  const query = useQuery(caseQuery(caseId));
  return (
    <>
      <BackLink to="/cases/$caseId" params={{ caseId }} />
      <PageState query={query}>
        {shown => (
          <>
            <PageTitle>{words.progress.why}</PageTitle>
            <p className="quiet">
              {words.serviceType[shown.serviceType]} · {goodsText(shown.lines, language)} · {words.progress.number}{" "}
              <span className="number">{shown.shortNo}</span>
            </p>
            <p className="quiet">
              {words.orders.orderNo} <span className="number">{shown.externalOrderNo}</span> · {words.why.filed}{" "}
              <time dateTime={new Date(shown.filedAt).toISOString()}>{exactTime(shown.filedAt, language)}</time>
            </p>
            <div className="cards">
              <RefusedCard shown={shown} />
              <section className="card" aria-labelledby="rules">
                <h2 id="rules">{words.why.rules}</h2>
                <Why explanation={shown.explanation} />
                <Link to="/rules" className="to-order unprinted">
                  {news.title}
                </Link>
              </section>
              {shown.weighing?.isAboutEvidence === true && (
                <section className="card" aria-labelledby="sure">
                  <h2 id="sure">{words.why.sure}</h2>
                  <Weighing weighing={shown.weighing} />
                </section>
              )}
              <HowComputed shown={shown} />
              <section className="card" aria-labelledby="change">
                <h2 id="change">{words.why.change}</h2>
                <WhatWouldChange shown={shown} />
              </section>
              <section className="card" aria-labelledby="overrule">
                <h2 id="overrule">{words.why.overrule}</h2>
                <WhoOverrules steps={shown.steps} />
              </section>
              <button type="button" className="quiet-button unprinted" onClick={() => print()}>
                {words.why.print}
              </button>
            </div>
          </>
        )}
      </PageState>
    </>
  );
};
