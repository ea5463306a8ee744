import type { RuleTable } from "../rules/api/get-rules.ts";
import type { Trial } from "./api/get-shop-rules.ts";
import { useShopRuleWords } from "./words.ts";

type Props = {
  readonly table: RuleTable;
  readonly problems: Trial["problems"];
  readonly fieldSaid: (field: string) => string;
};

/** What the server says against a row, in words first; where exactly, for whoever writes packs. */
export const RowProblems = ({ table, problems, fieldSaid }: Props) => {
  const words = useShopRuleWords();
  if (problems.length === 0) return null;
  return (
    <ul role="alert" className="error-line">
      {problems.map(({ code, column, message }) => (
        <li key={`${column} ${message}`}>
          {words.problem[code] ?? words.otherProblem}
          {column !== null && ` · ${fieldSaid(table.columns.find(each => each.column === column)?.field ?? column)}`}
          <details>
            <summary>{words.exactly}</summary>
            <small lang="en">{message}</small>
          </details>
        </li>
      ))}
    </ul>
  );
};
