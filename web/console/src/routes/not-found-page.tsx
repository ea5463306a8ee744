import { Empty } from "@amends/ui/components/states";
import { Link } from "@tanstack/react-router";
import { useConsoleWords } from "../words/words-in.ts";

export const NotFoundPage = () => {
  const { state, rail } = useConsoleWords();
  return (
    <main id="main" className="page">
      <h1 className="unseen">{state.notFoundTitle}</h1>
      <Empty title={state.notFoundTitle}>
        <p className="state-text">{state.notFound}</p>
        <Link className="quiet-button link-button" to="/cases" search={{}}>
          {rail.cases}
        </Link>
      </Empty>
    </main>
  );
};
