/** What a buyer may name as the cause of a rating, most often asked first. */
export const SURVEY_REASONS = ["slow", "result", "attitude", "unclear", "effort", "other"] as const;
export type SurveyReason = (typeof SURVEY_REASONS)[number];

export const SURVEY_STATUSES = ["planned", "asked", "reminded", "answered", "expired"] as const;
export type SurveyStatus = (typeof SURVEY_STATUSES)[number];

/** From 1 (bad, hard) to 5 (good, easy). Satisfied is 4 or 5, as customer satisfaction is usually counted. */
export const SATISFIED_FROM = 4;
