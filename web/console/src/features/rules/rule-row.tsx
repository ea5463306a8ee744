import { useLanguage } from "@amends/ui/components/language";
import { Moment } from "@amends/ui/components/moment";
import { SourceLink } from "@amends/ui/components/source-link";
import { ErrorLine } from "@amends/ui/components/states";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useConsoleWords } from "../../words/words-in.ts";
import { type Rule, type RuleTable, ruleHistoryQuery } from "./api/get-rules.ts";
import { useRuleWords } from "./words.ts";

type Props = { readonly table: RuleTable; readonly rule: Rule; readonly children?: ReactNode };

/** One row: what it says in words, when it holds, what follows, where it was read. `children` stand at its end. */
export const RuleRow = ({ table, rule, children }: Props) => {
  const words = useRuleWords();
  const { case: caseWords } = useConsoleWords();
  const { language } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const said = (kind: RuleTable["columns"][number]["kind"]) =>
    table.columns.filter(column => column.kind === kind && rule.cells[column.column] !== undefined);
  return (
    <li className="rule">
      <p className="rule-words">
        <code>{rule.row}</code> <strong>{rule[language]}</strong> <span className="quiet">{caseWords.rowStatus[rule.status]}</span>
      </p>
      <dl className="cells">
        <dt>{words.conditions}</dt>
        <dd>
          {said("condition").length === 0 && words.anything}
          {said("condition").map(({ column, field }) => (
            <span key={column} className="cell" title={field}>
              {column} <code>{rule.cells[column]}</code>
            </span>
          ))}
        </dd>
        <dt>{words.results}</dt>
        <dd>
          {said("result").map(({ column, field }) => (
            <span key={column} className="cell" title={field}>
              {column} <code>{rule.cells[column]}</code>
            </span>
          ))}
        </dd>
        <dt>{words.source}</dt>
        <dd>
          <SourceLink source={rule.source} />
        </dd>
      </dl>
      <details onToggle={event => setOpen(event.currentTarget.open)}>
        <summary>{words.history}</summary>
        {isOpen && <RuleHistory table={table.table} row={rule.row} />}
      </details>
      {children}
    </li>
  );
};

const RuleHistory = ({ table, row }: { readonly table: string; readonly row: string }) => {
  const words = useRuleWords();
  const { data = [], error } = useQuery(ruleHistoryQuery(table, row));
  if (error !== null) return <ErrorLine error={error} />;
  return (
    <>
      {data.length === 1 && <p className="quiet">{words.unchanged}</p>}
      <ul>
        {data.map(({ since, packHash, changes }) => (
          <li key={packHash}>
            <Moment at={since} /> {words.since} <span className="quiet number">{packHash.slice(0, 12)}</span>
            {changes.length === 0
              ? ` · ${words.first}`
              : changes.map(({ column, before, after }) => (
                  <span key={column} className="cell">
                    {words.changed(column, saidOr(before, words.empty), saidOr(after, words.empty))}
                  </span>
                ))}
          </li>
        ))}
      </ul>
    </>
  );
};

const saidOr = (cell: string | null, empty: string): string => (cell === null || cell === "" ? empty : cell);
