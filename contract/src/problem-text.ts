/** What one code says: title, what happened, what to do next. `{name}` is a parameter. */
type ProblemText<T extends string, D extends string, A extends string> = { readonly title: T; readonly detail: D; readonly advice: A };

/** Keeps the Chinese text as a literal type, from which the parameters are derived. Other files of codes are written with it and spread into the catalogue. */
export const problem = <const ZT extends string, const ZD extends string, const ZA extends string>(
  zh: ProblemText<ZT, ZD, ZA>,
  en: ProblemText<string, string, string>,
): { readonly zh: ProblemText<ZT, ZD, ZA>; readonly en: ProblemText<string, string, string> } => ({ zh, en });

/** The names of the parameters in a text. */
export type ParamNames<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | ParamNames<Rest> : never;

export const PLACEHOLDER = /\{([A-Za-z]+)\}/g;

/** What stands in a parameter is not filled again. */
export const filled = (text: string, params: Readonly<Record<string, string | number>>): string =>
  text.replace(PLACEHOLDER, (whole, name: string) => String(params[name] ?? whole));
