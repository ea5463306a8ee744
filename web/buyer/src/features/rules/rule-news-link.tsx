import { useLanguage } from "@amends/ui/components/language";
import { useNow } from "@amends/ui/components/now";
import { dayWords } from "@amends/ui/format/time";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { upcomingRulesQuery } from "./get-upcoming-rules.ts";
import { useRuleNewsWords } from "./rule-news-words.ts";

/** Stands only while a change is announced. */
export const RuleNewsLink = () => {
  const words = useRuleNewsWords();
  const { language } = useLanguage();
  const now = useNow(60_000);
  const next = useQuery(upcomingRulesQuery).data?.items[0];
  if (next === undefined) return null;
  return (
    <Link to="/rules" className="card option">
      <strong>{words.soon(dayWords(next.effectiveAt, now, language))}</strong>
      <span className="quiet">{words.see}</span>
    </Link>
  );
};
