import type { caseListItem } from "@amends/contract/views/case-view";
import type { orderSummary } from "@amends/contract/views/order-view";
import { Moment } from "@amends/ui/components/moment";
import { PromiseLine } from "@amends/ui/components/promise-line";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { optionsQuery } from "./api/get-order.ts";
import { CanDo } from "./can-do.tsx";
import { OrderItem } from "./order-item.tsx";

type Props = { readonly order: z.output<typeof orderSummary>; readonly cases: readonly z.output<typeof caseListItem>[] };

/** An order in the list. What can be done about it comes a moment later, and makes its page open without a wait. */
export const OrderCard = ({ order, cases }: Props) => {
  const words = useBuyerWords();
  const { data } = useQuery(optionsQuery(order.orderId));
  return (
    <article className="card order-card" aria-label={`${words.orders.orderNo} ${order.externalOrderNo}`}>
      <header className="quiet">
        <span>
          {words.orders.orderNo} {order.externalOrderNo}
        </span>
        <Moment at={order.placedAt} as="day" />
      </header>
      <Link to="/orders/$orderId" params={{ orderId: order.orderId }} className="card-link">
        {order.lines.map(line => (
          <OrderItem key={line.lineNo} line={line} />
        ))}
        <CanDo options={data} />
      </Link>
      {cases.map(each => (
        <Link key={each.caseId} to="/cases/$caseId" params={{ caseId: each.caseId }} className="case-row">
          <strong>{words.serviceType[each.serviceType]}</strong>
          {each.promise === null ? (
            words.orders.inProgress
          ) : (
            <PromiseLine promise={each.promise} refund={each.refund} reader="buyer" size="chip" />
          )}
        </Link>
      ))}
    </article>
  );
};
