import { SURVEY_REASONS } from "@amends/domain/notice/survey";
import { useWords } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd-mobile";
import { useState } from "react";
import type { GivenAnswer, Survey } from "./api/get-survey.ts";
import { en, zh } from "./survey-words.ts";

const RATINGS = [1, 2, 3, 4, 5] as const;
const LOW = 2;
const TEXT_LENGTH_MAX = 1000;

type Props = {
  readonly survey: Survey;
  /** The answer of the link that led here. Opening a link is no answer: programs that look into mail open them all. */
  readonly chosen?: number | undefined;
  readonly onGive: (given: GivenAnswer) => Promise<void>;
};

/** The first tap is kept at once; what follows is asked only then, and may be left. */
export const SurveyForm = ({ survey, chosen, onGive }: Props) => {
  const words = useWords({ zh, en });
  const [text, setText] = useState("");
  const give = useMutation({ mutationFn: onGive });
  const { score, effort, reason, status } = survey;
  if (status === "none" || status === "planned" || status === "expired") return <p className="card">{words.over}</p>;
  return (
    <div className="cards survey">
      {score === null && chosen !== undefined && (
        <div className="card">
          <p>{words.chosen(words.scores[chosen - 1] ?? "")}</p>
          <Button block color="primary" size="large" loading={give.isPending} onClick={() => give.mutate({ score: chosen })}>
            {words.confirm}
          </Button>
        </div>
      )}
      <Scale name={words.score} labels={words.scores} chosen={score ?? chosen ?? null} onChoose={value => give.mutate({ score: value })} />
      {score !== null && (
        <>
          <p role="status" className="card">
            {score <= LOW ? words.sorry : words.thanks}
          </p>
          <Scale name={words.effort} labels={words.efforts} chosen={effort} onChoose={value => give.mutate({ score, effort: value })} />
          <fieldset className="card">
            <legend>{words.reason}</legend>
            {SURVEY_REASONS.map(one => (
              <button
                key={one}
                type="button"
                className="quiet-button"
                aria-pressed={reason === one}
                onClick={() => give.mutate({ score, reason: one })}
              >
                {words.reasons[one]}
              </button>
            ))}
          </fieldset>
          <form
            className="card"
            onSubmit={event => {
              event.preventDefault();
              give.mutate({ score, text: text.trim() });
            }}
          >
            <label>
              {words.text}
              <textarea rows={3} maxLength={TEXT_LENGTH_MAX} value={text} onChange={({ target }) => setText(target.value)} />
            </label>
            <Button block color="primary" size="large" type="submit" disabled={text.trim() === "" || give.isPending}>
              {words.send}
            </Button>
          </form>
        </>
      )}
      {give.error !== null && <ErrorLine error={give.error} />}
    </div>
  );
};

type ScaleProps = {
  readonly name: string;
  readonly labels: readonly string[];
  readonly chosen: number | null;
  readonly onChoose: (value: number) => void;
};

const Scale = ({ name, labels, chosen, onChoose }: ScaleProps) => (
  <fieldset className="card scale">
    <legend>{name}</legend>
    {RATINGS.map((value, place) => (
      <button key={value} type="button" className="quiet-button" aria-pressed={chosen === value} onClick={() => onChoose(value)}>
        <span className="number">{value}</span> <span>{labels[place]}</span>
      </button>
    ))}
  </fieldset>
);
