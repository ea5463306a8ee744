import type { OrderId } from "@amends/domain/kernel/ids";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import type { LineOptions, WholeOptions } from "./api/get-order.ts";
import { openOptions } from "./open-options.ts";
import { optionKey } from "./option-key.ts";
import { ServiceOptions } from "./service-options.tsx";

type Props = { readonly orderId: OrderId; readonly whole: WholeOptions; readonly lines: readonly LineOptions[] };

/** All that is left at once. It stands open where the rules allow something for the whole order and for no single line of it. */
export const WholeOrder = ({ orderId, whole, lines }: Props) => {
  const { order } = useBuyerWords();
  // Which version is taken instead is chosen article by article.
  const open = openOptions(whole.options).filter(({ type }) => type !== "exchange");
  if (open.length === 0) return null;
  const ofLines = new Set(lines.flatMap(({ options }) => openOptions(options)).map(optionKey));
  const pieces = whole.pieces.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <details className="card" open={open.some(option => !ofLines.has(optionKey(option)))}>
      <summary>
        <strong>{order.whole(pieces)}</strong>
      </summary>
      <ServiceOptions orderId={orderId} about={whole.sellerId} options={open} />
    </details>
  );
};
