import { useWords } from "@amends/ui/components/language";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { client } from "../client.ts";
import { linkedSurveyQuery } from "../features/survey/api/get-survey.ts";
import { SurveyForm } from "../features/survey/survey-form.tsx";
import { en, zh } from "../features/survey/survey-words.ts";
import { PageState } from "./page-state.tsx";
import { PageTitle } from "./page-title.tsx";

const route = getRouteApi("/survey/$token");

/** Opened by the link of a message: whoever holds it needs no sign-in. */
export const SurveyPage = () => {
  const { token } = route.useParams();
  const { score } = route.useSearch();
  const words = useWords({ zh, en });
  const queries = useQueryClient();
  const query = useQuery(linkedSurveyQuery(token));
  return (
    <>
      <PageTitle>{words.title}</PageTitle>
      <PageState query={query}>
        {survey => (
          <>
            <p className="quiet">
              {words.number} <span className="number">{survey.shortNo}</span>
            </p>
            <SurveyForm
              survey={survey}
              chosen={score}
              onGive={async body => {
                const given = await client.answerSurveyByLink({ params: { token }, body });
                queries.setQueryData(linkedSurveyQuery(token).queryKey, given.body);
              }}
            />
          </>
        )}
      </PageState>
    </>
  );
};
