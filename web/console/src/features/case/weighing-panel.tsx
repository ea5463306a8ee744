import { useWords } from "@amends/ui/components/language";
import { Weighing } from "@amends/ui/components/weighing";
import type { CaseDetail } from "./api/get-case.ts";
import { WEIGHING_WORDS } from "./weighing-words.ts";

/** Why the records and the evidence make us as sure as we are; nothing where nothing was asked for or shown. */
export const WeighingPanel = ({ shown: { weighing } }: { readonly shown: CaseDetail }) => {
  const words = useWords(WEIGHING_WORDS);
  if (weighing === null || !weighing.isAboutEvidence) return null;
  return (
    <section className="panel" aria-labelledby="weighing">
      <h2 id="weighing">{words.title}</h2>
      <Weighing weighing={weighing} />
    </section>
  );
};
