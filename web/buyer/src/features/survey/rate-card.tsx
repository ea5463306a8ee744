import type { CaseId } from "@amends/domain/kernel/ids";
import { useWords } from "@amends/ui/components/language";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { client } from "../../client.ts";
import { ownSurveyQuery } from "./api/get-survey.ts";
import { en, zh } from "./survey-words.ts";

const RATINGS = [1, 2, 3, 4, 5] as const;

/** On the case itself, once its buyer was asked: one tap rates it, and whoever has rated may say more. */
export const RateCard = ({ caseId, isOver }: { readonly caseId: CaseId; readonly isOver: boolean }) => {
  const words = useWords({ zh, en });
  const queries = useQueryClient();
  const { data: survey } = useQuery({ ...ownSurveyQuery(caseId), enabled: isOver });
  const rate = useMutation({
    mutationFn: (score: number) => client.answerSurvey({ params: { caseId }, body: { score } }),
    onSuccess: ({ body }) => queries.setQueryData(ownSurveyQuery(caseId).queryKey, body),
  });
  if (survey?.status === "answered")
    return (
      <Link to="/cases/$caseId/rate" params={{ caseId }} className="card option">
        <strong>{words.rated(words.scores[(survey.score ?? 1) - 1] ?? "")}</strong>
        <span className="quiet">{words.sayMore}</span>
      </Link>
    );
  if (survey?.status !== "asked" && survey?.status !== "reminded") return null;
  return (
    <div className="survey">
      <fieldset className="card scale">
        <legend>{words.title}</legend>
        {RATINGS.map((value, place) => (
          <button key={value} type="button" className="quiet-button" disabled={rate.isPending} onClick={() => rate.mutate(value)}>
            <span className="number">{value}</span> <span>{words.scores[place]}</span>
          </button>
        ))}
      </fieldset>
    </div>
  );
};
