import { getRouteApi } from "@tanstack/react-router";
import { RuleBook } from "../features/rules/rule-book.tsx";
import { UpcomingRules } from "../features/rules/upcoming-rules.tsx";
import { useRuleWords } from "../features/rules/words.ts";

const route = getRouteApi("/desk/rules");

export const RulesPage = () => {
  const words = useRuleWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <main id="main" className="page rules-page">
      <h1>{words.title}</h1>
      <p className="quiet">{words.intro}</p>
      <UpcomingRules />
      <RuleBook search={search} onSearch={next => void navigate({ search: next, replace: true })} />
    </main>
  );
};
