import type { OrderId } from "@amends/domain/kernel/ids";
import { useLanguage } from "@amends/ui/components/language";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useId, useState } from "react";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { optionKey } from "../orders/option-key.ts";
import { type Suggestion, suggestionsQuery } from "./api/get-suggestions.ts";

/** As much of what is written as is read for a suggestion. */
const READ_CHARACTERS_MAX = 500;
const STATEMENT_CHARACTERS_MAX = 2000;
/** Asked for when the fingers rest. */
const REST_MS = 400;
const SHOWN_MAX = 3;

type Props = {
  readonly orderId: OrderId;
  readonly lineNo: number;
  readonly words: string;
  readonly onWrite: (words: string) => void;
  /** What is asked for now, and why. */
  readonly option: string;
  readonly reason: string;
  readonly onTake: (suggestion: Suggestion) => void;
};

/** In the buyer's own words; what they may mean is offered beneath, one tap each, and nothing is chosen for them. */
export const WordsField = ({ orderId, lineNo, words, onWrite, option, reason, onTake }: Props) => {
  const text = useBuyerWords();
  const { language } = useLanguage();
  const id = useId();
  const read = useRested(words.trim().slice(0, READ_CHARACTERS_MAX));
  const { data = [] } = useQuery(suggestionsQuery(orderId, lineNo, read));
  const offered =
    words.trim() === ""
      ? []
      : offeredOf(data, option)
          .filter(each => each.reason !== reason)
          .slice(0, SHOWN_MAX);
  return (
    <div className="field card">
      <label htmlFor={id}>{text.filing.statement}</label>
      <textarea
        id={id}
        className="plain-input words"
        rows={2}
        maxLength={STATEMENT_CHARACTERS_MAX}
        placeholder={text.filing.statementExample}
        value={words}
        onChange={event => onWrite(event.target.value)}
      />
      {offered.length > 0 && (
        <section className="suggestions" aria-label={text.filing.suggested}>
          <p className="quiet">{text.filing.suggested}</p>
          <ul>
            {offered.map(suggestion => (
              <li key={`${suggestion.serviceType} ${suggestion.refundOnlyKind} ${suggestion.reason}`}>
                <button type="button" className="suggestion" onClick={() => onTake(suggestion)}>
                  {suggestion.name[language]}
                  <span className="quiet"> · {text.serviceType[suggestion.serviceType]}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
};

export const optionKeyOf = ({ serviceType, refundOnlyKind }: Suggestion): string => optionKey({ type: serviceType, refundOnlyKind });

/** Each reason once: with what is asked for already, where that takes it. */
const offeredOf = (suggestions: readonly Suggestion[], option: string): readonly Suggestion[] => {
  const reasons = [...new Set(suggestions.map(({ reason }) => reason))];
  return reasons.flatMap(reason => {
    const ways = suggestions.filter(suggestion => suggestion.reason === reason);
    return (ways.find(way => optionKeyOf(way) === option) ?? ways[0]) || [];
  });
};

const useRested = (value: string): string => {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
};
