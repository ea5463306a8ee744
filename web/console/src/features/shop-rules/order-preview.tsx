import type { OrderId, SellerId } from "@amends/domain/kernel/ids";
import { useLanguage } from "@amends/ui/components/language";
import { useNow } from "@amends/ui/components/now";
import { formatAmount, totalOf } from "@amends/ui/format/amount";
import { dayAndClock } from "@amends/ui/format/time";
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { shopOrdersQuery, type Trial } from "./api/get-shop-rules.ts";
import { useShopRuleWords } from "./words.ts";

type Props = {
  readonly sellerId: SellerId;
  readonly orderId: OrderId | null;
  readonly onChoose: (orderId: OrderId) => void;
  readonly preview: Trial["preview"];
};

/** What the rules would open on an order the shop really had, as if it were bought under them. */
export const OrderPreview = ({ sellerId, orderId, onChoose, preview }: Props) => {
  const words = useShopRuleWords();
  const { data = [], isSuccess } = useQuery(shopOrdersQuery(sellerId));
  return (
    <section aria-labelledby="preview">
      <h3 id="preview">{words.preview}</h3>
      {isSuccess && data.length === 0 ? (
        <p className="quiet">{words.noOrder}</p>
      ) : (
        <Select
          className="order-choice"
          aria-label={words.order}
          placeholder={words.order}
          value={orderId}
          onChange={onChoose}
          options={data.map(order => ({
            value: order.orderId,
            label: `${order.externalOrderNo} · ${order.lines.map(({ name }) => name).join("、")}`,
          }))}
        />
      )}
      {preview !== null && preview.orderId === orderId && (
        <>
          <p className="quiet">{words.asIf}</p>
          {preview.lines.map(line => (
            <div key={line.lineNo}>
              <p>{line.name}</p>
              <Differences line={line} />
            </div>
          ))}
        </>
      )}
    </section>
  );
};

type Line = NonNullable<Trial["preview"]>["lines"][number];
type Option = Line["today"][number];
type Open = Extract<Option, { readonly kind: "open" }>;

const Differences = ({ line: { today, tried } }: { readonly line: Line }) => {
  const words = useShopRuleWords();
  const { language } = useLanguage();
  const now = useNow();
  const told = ({ until, returnFreight, back }: Open): string =>
    [
      totalOf(back.map(({ amount }) => amount)),
      words.freight[returnFreight] ?? null,
      until === null ? null : words.until_(dayAndClock(until, now, language)),
    ]
      .flatMap(part => (part === null ? [] : [typeof part === "string" ? part : formatAmount(part)]))
      .join(" · ");
  const changed = tried.filter(isOpen).flatMap(option => {
    const before = today.filter(isOpen).find(each => each.type === option.type && each.refundOnlyKind === option.refundOnlyKind);
    return before !== undefined && told(before) === told(option) ? [] : [{ option, before }];
  });
  if (changed.length === 0) return <p className="quiet">{words.same}</p>;
  return (
    <ul>
      {changed.map(({ option, before }) => (
        <li key={`${option.type} ${option.refundOnlyKind}`}>
          {before === undefined ? words.opensNew(option.name[language]) : words.opens(option.name[language])}
          {before !== undefined && <del> {told(before)}</del>} <ins>{told(option)}</ins>
        </li>
      ))}
    </ul>
  );
};

const isOpen = (option: Option): option is Open => option.kind === "open";
