import { useWords } from "@amends/ui/components/language";
import { PromiseLine } from "@amends/ui/components/promise-line";
import { ACCEPTANCE_WORDS } from "@amends/ui/words/acceptance";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { acceptancesQuery } from "../features/orders/api/get-acceptances.ts";
import { optionsQuery, orderQuery } from "../features/orders/api/get-order.ts";
import { OrderFacts } from "../features/orders/order-facts.tsx";
import { OrderLineCard } from "../features/orders/order-line.tsx";
import { WholeOrder } from "../features/orders/whole-order.tsx";
import { useBuyerWords } from "../words/use-buyer-words.ts";
import { BackLink } from "./back-link.tsx";
import { PageState } from "./page-state.tsx";
import { PageTitle } from "./page-title.tsx";

const route = getRouteApi("/orders/$orderId");

/** More than this with all that can be done about each is a page nobody reads to its end. */
const UNFOLDED_MAX = 3;

export const OrderPage = () => {
  const { orderId } = route.useParams();
  const words = useBuyerWords();
  const query = useQuery(orderQuery(orderId));
  const options = useQuery(optionsQuery(orderId));
  const said = useQuery(acceptancesQuery(orderId)).data;
  const handOver = useWords(ACCEPTANCE_WORDS);
  return (
    <>
      <BackLink to="/" />
      <PageTitle>{words.order.question}</PageTitle>
      <PageState query={query}>
        {order => (
          <div className="cards">
            <OrderFacts order={order} />
            {options.data?.wholes.map(whole => (
              <WholeOrder key={whole.sellerId} orderId={orderId} whole={whole} lines={options.data.lines} />
            ))}
            {order.lines.map(line => (
              <OrderLineCard
                key={line.lineNo}
                orderId={orderId}
                line={line}
                options={options.data && (options.data.lines.find(({ lineNo }) => lineNo === line.lineNo)?.options ?? [])}
                isFolded={order.lines.length > UNFOLDED_MAX}
                waiting={<PageState query={options}>{() => null}</PageState>}
              />
            ))}
            {said !== undefined && said.recordable.length + said.entries.length > 0 && (
              <Link to="/orders/$orderId/hand-over" params={{ orderId }} className="card card-link">
                {handOver.title}
              </Link>
            )}
            {order.cases.length > 0 && (
              <section className="card" aria-label={words.order.cases}>
                <h2>{words.order.cases}</h2>
                {order.cases.map(each => (
                  <Link key={each.caseId} to="/cases/$caseId" params={{ caseId: each.caseId }} className="case-row">
                    <strong>{words.serviceType[each.serviceType]}</strong>
                    {each.promise === null ? (
                      <span className="quiet">{words.progress.ended[each.phase] ?? words.orders.inProgress}</span>
                    ) : (
                      <PromiseLine promise={each.promise} refund={each.refund} reader="buyer" size="chip" />
                    )}
                  </Link>
                ))}
              </section>
            )}
          </div>
        )}
      </PageState>
    </>
  );
};
