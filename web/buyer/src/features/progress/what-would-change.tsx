import { useQuery } from "@tanstack/react-query";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { improvementsQuery } from "./api/get-improvements.ts";
import type { CaseDetail } from "./money-words.ts";

type Props = { readonly shown: Pick<CaseDetail, "caseId" | "steps" | "weighing"> };

/** What, had it been otherwise, would have led further or made whoever decides surer; found by the rules themselves. */
export const WhatWouldChange = ({ shown: { caseId, steps, weighing } }: Props) => {
  const { why } = useBuyerWords();
  const { data } = useQuery(improvementsQuery(caseId));
  if (data === undefined) return <p className="quiet">&nbsp;</p>;
  if (data.outcome === "approved") return <p>{why.nothingNeeded}</p>;
  if (steps.findLast(({ type, outcome }) => type === "review" && outcome !== null)?.outcome === "approved") return <p>{why.granted}</p>;
  // What was shown since counts already: nobody is asked twice for it.
  const known = weighing?.buyer.confidenceBasisPoints ?? 0;
  const left = data.improvements.filter(({ outcome, confidenceBasisPoints }) => outcome !== data.outcome || confidenceBasisPoints > known);
  if (left.length === 0) return <p>{data.outcome === "review" ? why.byPerson : why.nothingHelps}</p>;
  return (
    <ul className="reasons">
      {left.map(({ kind, outcome }) => (
        <li key={kind}>
          {why.improvement[kind]} → {outcome === data.outcome ? why.surer : why.led[outcome]}
        </li>
      ))}
    </ul>
  );
};
