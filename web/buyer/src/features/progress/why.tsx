import { useLanguage } from "@amends/ui/components/language";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import type { CaseDetail } from "./money-words.ts";

/** Each rule that spoke, in plain words, with where it stands written. A rule that two lines met is said once. */
export const Why = ({ explanation }: Pick<CaseDetail, "explanation">) => {
  const { language } = useLanguage();
  const { progress, source } = useBuyerWords();
  const rows = [...new Map(explanation.filter(row => row[language] !== "").map(row => [row[language], row])).values()];
  if (rows.length === 0) return null;
  return (
    <details className="card">
      <summary>
        <strong>{progress.why}</strong>
      </summary>
      <ul className="reasons">
        {rows.map(row => (
          <li key={`${row.stage} ${row.rowId}`}>
            <p>{row[language]}</p>
            {row.source !== "" && (
              <p className="quiet">
                {progress.source} {source[row.source] ?? row.source}
              </p>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
};
