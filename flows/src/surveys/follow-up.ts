import { shardOf } from "@amends/domain/kernel/ids";
import { type CommandPorts, commandCase } from "../command-case.ts";
import { sealText } from "../seal-text.ts";
import type { LowScore, StoredSurvey, SurveyAnswer, SurveyStore } from "./survey-ports.ts";

export type FollowUpPorts = Pick<CommandPorts, "personalData" | "clock" | "chance"> & { readonly surveys: SurveyStore };

export type GivenAnswer = SurveyAnswer & { readonly text: string | null };

/** What was written with a rating is sealed under the buyer's key like everything they write. */
export const answerSurvey = async (
  { surveys, personalData, clock, chance }: FollowUpPorts,
  survey: StoredSurvey,
  { text, ...answer }: GivenAnswer,
): Promise<"answered" | "not_asked" | "person_erased"> => {
  const { caseId, operationId, person } = survey;
  const at = clock.now();
  const place = { at, shard: shardOf(caseId), chance };
  const sealed = text === null ? null : sealText(personalData, person, { kind: "message", plain: text, operationId }, place);
  if (text !== null && sealed === null) return "person_erased";
  return (await surveys.answer(survey, answer, sealed, at)) ? "answered" : "not_asked";
};

const LOW_SCORES_A_PAGE = 50;

/**
 * Tells each case whose buyer rated it low, so that somebody calls. Telling one twice changes nothing. One that cannot be told keeps no other waiting, and is
 * heard of each time: all that failed are thrown together once the rest are told.
 */
export const openRecoveries = async (ports: CommandPorts & { readonly surveys: SurveyStore }): Promise<number> => {
  const faults: unknown[] = [];
  let count = 0;
  for await (const one of everyLowScore(ports.surveys)) {
    count += 1;
    try {
      await openOne(ports, one);
    } catch (fault) {
      faults.push(fault);
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} of ${count} low scores could not be followed up`);
  return count;
};

/** Page by page, each once: those that could not be told of stand there still and must not be all that is ever looked at. */
async function* everyLowScore(surveys: SurveyStore): AsyncGenerator<LowScore> {
  let after: LowScore["caseId"] | null = null;
  do {
    const page: readonly LowScore[] = await surveys.lowScores(after, LOW_SCORES_A_PAGE);
    yield* page;
    after = page.length < LOW_SCORES_A_PAGE ? null : (page.at(-1)?.caseId ?? null);
  } while (after !== null);
}

const openOne = async (
  ports: CommandPorts & { readonly surveys: SurveyStore },
  { operationId, caseId, score }: LowScore,
): Promise<void> => {
  const outcome = await commandCase(ports, {
    principal: { role: "system", operationId },
    caseId,
    command: { kind: "open_recovery", score },
    ifVersion: null,
    idempotency: null,
    endsEffect: null,
    answer: () => ({ status: 204, response: "" }),
  });
  if (outcome.kind === "done") await ports.surveys.recoveryOpened(caseId);
  else if (outcome.kind !== "too_busy") throw new Error(`broken invariant: ${caseId} takes a low score: ${outcome.kind}`);
};
