import type { CaseId, OperationId, TextId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { SurveyReason, SurveyStatus } from "@amends/domain/notice/survey";
import type { CasePerson } from "../case-ports.ts";
import type { NewText } from "../personal-data-ports.ts";
import type { Scope } from "../scope.ts";

export type SurveyAnswer = {
  readonly score: number;
  /** How easy it was; a second tap. */
  readonly effort: number | null;
  readonly reason: SurveyReason | null;
};

export type StoredSurvey = {
  readonly caseId: CaseId;
  readonly operationId: OperationId;
  readonly shortNo: string;
  /** `none`: this case's buyer is not asked. */
  readonly status: SurveyStatus | "none";
  readonly answer: SurveyAnswer | null;
  readonly answeredAt: Instant | null;
  readonly textId: TextId | null;
  readonly person: CasePerson;
};

export type Satisfaction = {
  readonly asked: number;
  readonly answered: number;
  readonly satisfied: number;
  readonly scoreSum: number;
  readonly effortAnswered: number;
  readonly effortSum: number;
  readonly reasons: readonly { readonly reason: SurveyReason; readonly count: number }[];
};

export type LowScore = { readonly operationId: OperationId; readonly caseId: CaseId; readonly score: number };

/** Questions and their answers, apart from the case. Moving on tells each buyer each question once, however many workers do it. */
export type SurveyStore = {
  /** Null when the case does not exist or lies outside the scope. */
  find(scope: Scope, caseId: CaseId): Promise<StoredSurvey | null>;
  /** Whose case it is; null where there is none. For a link that was checked, and knows no more than the case. */
  operationOf(caseId: CaseId): Promise<OperationId | null>;
  /** Keeps an answer, or a later one in its place; false when it is not asked or was given up. */
  answer(survey: StoredSurvey, answer: SurveyAnswer, text: NewText | null, at: Instant): Promise<boolean>;
  /** Asks, reminds and gives up what is due; gives how many. */
  moveOn(at: Instant, most: number): Promise<number>;
  nextDueAt(at: Instant): Promise<Instant | null>;
  /** Low scores that no case has been told of, from the first, or from the one after `after`. */
  lowScores(after: CaseId | null, most: number): Promise<readonly LowScore[]>;
  recoveryOpened(caseId: CaseId): Promise<void>;
  satisfaction(operationId: OperationId, from: Instant, until: Instant): Promise<Satisfaction>;
};
