import { Empty } from "@amends/ui/components/states";
import { Link } from "@tanstack/react-router";
import { useBuyerWords } from "../words/use-buyer-words.ts";

export const NotFoundPage = () => {
  const { state, orders } = useBuyerWords();
  return (
    <>
      <h1 className="unseen">{state.notFoundTitle}</h1>
      <Empty title={state.notFoundTitle}>
        <p className="state-text">{state.notFound}</p>
        <Link className="quiet-button link-button" to="/">
          {orders.title}
        </Link>
      </Empty>
    </>
  );
};
