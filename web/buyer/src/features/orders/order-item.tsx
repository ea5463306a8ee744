import { Amount } from "@amends/ui/components/amount";
import type { Money } from "@amends/ui/format/amount";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { ItemTile } from "./item-tile.tsx";

type Props = {
  readonly line: {
    readonly name: string;
    readonly options: Readonly<Record<string, string>>;
    readonly quantity: number;
    readonly paid: Money;
    readonly category?: string;
  };
};

/** One line of an order: picture, name, options, pieces, what was paid. */
export const OrderItem = ({ line: { name, options, quantity, paid, category } }: Props) => {
  const { order } = useBuyerWords();
  const chosen = Object.values(options).join(" · ");
  return (
    <div className="item">
      <ItemTile name={name} {...(category === undefined ? {} : { category })} />
      <div className="item-text">
        <p className="item-name">{name}</p>
        {chosen !== "" && <p className="quiet">{chosen}</p>}
      </div>
      <div className="item-paid">
        <Amount value={paid} />
        <p className="quiet">{order.quantity(quantity)}</p>
      </div>
    </div>
  );
};
