import { refuse } from "@amends/contract/errors";
import { answerSurvey, answerSurveyByLink, showSatisfaction, showSurvey, showSurveyByLink } from "@amends/contract/routes/survey/surveys";
import type { Role } from "@amends/domain/party/party";
import type { Scope } from "@amends/flows/scope";
import { type GivenAnswer, answerSurvey as give } from "@amends/flows/surveys/follow-up";
import type { StoredSurvey, SurveyAnswer } from "@amends/flows/surveys/survey-ports";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

type Deps = Pick<ServerDeps, "notices" | "filing" | "reads">;

export const surveyRoutes = (deps: Deps) => ({
  showSurveyByLink: mount(showSurveyByLink, async ({ params: { token } }) => {
    const survey = await behindLink(deps, token);
    return survey === null ? refuse("link_not_valid") : answer(200, shown(survey));
  }),
  answerSurveyByLink: mount(answerSurveyByLink, async ({ params: { token }, body }) => {
    const survey = await behindLink(deps, token);
    if (survey === null) return refuse("link_not_valid");
    const how = await give(portsOf(deps), survey, givenOf(body));
    if (how !== "answered") return refused(how, survey);
    deps.notices.wake();
    return answer(200, shown(withAnswer(survey, body)));
  }),
  showSurvey: mount(showSurvey, async ({ principal, scope, params: { caseId } }) => {
    const survey = await deps.notices.surveys.find(scope, caseId);
    if (survey === null) return refuse("not_found", { id: caseId });
    return answer(200, { ...shown(survey), text: await textFor(deps, principal.role, scope, survey) });
  }),
  answerSurvey: mount(answerSurvey, async ({ scope, params: { caseId }, body }) => {
    const survey = await deps.notices.surveys.find(scope, caseId);
    if (survey === null) return refuse("not_found", { id: caseId });
    const how = await give(portsOf(deps), survey, givenOf(body));
    if (how !== "answered") return refused(how, survey);
    deps.notices.wake();
    return answer(200, shown(withAnswer(survey, body)));
  }),
  showSatisfaction: mount(showSatisfaction, async ({ principal, query: { from, until } }) => {
    const { asked, answered, satisfied, scoreSum, effortAnswered, effortSum, reasons } = await deps.notices.surveys.satisfaction(
      principal.operationId,
      from,
      until,
    );
    return answer(200, {
      asked,
      answered,
      responseBasisPoints: ratio(answered * 10_000, asked),
      satisfiedBasisPoints: ratio(satisfied * 10_000, answered),
      scoreHundredths: ratio(scoreSum * 100, answered),
      effortHundredths: ratio(effortSum * 100, effortAnswered),
      reasons: [...reasons],
    });
  }),
});

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round(part / whole));

type Body = { readonly score: number; readonly effort?: number | undefined; readonly reason?: SurveyAnswer["reason"] | undefined };

const givenOf = ({ score, effort, reason, text }: Body & { readonly text?: string | undefined }): GivenAnswer => ({
  score,
  effort: effort ?? null,
  reason: reason ?? null,
  text: text ?? null,
});

const portsOf = ({ filing, notices }: Deps) => ({ ...filing, surveys: notices.surveys });

/** The link proves that it came from us; the case it names says whose it is. */
const behindLink = async ({ notices }: Deps, token: string): Promise<StoredSurvey | null> => {
  const caseId = notices.caseOfLink(token);
  if (caseId === null) return null;
  const operationId = await notices.operationOf(caseId);
  return operationId === null ? null : notices.surveys.find({ kind: "operation", operationId }, caseId);
};

const refused = (how: "not_asked" | "person_erased", { shortNo, person }: StoredSurvey) =>
  how === "not_asked" ? refuse("survey_not_open", { shortNo }) : refuse("person_erased", { id: person.personId });

const withAnswer = (survey: StoredSurvey, { score, effort, reason }: Body): StoredSurvey => ({
  ...survey,
  status: "answered",
  answer: { score, effort: effort ?? survey.answer?.effort ?? null, reason: reason ?? survey.answer?.reason ?? null },
});

const shown = ({ shortNo, status, answer: given, answeredAt }: StoredSurvey) => ({
  shortNo,
  status,
  score: given?.score ?? null,
  effort: given?.effort ?? null,
  reason: given?.reason ?? null,
  answeredAt,
});

/** A seller and a program read the rating and not what was written. */
const textFor = async ({ reads }: Deps, role: Role, scope: Scope, { person, textId }: StoredSurvey): Promise<string | null> => {
  if (textId === null || role === "seller" || role === "integrator") return null;
  const { persons, cipher } = reads.personalData;
  const found = await persons.findTexts(scope, person.personId, [textId]);
  const [text] = found?.texts ?? [];
  return found === null || text === undefined ? null : cipher.open(person.personId, found.secret).unseal(textId, text.kind, text.sealed);
};
