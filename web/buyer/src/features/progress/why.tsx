import { useLanguage } from "@amends/ui/components/language";
import { SourceLink } from "@amends/ui/components/source-link";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import type { CaseDetail } from "./money-words.ts";

/** Each rule that spoke, in plain words, with where it stands written. A rule that two lines met is said once. */
export const Why = ({ explanation }: Pick<CaseDetail, "explanation">) => {
  const { language } = useLanguage();
  const { progress } = useBuyerWords();
  const rows = [...new Map(explanation.filter(row => row[language] !== "").map(row => [row[language], row])).values()];
  return (
    <ul className="reasons">
      {rows.map(row => (
        <li key={`${row.stage} ${row.rowId}`}>
          <p>{row[language]}</p>
          {row.source !== "" && (
            <p className="quiet">
              {progress.source} <SourceLink source={row.source} />
            </p>
          )}
        </li>
      ))}
    </ul>
  );
};
