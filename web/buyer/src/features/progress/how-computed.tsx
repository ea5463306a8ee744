import { useWords } from "@amends/ui/components/language";
import { SumsTable } from "@amends/ui/components/sums-table";
import { SUMS_WORDS } from "@amends/ui/words/sums";
import { useQuery } from "@tanstack/react-query";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { sumsQuery } from "./api/get-sums.ts";
import type { CaseDetail } from "./money-words.ts";

/** The refund as a table to check; nothing where no money goes back. */
export const HowComputed = ({ shown }: { readonly shown: CaseDetail }) => {
  const words = useWords(SUMS_WORDS);
  const { tender } = useBuyerWords();
  const { data } = useQuery(sumsQuery(shown.caseId));
  if (data === undefined || data.refund === null) return null;
  return (
    <section className="card" aria-labelledby="sums">
      <h2 id="sums">{words.how}</h2>
      <SumsTable refund={data.refund} tender={tender} />
    </section>
  );
};
