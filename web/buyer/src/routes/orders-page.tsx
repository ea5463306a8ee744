import { Empty } from "@amends/ui/components/states";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { openCasesQuery } from "../features/orders/api/get-open-cases.ts";
import { ordersQuery } from "../features/orders/api/get-orders.ts";
import { CaseRow } from "../features/orders/case-row.tsx";
import { OrderCard } from "../features/orders/order-card.tsx";
import { RuleNewsLink } from "../features/rules/rule-news-link.tsx";
import { useBuyerWords } from "../words/use-buyer-words.ts";
import { PageState } from "./page-state.tsx";
import { PageTitle } from "./page-title.tsx";

export const OrdersPage = () => {
  const { orders } = useBuyerWords();
  const query = useInfiniteQuery(ordersQuery);
  const { data: cases = [] } = useQuery(openCasesQuery);
  const yours = cases.filter(({ promise }) => promise?.owner === "buyer");
  return (
    <>
      <PageTitle>{orders.title}</PageTitle>
      <PageState query={query}>
        {({ pages }) => {
          const shown = pages.flatMap(page => page.items);
          if (shown.length === 0)
            return (
              <Empty title={orders.empty}>
                <p className="quiet">{orders.emptyNext}</p>
              </Empty>
            );
          return (
            <div className="cards">
              {yours.length > 0 && (
                <section className="card" aria-labelledby="yours">
                  <h2 id="yours">{orders.yourTurn(yours.length)}</h2>
                  {yours.map(each => (
                    <CaseRow key={each.caseId} row={each} isNamed />
                  ))}
                </section>
              )}
              {shown.map(order => (
                <OrderCard key={order.orderId} order={order} cases={cases.filter(({ orderId }) => orderId === order.orderId)} />
              ))}
              {query.hasNextPage && (
                <button type="button" className="quiet-button" disabled={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
                  {orders.more}
                </button>
              )}
              <RuleNewsLink />
            </div>
          );
        }}
      </PageState>
    </>
  );
};
