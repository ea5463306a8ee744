import { useWords } from "@amends/ui/components/language";
import { PromiseLine } from "@amends/ui/components/promise-line";
import { ACCEPTANCE_WORDS } from "@amends/ui/words/acceptance";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { acceptancesQuery } from "../features/orders/api/get-acceptances.ts";
import { optionsQuery, orderQuery } from "../features/orders/api/get-order.ts";
import { OrderItem } from "../features/orders/order-item.tsx";
import { ServiceOptions } from "../features/orders/service-options.tsx";
import { WholeOrder } from "../features/orders/whole-order.tsx";
import { useBuyerWords } from "../words/use-buyer-words.ts";
import { BackLink } from "./back-link.tsx";
import { PageState } from "./page-state.tsx";

const route = getRouteApi("/orders/$orderId");

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
      <h1>{words.order.question}</h1>
      <PageState query={query}>
        {order => (
          <div className="cards">
            {options.data?.wholes.map(whole => (
              <WholeOrder key={whole.sellerId} orderId={orderId} whole={whole} lines={options.data.lines} />
            ))}
            {order.lines.map(line => (
              <section key={line.lineNo} className="card" aria-label={line.name}>
                <OrderItem line={line} />
                <PageState query={options}>
                  {({ lines }) => (
                    <ServiceOptions
                      orderId={orderId}
                      about={String(line.lineNo)}
                      options={lines.find(({ lineNo }) => lineNo === line.lineNo)?.options ?? []}
                    />
                  )}
                </PageState>
              </section>
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
