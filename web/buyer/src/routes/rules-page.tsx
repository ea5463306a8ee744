import { useLanguage } from "@amends/ui/components/language";
import { Empty } from "@amends/ui/components/states";
import { exactTime } from "@amends/ui/format/time";
import { useQuery } from "@tanstack/react-query";
import { upcomingRulesQuery } from "../features/rules/get-upcoming-rules.ts";
import { RuleChange } from "../features/rules/rule-change.tsx";
import { useRuleNewsWords } from "../features/rules/rule-news-words.ts";
import { BackLink } from "./back-link.tsx";
import { PageState } from "./page-state.tsx";
import { PageTitle } from "./page-title.tsx";

/** Which rules will change, from when on, and what of an order is not touched by it: a buyer can read it before it holds. */
export const RulesPage = () => {
  const words = useRuleNewsWords();
  const { language } = useLanguage();
  const query = useQuery(upcomingRulesQuery);
  return (
    <>
      <BackLink to="/" />
      <PageTitle>{words.title}</PageTitle>
      <p className="quiet">{words.intro}</p>
      <PageState query={query}>
        {({ inForce, items, words: said }) => (
          <div className="cards">
            {items.length === 0 && <Empty title={words.none} />}
            {items.map(change => (
              <RuleChange key={change.effectiveAt} change={change} words={said} />
            ))}
            <p className="quiet">
              {words.heldSince(exactTime(inForce.effectiveAt, language))}
              {inForce.urgentReason !== null && ` ${words.urgent(inForce.urgentReason[language])}`}
            </p>
          </div>
        )}
      </PageState>
    </>
  );
};
