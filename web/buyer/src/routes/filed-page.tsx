import { useQueries } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { caseQuery } from "../features/progress/api/get-case.ts";
import { FiledCase } from "../features/progress/filed-case.tsx";
import { useBuyerWords } from "../words/use-buyer-words.ts";
import { BackLink } from "./back-link.tsx";
import { PageState } from "./page-state.tsx";
import { PageTitle } from "./page-title.tsx";

const route = getRouteApi("/orders/$orderId/filed");

/** The receipt of a filing that became several cases: what each is about, who acts next and where the money is. */
export const FiledPage = () => {
  const { orderId } = route.useParams();
  const { cases } = route.useSearch();
  const { also, order } = useBuyerWords();
  const queries = useQueries({ queries: cases.map(caseQuery) });
  return (
    <>
      <BackLink to="/orders/$orderId" params={{ orderId }} />
      <p className="receipt" role="status">
        {also.received(cases.length)}
      </p>
      <PageTitle>{order.cases}</PageTitle>
      <div className="cards">
        {queries.map((query, place) => (
          <PageState key={cases[place]} query={query}>
            {shown => <FiledCase shown={shown} />}
          </PageState>
        ))}
      </div>
    </>
  );
};
