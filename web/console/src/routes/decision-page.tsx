import { useLanguage } from "@amends/ui/components/language";
import { ErrorState, Loading } from "@amends/ui/components/states";
import { formatAmount } from "@amends/ui/format/amount";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { decisionQuery, type ShownDecision, type SupposedDecision } from "../features/decision/api/get-decision.ts";
import { AskedTables, rowKey } from "../features/decision/asked-tables.tsx";
import { SuggestedSums } from "../features/decision/suggested-sums.tsx";
import { SumsDue } from "../features/decision/sums-due.tsx";
import { WhatIfForm } from "../features/decision/what-if-form.tsx";
import { useRole } from "../features/session/api/get-me.ts";
import { mayCall } from "../features/session/may-call.ts";
import { useConsoleWords } from "../words/words-in.ts";

const route = getRouteApi("/desk/decisions/$caseId");

/** The stored decision made again, row by row, and what it would be if the facts were otherwise. */
export const DecisionPage = () => {
  const { caseId } = route.useParams();
  const words = useConsoleWords();
  const query = useQuery(decisionQuery(caseId));
  return (
    <main id="main" className="page">
      <Link to="/cases/$caseId" params={{ caseId }} search={{}} className="unprinted">
        {words.decision.back}
      </Link>
      <h1>{words.case.decision}</h1>
      {query.isPending && <Loading rows={6} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && <Decision shown={query.data} />}
    </main>
  );
};

const Decision = ({ shown }: { readonly shown: ShownDecision }) => {
  const words = useConsoleWords();
  const role = useRole();
  const [supposed, setSupposed] = useState<SupposedDecision | null>(null);
  const { replay } = shown;
  if (replay.kind === "other_engine") return <p>{words.decision.otherEngine(replay.engine)}</p>;
  const before = new Set(replay.tables.flatMap(asked => asked.rows.filter(({ isHit }) => isHit).map(({ rowId }) => rowKey(asked, rowId))));
  return (
    <>
      <p>
        {words.event.decided[shown.outcome]} · {words.serviceType[shown.serviceType]} · {shown.severity.toUpperCase()}{" "}
        <span className="quiet number">
          {shown.packId} {shown.packHash.slice(0, 12)}
        </span>
      </p>
      <p className="replay" data-same={replay.isSame} role="status">
        {replay.isSame ? words.decision.same : words.decision.notSame}
      </p>
      <div className="decision">
        <div>
          <SumsDue sums={shown.sums} />
          <SuggestedSums caseId={shown.caseId} />
          {supposed !== null && <Outcome shown={shown} supposed={supposed} />}
          <AskedTables
            tables={supposed?.tables ?? replay.tables}
            said={supposed?.words ?? replay.words}
            before={supposed === null ? null : before}
          />
        </div>
        {mayCall("supposeDecision", role) && (
          <aside className="panel unprinted" aria-labelledby="what-if">
            <h2 id="what-if">{words.decision.whatIf}</h2>
            <p className="quiet">{words.decision.whatIfMeans}</p>
            <WhatIfForm caseId={shown.caseId} inputs={shown.inputs} said={replay.words} onSupposed={setSupposed} />
          </aside>
        )}
      </div>
    </>
  );
};

const Outcome = ({ shown, supposed }: { readonly shown: ShownDecision; readonly supposed: SupposedDecision }) => {
  const words = useConsoleWords();
  const { language } = useLanguage();
  const last = supposed.trace.findLast(row => row[language] !== "" && row.stage === "eligibility");
  return (
    <section className="panel" aria-label={words.decision.result}>
      <p>
        <strong>
          {words.event.decided[shown.outcome]} → {words.event.decided[supposed.outcome]}
        </strong>{" "}
        · {words.decision.refund(formatAmount(supposed.refund))}
        {supposed.collect.amountMinor > 0n && ` · ${words.case.collect} ${formatAmount(supposed.collect)}`}
      </p>
      {last !== undefined && <p className="quiet">{last[language]}</p>}
    </section>
  );
};
