import type { CaseId } from "@amends/domain/kernel/ids";
import { useWords } from "@amends/ui/components/language";
import { Moment } from "@amends/ui/components/moment";
import { useQuery } from "@tanstack/react-query";
import { client } from "../../client.ts";
import { en, zh } from "./survey-words.ts";

/** What the buyer said afterwards; nothing where they are not asked. */
export const SurveyPanel = ({ caseId }: { readonly caseId: CaseId }) => {
  const words = useWords({ zh, en });
  const { data: survey } = useQuery({
    queryKey: ["cases", caseId, "survey"],
    queryFn: async ({ signal }) => (await client.showSurvey({ params: { caseId }, signal })).body,
  });
  if (survey === undefined || survey.status === "none") return null;
  return (
    <section className="panel" aria-labelledby="survey">
      <h2 id="survey">{words.title}</h2>
      <p>
        {words.status[survey.status]}
        {survey.answeredAt !== null && (
          <>
            {" · "}
            <Moment at={survey.answeredAt} />
          </>
        )}
      </p>
      {survey.score !== null && (
        <dl className="facts">
          <dt>{words.score}</dt>
          <dd>{words.of5(survey.score)}</dd>
          {survey.effort !== null && (
            <>
              <dt>{words.effort}</dt>
              <dd>{words.of5(survey.effort)}</dd>
            </>
          )}
          {survey.reason !== null && (
            <>
              <dt>{words.reason}</dt>
              <dd>{words.reasons[survey.reason]}</dd>
            </>
          )}
        </dl>
      )}
      {survey.text !== null && <blockquote>{survey.text}</blockquote>}
    </section>
  );
};
