import { useLanguage } from "@amends/ui/components/language";
import { SourceLink } from "@amends/ui/components/source-link";
import { Link } from "@tanstack/react-router";
import { useConsoleWords } from "../../words/words-in.ts";
import { useRole } from "../session/api/get-me.ts";
import { mayCall } from "../session/may-call.ts";
import type { CaseDetail } from "./api/get-case.ts";
import { JudgementPanel } from "./judgement-panel.tsx";

/** Each row that spoke, in words, with its source and how well that source is known. */
export const DecisionPanel = ({ shown }: { readonly shown: CaseDetail }) => {
  const words = useConsoleWords();
  const { language } = useLanguage();
  const role = useRole();
  const rows = [
    ...new Map(shown.explanation.filter(row => row[language] !== "").map(row => [`${row.rowId} ${row[language]}`, row])).values(),
  ];
  return (
    <section className="panel" aria-labelledby="decision">
      <h2 id="decision">{words.case.decision}</h2>
      {shown.liability !== null && (
        <p>
          {words.case.liability}{" "}
          <strong>
            {shown.liability.inward
              .map(({ party, shareBasisPoints }) => words.case.bears(words.party[party], `${shareBasisPoints / 100}%`))
              .join(" · ")}
          </strong>{" "}
          · {words.case.freight} {words.party[shown.freight.return]}
        </p>
      )}
      <JudgementPanel shown={shown} />
      <Reasons rows={rows.slice(0, SEEN_AT_ONCE)} />
      {rows.length > SEEN_AT_ONCE && (
        <details className="more-reasons">
          <summary>{words.case.moreReasons(rows.length - SEEN_AT_ONCE)}</summary>
          <Reasons rows={rows.slice(SEEN_AT_ONCE)} />
        </details>
      )}
      {mayCall("showDecision", role) && (
        <Link to="/decisions/$caseId" params={{ caseId: shown.caseId }}>
          {words.case.whole}
        </Link>
      )}
      {mayCall("openBatch", role) && <BatchLink shown={shown} />}
    </section>
  );
};

/** What can be done about the decision stands below it, and has to be in sight. */
const SEEN_AT_ONCE = 3;

const Reasons = ({ rows }: { readonly rows: CaseDetail["explanation"] }) => {
  const words = useConsoleWords();
  const { language } = useLanguage();
  return (
    <ul className="reasons">
      {rows.map(row => (
        <li key={`${row.stage} ${row.rowId} ${row.lineNo ?? ""}`}>
          <p>{row[language]}</p>
          <p className="quiet">
            {row.rowId} · {words.case.source} <SourceLink source={row.source} /> · {words.case.rowStatus[row.status]}
          </p>
        </li>
      ))}
    </ul>
  );
};

/** The common cause this case has, or where to look whether it has one. */
const BatchLink = ({ shown: { caseId, batchId } }: { readonly shown: CaseDetail }) => {
  const { batch } = useConsoleWords();
  return (
    <p>
      {batchId === null ? (
        <Link to="/cases/$caseId/batch" params={{ caseId }}>
          {batch.newTitle}
        </Link>
      ) : (
        <Link to="/batches/$batchId" params={{ batchId }}>
          {batch.ofCase}
        </Link>
      )}
    </p>
  );
};
