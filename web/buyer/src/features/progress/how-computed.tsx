import { BenefitsList } from "@amends/ui/components/benefits-list";
import { useWords } from "@amends/ui/components/language";
import { SumsTable } from "@amends/ui/components/sums-table";
import { SUMS_WORDS } from "@amends/ui/words/sums";
import { useQuery } from "@tanstack/react-query";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { sumsQuery } from "./api/get-sums.ts";
import type { CaseDetail } from "./money-words.ts";

/** The refund as a table to check, and what is given in kind; nothing where neither is. */
export const HowComputed = ({ shown }: { readonly shown: CaseDetail }) => {
  const words = useWords(SUMS_WORDS);
  const { tender } = useBuyerWords();
  const { data } = useQuery(sumsQuery(shown.caseId));
  const refund = data?.refund ?? null;
  if (refund === null && shown.benefits.length === 0) return null;
  return (
    <section className="card" aria-labelledby="sums">
      <h2 id="sums">{words.how}</h2>
      {refund !== null && <SumsTable refund={refund} tender={tender} />}
      <BenefitsList shown={shown} />
    </section>
  );
};
