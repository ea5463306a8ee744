import { useId } from "react";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { badShareOf } from "./bad-share.ts";

export type BadShare = { readonly basisPoints: number | null; readonly bad: string; readonly of: string };
export const NO_SHARE: BadShare = { basisPoints: null, bad: "", of: "" };

/** What people say of a box of fruit; whoever has counted or weighed says it more exactly. */
const USUAL = [1000, 3000, 5000, 10_000] as const;

type Props = { readonly value: BadShare; readonly onChange: (value: BadShare) => void };

/** How much of it is bad: one tap, or two numbers. Left open, the seller settles it. */
export const BadShareField = ({ value, onChange }: Props) => {
  const { filing } = useBuyerWords();
  const id = useId();
  const isWrong = value.bad !== "" && value.of !== "" && value.basisPoints === null;
  const type = (typed: Partial<Pick<BadShare, "bad" | "of">>): void => {
    const { bad, of } = { ...value, ...typed };
    onChange({ bad, of, basisPoints: badShareOf(bad, of) });
  };
  return (
    <fieldset className="choices card">
      <legend>{filing.badShare}</legend>
      {USUAL.map(basisPoints => (
        <label key={basisPoints} className="choice">
          <input
            type="radio"
            name="bad-share"
            checked={value.basisPoints === basisPoints && value.bad === ""}
            onChange={() => onChange({ ...NO_SHARE, basisPoints })}
          />
          <span>{filing.usualShare[basisPoints]}</span>
        </label>
      ))}
      <div className="bad-share">
        <label htmlFor={`${id}bad`}>{filing.badCount}</label>
        <input
          id={`${id}bad`}
          className="plain-input"
          inputMode="numeric"
          value={value.bad}
          aria-invalid={isWrong}
          aria-describedby={`${id}help`}
          onChange={event => type({ bad: event.target.value })}
        />
        <label htmlFor={`${id}of`}>{filing.allCount}</label>
        <input
          id={`${id}of`}
          className="plain-input"
          inputMode="numeric"
          value={value.of}
          aria-invalid={isWrong}
          aria-describedby={`${id}help`}
          onChange={event => type({ of: event.target.value })}
        />
      </div>
      <p id={`${id}help`} className="quiet">
        {isWrong ? filing.shareInvalid : filing.shareMeans}
      </p>
    </fieldset>
  );
};
