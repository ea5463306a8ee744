import { useQuery } from "@tanstack/react-query";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { improvementsQuery } from "./api/get-improvements.ts";
import type { CaseDetail } from "./money-words.ts";

/** What, had it been otherwise, would have led further; found by the rules themselves. */
export const WhatWouldChange = ({ caseId }: Pick<CaseDetail, "caseId">) => {
  const { why } = useBuyerWords();
  const { data } = useQuery(improvementsQuery(caseId));
  if (data === undefined) return <p className="quiet">&nbsp;</p>;
  if (data.outcome === "approved") return <p>{why.nothingNeeded}</p>;
  if (data.improvements.length === 0) return <p>{why.nothingHelps}</p>;
  return (
    <ul className="reasons">
      {data.improvements.map(({ kind, outcome }) => (
        <li key={kind}>
          {why.improvement[kind]} → {why.led[outcome]}
        </li>
      ))}
    </ul>
  );
};
