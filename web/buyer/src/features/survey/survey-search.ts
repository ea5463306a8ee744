/** The answer a link was chosen for; whatever else stands there is no answer. */
export type SurveySearch = { readonly score?: number };

export const readSurveySearch = (given: Readonly<Record<string, unknown>>): SurveySearch => {
  const score = [1, 2, 3, 4, 5].find(each => each === Number(given["score"]));
  return score === undefined ? {} : { score };
};
