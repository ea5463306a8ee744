import type { caseListItem } from "@amends/contract/views/case-view";
import type { orderSummary } from "@amends/contract/views/order-view";
import { Moment } from "@amends/ui/components/moment";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { optionsQuery } from "./api/get-order.ts";
import { CanDo } from "./can-do.tsx";
import { CaseRow } from "./case-row.tsx";
import { OrderItem } from "./order-item.tsx";

type Props = { readonly order: z.output<typeof orderSummary>; readonly cases: readonly z.output<typeof caseListItem>[] };

/** An order in the list. What can be done about it comes a moment later, and makes its page open without a wait. */
export const OrderCard = ({ order, cases }: Props) => {
  const words = useBuyerWords();
  const { data } = useQuery(optionsQuery(order.orderId));
  // One article is never hidden behind a line that is as tall as itself.
  const shown = order.lines.length <= LINES_MAX + 1 ? order.lines : order.lines.slice(0, LINES_MAX);
  return (
    <article className="card order-card" aria-label={`${words.orders.orderNo} ${order.externalOrderNo}`}>
      <header className="quiet">
        <span>
          {words.orders.orderNo} {order.externalOrderNo}
        </span>
        <Moment at={order.placedAt} as="day" />
      </header>
      <Link to="/orders/$orderId" params={{ orderId: order.orderId }} className="card-link">
        {shown.map(line => (
          <OrderItem key={line.lineNo} line={line} />
        ))}
        {shown.length < order.lines.length && <p className="quiet">{words.orders.moreLines(order.lines.length - shown.length)}</p>}
        <CanDo options={data} />
      </Link>
      {cases.map(each => (
        <CaseRow key={each.caseId} row={each} />
      ))}
    </article>
  );
};

const LINES_MAX = 3;
