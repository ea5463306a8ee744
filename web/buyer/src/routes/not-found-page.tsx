import { Empty } from "@amends/ui/components/states";
import { Link } from "@tanstack/react-router";
import { useBuyerWords } from "../words/use-buyer-words.ts";

export const NotFoundPage = () => {
  const { state, orders } = useBuyerWords();
  return (
    <>
      <h1 className="unseen">{state.notFoundTitle}</h1>
      <Empty title={state.notFoundTitle}>
        <Link to="/">{orders.title}</Link>
      </Empty>
    </>
  );
};
