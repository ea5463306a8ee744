import { useLanguage } from "@amends/ui/components/language";
import { formatAmount, totalOf } from "@amends/ui/format/amount";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import type { AlsoAsked, AlsoItem } from "./use-also.ts";

type Props = {
  readonly asked: AlsoAsked;
  readonly onAdd: () => void;
  readonly onRemove: (item: AlsoItem) => void;
};

/** What goes with the filing, and the way to add to it; nothing where the order has nothing more to ask about. */
export const AlsoList = ({ asked: { items, isHeldBack, candidates }, onAdd, onRemove }: Props) => {
  const { also } = useBuyerWords();
  const isOpen = candidates.length > 0;
  if (isHeldBack) return <p className="quiet">{also.consent}</p>;
  if (items.length === 0)
    return (
      isOpen && (
        <button type="button" className="card option" onClick={onAdd}>
          <strong>{also.add}</strong>
          <span className="quiet">{also.addMeans}</span>
        </button>
      )
    );
  return (
    <section className="card also" aria-label={also.title}>
      <p className="quiet">{also.title}</p>
      <ul>
        {items.map(item => (
          <AlsoRow key={`${item.lineNo} ${item.option}`} item={item} onRemove={() => onRemove(item)} />
        ))}
      </ul>
      <p className="quiet">{also.means}</p>
      {isOpen && (
        <button type="button" className="quiet-button" onClick={onAdd}>
          {also.add}
        </button>
      )}
    </section>
  );
};

const AlsoRow = ({ item, onRemove }: { readonly item: AlsoItem; readonly onRemove: () => void }) => {
  const { also, order } = useBuyerWords();
  const { language } = useLanguage();
  const { subject, quantity, terms } = item;
  const name = subject.pieces[0]?.line.name ?? "";
  const back = totalOf((terms?.back ?? []).map(({ amount }) => amount));
  const facts = [terms?.name[language], back === null || back.amountMinor === 0n ? undefined : order.getBack(formatAmount(back))];
  return (
    <li>
      <div>
        <p>
          <strong>{subject.option.name[language]}</strong>
        </p>
        <p>
          {name} {order.quantity(quantity)}
        </p>
        <p className="quiet">{facts.filter(fact => fact !== undefined).join(" · ")}</p>
      </div>
      <button type="button" className="text-button" aria-label={also.remove(name)} onClick={onRemove}>
        ×
      </button>
    </li>
  );
};
