import type { answerSurveyByLink, showSurveyByLink } from "@amends/contract/routes/survey/surveys";
import type { CaseId } from "@amends/domain/kernel/ids";
import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { client } from "../../../client.ts";

export type Survey = z.output<(typeof showSurveyByLink)["answers"][200]>;
export type GivenAnswer = z.output<(typeof answerSurveyByLink)["body"]>;

/** By the link of a message, whoever holds it. */
export const linkedSurveyQuery = (token: string) =>
  queryOptions({
    queryKey: ["survey", token],
    queryFn: async ({ signal }): Promise<Survey> => (await client.showSurveyByLink({ params: { token }, signal })).body,
  });

/** By the case, for whoever is signed in. */
export const ownSurveyQuery = (caseId: CaseId) =>
  queryOptions({
    queryKey: ["cases", caseId, "survey"],
    queryFn: async ({ signal }): Promise<Survey> => (await client.showSurvey({ params: { caseId }, signal })).body,
  });
