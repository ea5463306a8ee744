import type { Money } from "../format/amount.ts";
import { exactTime } from "../format/time.ts";
import { type PromiseLine as Promised, promiseWords, type Reader } from "../promise/promise-words.ts";
import { en } from "../words/en.ts";
import { zh } from "../words/zh.ts";
import { useLanguage, useWords } from "./language.tsx";
import { useNow } from "./now.tsx";

type Props = {
  readonly promise: Promised;
  /** What the case stands to give back: said where silence would pay it. */
  readonly refund: Money;
  readonly reader: Reader;
  /** `chip` for a row of a list, `banner` for the page of one case. */
  readonly size: "chip" | "banner";
};

/** Who must act · by when · what happens otherwise: the one way anything waiting is shown, in every list and on every page. */
export const PromiseLine = ({ promise, refund, reader, size }: Props) => {
  const now = useNow();
  const { language } = useLanguage();
  const words = useWords({ zh, en });
  const { who, when, otherwise, urgency, dueAt } = promiseWords(promise, { now, language, reader, refund, isShort: size === "chip" });
  const exact = dueAt === null ? undefined : exactTime(dueAt, language);
  if (size === "chip") {
    return (
      // A row may cut the chip short: pointed at, it says all of it.
      <span className="promise-chip" data-urgency={urgency} title={[otherwise, exact].filter(said => said != null).join(" · ")}>
        <span className="promise-who">{who}</span>
        {when !== null && <span>{when}</span>}
        {otherwise !== null && <span className="promise-otherwise">{otherwise}</span>}
      </span>
    );
  }
  return (
    <section className="promise-banner" data-urgency={urgency} aria-label={promise.title[language]}>
      <p className="promise-what">{promise.title[language]}</p>
      <dl>
        <div>
          <dt>{words.promise.who}</dt>
          <dd>{who}</dd>
        </div>
        {when !== null && (
          <div>
            <dt>{words.promise.when}</dt>
            <dd title={exact}>{when}</dd>
          </div>
        )}
        {otherwise !== null && (
          <div>
            <dt>{words.promise.otherwise}</dt>
            <dd>{otherwise}</dd>
          </div>
        )}
      </dl>
    </section>
  );
};
