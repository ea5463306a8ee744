import { SURVEY_REASONS, SURVEY_STATUSES } from "@amends/domain/notice/survey";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, STAFF } from "../../route.ts";
import { id, instant, text } from "../../wire.ts";

const rating = z.int().min(1).max(5);
const TEXT_LENGTH_MAX = 1000;

/** One tap is enough; the rest may follow with a second call, which keeps what it leaves out. */
const given = z.strictObject({
  score: rating,
  effort: rating.optional(),
  reason: z.enum(SURVEY_REASONS).optional(),
  text: text(TEXT_LENGTH_MAX).optional(),
});

const shown = {
  shortNo: z.string(),
  /** `none`: this case's buyer is not asked. */
  status: z.enum(["none", ...SURVEY_STATUSES]),
  score: rating.nullable(),
  effort: rating.nullable(),
  reason: z.enum(SURVEY_REASONS).nullable(),
  answeredAt: instant.nullable(),
} as const;

const token = z
  .string()
  .regex(/^case_[0-9a-hjkmnp-tv-z]{24}\.[A-Za-z0-9_-]{43}$/)
  .meta({ examples: [`case_01jd7v8k2m0f9q3r5s7t9v1x.${"a".repeat(43)}`] });

/** Whoever holds the link may answer for the buyer, and learns nothing else. */
export const showSurveyByLink = defineRoute({
  method: "GET",
  path: "/v1/surveys/{token}",
  summary: bilingual("凭链接查看回访问卷", "Show the survey behind a link"),
  access: "anyone",
  params: z.strictObject({ token }),
  answers: { 200: z.strictObject(shown) },
  refusals: ["link_not_valid"],
});

export const answerSurveyByLink = defineRoute({
  method: "POST",
  path: "/v1/surveys/{token}",
  summary: bilingual("凭链接回答回访问卷", "Answer the survey behind a link"),
  access: "anyone",
  params: z.strictObject({ token }),
  body: given,
  answers: { 200: z.strictObject(shown) },
  refusals: ["link_not_valid", "survey_not_open", "person_erased"],
});

const params = z.strictObject({ caseId: id("case") });

export const showSurvey = defineRoute({
  method: "GET",
  path: "/v1/cases/{caseId}/survey",
  summary: bilingual("售后单的回访结果", "Show how the buyer rated a case"),
  access: { roles: ["buyer", "seller", ...STAFF, "integrator"] },
  params,
  answers: {
    200: z.strictObject({
      ...shown,
      /** What the buyer wrote, to the buyer and to staff. */
      text: z.string().nullable(),
    }),
  },
  refusals: ["not_found"],
});

export const answerSurvey = defineRoute({
  method: "POST",
  path: "/v1/cases/{caseId}/survey",
  summary: bilingual("评价这次售后", "Rate how a case was handled"),
  access: { roles: ["buyer"] },
  params,
  body: given,
  answers: { 200: z.strictObject(shown) },
  refusals: ["not_found", "survey_not_open", "person_erased"],
});

export const showSatisfaction = defineRoute({
  method: "GET",
  path: "/v1/figures/satisfaction",
  summary: bilingual("满意度、省力度与回答率", "Show satisfaction, effort and response rate"),
  access: { roles: ["supervisor", "finance", "admin"] },
  query: z.strictObject({
    /** By when the buyer was asked. */
    from: instant,
    until: instant,
  }),
  answers: {
    200: z.strictObject({
      asked: z.int(),
      answered: z.int(),
      responseBasisPoints: z.int().nullable(),
      /** Ratings of 4 and 5 among all. */
      satisfiedBasisPoints: z.int().nullable(),
      /** Mean in hundredths: 425 is 4.25. */
      scoreHundredths: z.int().nullable(),
      effortHundredths: z.int().nullable(),
      reasons: z.array(z.strictObject({ reason: z.enum(SURVEY_REASONS), count: z.int() })),
    }),
  },
  refusals: [],
});
