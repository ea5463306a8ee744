import { useLanguage } from "@amends/ui/components/language";
import { useNow } from "@amends/ui/components/now";
import { dayAndClock } from "@amends/ui/format/time";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import type { OpenOption, OrderOptions } from "./api/get-order.ts";
import { openOptions } from "./open-options.ts";

/** What can be done about an order, and until when, in one line of its card. */
export const CanDo = ({ options }: { readonly options: OrderOptions | undefined }) => {
  const { orders } = useBuyerWords();
  const { language } = useLanguage();
  const now = useNow(60_000);
  if (options === undefined) return <p className="can-do">&nbsp;</p>;
  const [first, ...others] = namedOf(options);
  if (first === undefined) return <p className="quiet">{orders.nothingNow}</p>;
  return (
    <p className="can-do">
      {orders.canDo(first.name[language])}
      {others.length > 0 && orders.andMore(others.length)}
      {first.until !== null && <span className="quiet"> · {orders.until(dayAndClock(first.until, now, language))}</span>}
    </p>
  );
};

/** Every way once, whichever line it is open for. */
const namedOf = ({ lines, wholes }: OrderOptions): readonly OpenOption[] => {
  const open = openOptions([...lines, ...wholes].flatMap(({ options }) => options));
  return [...new Map(open.map(option => [option.name.zh, option])).values()];
};
