import { Empty } from "@amends/ui/components/states";
import { Link } from "@tanstack/react-router";
import { useBuyerWords } from "../words/use-buyer-words.ts";
import { PageTitle } from "./page-title.tsx";

export const NotFoundPage = () => {
  const { state, orders } = useBuyerWords();
  return (
    <>
      <PageTitle className="unseen">{state.notFoundTitle}</PageTitle>
      <Empty title={state.notFoundTitle}>
        <p className="state-text">{state.notFound}</p>
        <Link className="quiet-button link-button" to="/">
          {orders.title}
        </Link>
      </Empty>
    </>
  );
};
