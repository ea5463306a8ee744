import type { OrderId } from "@amends/domain/kernel/ids";
import { useLanguage } from "@amends/ui/components/language";
import { useNow } from "@amends/ui/components/now";
import { SourceLink } from "@amends/ui/components/source-link";
import { formatAmount, totalOf } from "@amends/ui/format/amount";
import { dayAndClock } from "@amends/ui/format/time";
import { Link } from "@tanstack/react-router";
import { Fragment, useState } from "react";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import type { ClosedOption, OpenOption, ServiceOption } from "./api/get-order.ts";
import { closedOptions, openOptions } from "./open-options.ts";
import { optionKey } from "./option-key.ts";

/** `about` is how the pieces are named in an address: a line's number, or a seller's id for all that is left of theirs. */
type Props = { readonly orderId: OrderId; readonly about: string; readonly options: readonly ServiceOption[] };

/** What can be asked for, each with what comes of it; behind a fold what cannot, with the rule in plain words and what would change it. */
export const ServiceOptions = ({ orderId, about, options }: Props) => {
  const { order, orders } = useBuyerWords();
  const { language } = useLanguage();
  const [isAll, setAll] = useState(false);
  const open = openOptions(options);
  const closed = closedOptions(options);
  const shown = isAll ? open : open.slice(0, SHOWN_AT_FIRST);
  const why = open.length === 0 ? onlyReason(closed) : null;
  return (
    <>
      {open.length === 0 && <p>{why === null ? orders.nothingNow : why[language]}</p>}
      {shown.length > 0 && (
        <ul className="options">
          {shown.map(option => (
            <li key={optionKey(option)}>
              <Link to="/orders/$orderId/file/$about/$option" params={{ orderId, about, option: optionKey(option) }} className="option">
                <OpenRow option={option} />
              </Link>
            </li>
          ))}
        </ul>
      )}
      {shown.length < open.length && (
        <button type="button" className="text-button" onClick={() => setAll(true)}>
          {order.otherWays(open.length - shown.length)}
        </button>
      )}
      {closed.length > 0 && (
        <details className="closed-options">
          <summary>{order.closed(closed.length)}</summary>
          <ul>
            {closed.map(option => (
              <ClosedRow key={optionKey(option)} option={option} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
};

const SHOWN_AT_FIRST = 4;

/** Where everything is closed for one and the same reason, that is what the buyer has to know. */
const onlyReason = (closed: readonly ClosedOption[]): ClosedOption["explanation"] | null => {
  const [first, ...others] = closed.map(({ explanation }) => explanation);
  return first !== undefined && others.every(({ zh }) => zh === first.zh) ? first : null;
};

const OpenRow = ({ option }: { readonly option: OpenOption }) => {
  const { order, orders } = useBuyerWords();
  const { language } = useLanguage();
  const now = useNow(60_000);
  const back = totalOf(option.back.map(({ amount }) => amount));
  const facts = [
    back === null || back.amountMinor === 0n
      ? null
      : order[option.asksShare || option.asksKilometres ? "getBackUpTo" : "getBack"](formatAmount(back)),
    isReturning(option) ? freightWords(option.returnFreight, order.freight) : null,
    option.evidence.photos > 0 ? order.photos(option.evidence.photos) : null,
    option.needsPerson ? order.needsPerson : null,
    option.until === null ? null : orders.until(dayAndClock(option.until, now, language)),
  ];
  return (
    <>
      <strong>{option.name[language]}</strong>
      <span className="quiet">
        {facts
          .filter(fact => fact !== null)
          .map((fact, place) => (
            <Fragment key={fact}>
              {place > 0 && " · "}
              <span className="fact">{fact}</span>
            </Fragment>
          ))}
      </span>
    </>
  );
};

const RETURNING: readonly string[] = ["return_refund", "exchange", "repair"];
const isReturning = ({ type }: OpenOption): boolean => RETURNING.includes(type);

export const freightWords = (payer: string, words: Readonly<Record<string, string>>): string | null => words[payer] ?? null;

const ClosedRow = ({ option: { name, explanation } }: { readonly option: ClosedOption }) => {
  const { order } = useBuyerWords();
  const { language } = useLanguage();
  return (
    <li>
      <strong>{name[language]}</strong>
      <p>{explanation[language]}</p>
      <p className="quiet">
        {order.rule} <SourceLink source={explanation.source} />
      </p>
    </li>
  );
};
