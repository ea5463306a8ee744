/** The two languages Amends speaks. Chinese is the default: whoever asks for neither gets it. */
export type Language = "zh" | "en";
export type Bilingual = { readonly zh: string; readonly en: string };

/** RFC 9110 §12.5.4: the highest weight among `zh*` and `en*` wins, the first named on a tie; `*` and everything else mean the default. */
export const languageOf = (acceptLanguage: string | undefined): Language => {
  let best: { readonly language: Language; readonly weight: number } = { language: "zh", weight: 0 };
  for (const part of (acceptLanguage ?? "").slice(0, HEADER_LENGTH_MAX).split(",")) {
    const [range = "", ...parameters] = part.trim().toLowerCase().split(";");
    const language = spoken(range.trim());
    const weight = weightOf(parameters);
    if (language !== undefined && weight > best.weight) best = { language, weight };
  }
  return best.language;
};

/** A browser sends well under a hundred characters; the rest of a longer header is not read. */
const HEADER_LENGTH_MAX = 400;

const spoken = (range: string): Language | undefined => {
  if (range === "zh" || range.startsWith("zh-")) return "zh";
  if (range === "en" || range.startsWith("en-")) return "en";
  return undefined;
};

const weightOf = (parameters: readonly string[]): number => {
  const quality = parameters.map(text => text.trim()).find(text => text.startsWith("q="));
  if (quality === undefined) return 1;
  const weight = Number(quality.slice(2));
  return weight >= 0 && weight <= 1 ? weight : 0;
};
