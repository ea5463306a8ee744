import { useLanguage } from "@amends/ui/components/language";
import { Moment } from "@amends/ui/components/moment";
import { exactTime } from "@amends/ui/format/time";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import type { OrderDetail } from "./api/get-order.ts";

/** Which order this is: its number to read aloud, its day and whose shop. */
export const OrderFacts = ({ order: { externalOrderNo, placedAt, cancelledAt, sellers } }: { readonly order: OrderDetail }) => {
  const words = useBuyerWords();
  const { language } = useLanguage();
  return (
    <div className="quiet order-facts">
      <p>
        {words.orders.orderNo} <span className="number">{externalOrderNo}</span> · <Moment at={placedAt} as="day" />
      </p>
      <p>{sellers.map(({ name }) => name).join(words.and)}</p>
      {cancelledAt !== null && <p>{words.order.cancelled(exactTime(cancelledAt, language))}</p>}
    </div>
  );
};
