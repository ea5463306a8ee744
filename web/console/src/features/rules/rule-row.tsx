import { useLanguage } from "@amends/ui/components/language";
import { Moment } from "@amends/ui/components/moment";
import { SourceLink } from "@amends/ui/components/source-link";
import { ErrorLine } from "@amends/ui/components/states";
import type { RuleWords } from "@amends/ui/rules/rule-words";
import { useSaid } from "@amends/ui/rules/use-said";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useConsoleWords } from "../../words/words-in.ts";
import { type Rule, type RuleTable, ruleHistoryQuery } from "./api/get-rules.ts";
import { useRuleWords } from "./words.ts";

type Props = {
  readonly table: RuleTable;
  readonly rule: Rule;
  /** How the fields and texts of the tables are called. */
  readonly said: RuleWords;
  readonly children?: ReactNode;
};

/** One row: what it says in words, when it holds, what follows, where it was read. `children` stand at its end. */
export const RuleRow = ({ table, rule, said, children }: Props) => {
  const words = useRuleWords();
  const { case: caseWords } = useConsoleWords();
  const { language } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const cellsOf = (kind: RuleTable["columns"][number]["kind"]) =>
    table.columns.filter(column => column.kind === kind && rule.cells[column.column] !== undefined);
  return (
    <li className="rule">
      <p className="rule-words">
        <code>{rule.row}</code> <strong>{rule[language]}</strong> <span className="quiet">{caseWords.rowStatus[rule.status]}</span>
      </p>
      <dl className="cells">
        <dt>{words.conditions}</dt>
        <dd>
          {cellsOf("condition").length === 0 && words.anything}
          {cellsOf("condition").map(({ column, field }) => (
            <SaidCell key={column} said={said} field={field} cell={rule.cells[column] ?? ""} />
          ))}
        </dd>
        <dt>{words.results}</dt>
        <dd>
          {cellsOf("result").map(({ column, field }) => (
            <SaidCell key={column} said={said} field={field} cell={rule.cells[column] ?? ""} />
          ))}
        </dd>
        <dt>{words.source}</dt>
        <dd>
          <SourceLink source={rule.source} />
        </dd>
      </dl>
      <details onToggle={event => setOpen(event.currentTarget.open)}>
        <summary>{words.history}</summary>
        {isOpen && <RuleHistory table={table} row={rule.row} said={said} />}
      </details>
      {children}
    </li>
  );
};

/** In words, and as it is written for whoever points at it. */
const SaidCell = ({ said, field, cell }: { readonly said: RuleWords; readonly field: string; readonly cell: string }) => {
  const { fieldSaid, cellSaid } = useSaid(said);
  return (
    <span className="cell" title={`${field} ${cell}`}>
      <span className="quiet">{fieldSaid(field)}</span> <span className="said">{cellSaid(field, cell)}</span>
    </span>
  );
};

type HistoryProps = Pick<Props, "table" | "said"> & { readonly row: string };

const RuleHistory = ({ table, row, said }: HistoryProps) => {
  const words = useRuleWords();
  const { data = [], error } = useQuery(ruleHistoryQuery(table.table, row));
  const { fieldSaid, cellSaid } = useSaid(said);
  const fieldOf = (column: string): string => table.columns.find(each => each.column === column)?.field ?? column;
  const saidOr = (column: string, cell: string | null): string =>
    cell === null || cell === "" ? words.empty : cellSaid(fieldOf(column), cell);
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
                    {words.changed(fieldSaid(fieldOf(column)), saidOr(column, before), saidOr(column, after))}
                  </span>
                ))}
          </li>
        ))}
      </ul>
    </>
  );
};
