import { useLanguage } from "@amends/ui/components/language";
import { Button, Input } from "antd";
import type { RuleWords } from "../../rule-words.ts";
import { Scrolls } from "../../table.tsx";
import { useSaid } from "../../use-said.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import type { Rule, RuleTable } from "../rules/api/get-rules.ts";
import { useTableName } from "../rules/rule-book.tsx";
import type { Trial, WrittenRow } from "./api/get-shop-rules.ts";
import { useShopRuleWords } from "./words.ts";

type Props = {
  readonly table: RuleTable;
  readonly rule: Rule;
  readonly said: RuleWords;
  readonly written: WrittenRow;
  readonly problems: Trial["problems"];
  readonly onWrite: (row: WrittenRow) => void;
  readonly onDrop: () => void;
};

/** What everybody has beside what the shop would have, cell by cell, with what the server says against it. */
export const RowEditor = ({ table, rule, said, written, problems, onWrite, onDrop }: Props) => {
  const words = useShopRuleWords();
  const { case: caseWords } = useConsoleWords();
  const { language } = useLanguage();
  const nameOf = useTableName();
  const { fieldSaid, cellSaid } = useSaid(said);
  const write = (column: string, cell: string): void => {
    const { [column]: _, ...others } = written.cells;
    const isAsBase = cell === (rule.cells[column] ?? "");
    onWrite({ ...written, cells: isAsBase ? others : { ...others, [column]: cell } });
  };
  return (
    <section className="row-editor" aria-label={`${nameOf(table.table)} ${rule.row}`}>
      <p>
        {nameOf(table.table)} <code>{rule.row}</code> <strong>{rule[language]}</strong>{" "}
        <span className="quiet">{caseWords.rowStatus[rule.status]}</span>
      </p>
      <div className="scrolls">
        <Scrolls>
          <table className="list">
            <thead>
              <tr>
                {[words.column, words.base, words.own].map(name => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.columns.map(({ column, field }) => (
                <tr key={column}>
                  <th scope="row" title={field}>
                    {fieldSaid(field)}
                  </th>
                  <td title={rule.cells[column]}>{cellSaid(field, rule.cells[column] ?? "–")}</td>
                  <td>
                    <Input
                      aria-label={`${rule.row} ${fieldSaid(field)}`}
                      value={written.cells[column] ?? rule.cells[column] ?? ""}
                      placeholder={words.asBase}
                      status={problems.some(problem => problem.column === column) ? "error" : ""}
                      className={written.cells[column] === undefined ? "" : "changed-cell"}
                      onChange={event => write(column, event.target.value)}
                    />
                    {written.cells[column] !== undefined && <small>{cellSaid(field, written.cells[column])}</small>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolls>
      </div>
      {problems.length > 0 && (
        <ul role="alert" className="error-line">
          {problems.map(({ code, column, message }) => (
            <li key={`${column} ${message}`}>
              {words.problem[code] ?? words.otherProblem}
              {column !== null && ` · ${fieldSaid(table.columns.find(each => each.column === column)?.field ?? column)}`}
              <br />
              <small lang="en">{message}</small>
            </li>
          ))}
        </ul>
      )}
      <Button size="small" onClick={onDrop}>
        {words.drop}
      </Button>
    </section>
  );
};
