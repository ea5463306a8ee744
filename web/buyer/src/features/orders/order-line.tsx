import type { OrderId } from "@amends/domain/kernel/ids";
import type { ReactNode } from "react";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import type { LineOptions, OrderLine } from "./api/get-order.ts";
import { OrderItem } from "./order-item.tsx";
import { ServiceOptions } from "./service-options.tsx";

type Props = {
  readonly orderId: OrderId;
  readonly line: OrderLine;
  /** Undefined while they are asked for. */
  readonly options: LineOptions["options"] | undefined;
  /** Where an order has many lines, each opens when it is touched. */
  readonly isFolded: boolean;
  /** Stands where the options will be. */
  readonly waiting: ReactNode;
};

/** A line of the order with what can be asked for about it. */
export const OrderLineCard = ({ orderId, line, options, isFolded, waiting }: Props) => {
  const { order } = useBuyerWords();
  const inCases = line.quantity - line.piecesLeft;
  const head = (
    <>
      <OrderItem line={line} />
      {inCases > 0 && line.quantity > 1 && <p className="quiet">{order.inCases(inCases)}</p>}
    </>
  );
  const body = options === undefined ? waiting : <ServiceOptions orderId={orderId} about={String(line.lineNo)} options={options} />;
  if (isFolded)
    return (
      <details className="card line">
        <summary>{head}</summary>
        {body}
      </details>
    );
  return (
    <section className="card" aria-label={line.name}>
      {head}
      {body}
    </section>
  );
};
