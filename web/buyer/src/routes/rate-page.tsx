import { useWords } from "@amends/ui/components/language";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { client } from "../client.ts";
import { ownSurveyQuery } from "../features/survey/api/get-survey.ts";
import { SurveyForm } from "../features/survey/survey-form.tsx";
import { en, zh } from "../features/survey/survey-words.ts";
import { BackLink } from "./back-link.tsx";
import { PageState } from "./page-state.tsx";
import { PageTitle } from "./page-title.tsx";

const route = getRouteApi("/cases/$caseId/rate");

/** The same question for a buyer who is here already. */
export const RatePage = () => {
  const { caseId } = route.useParams();
  const words = useWords({ zh, en });
  const queries = useQueryClient();
  const query = useQuery(ownSurveyQuery(caseId));
  return (
    <>
      <BackLink to="/cases/$caseId" params={{ caseId }} />
      <PageTitle>{words.title}</PageTitle>
      <PageState query={query}>
        {survey => (
          <SurveyForm
            survey={survey}
            onGive={async body => {
              const given = await client.answerSurvey({ params: { caseId }, body });
              queries.setQueryData(ownSurveyQuery(caseId).queryKey, given.body);
            }}
          />
        )}
      </PageState>
    </>
  );
};
