import { useLanguage } from "@amends/ui/components/language";
import { Button, Input } from "antd";
import { Scrolls } from "../../table.tsx";
import { useConsoleWords } from "../../words/words-in.ts";
import type { Rule, RuleTable } from "../rules/api/get-rules.ts";
import { useTableName } from "../rules/rule-book.tsx";
import type { Trial, WrittenRow } from "./api/get-shop-rules.ts";
import { useShopRuleWords } from "./words.ts";

type Props = {
  readonly table: RuleTable;
  readonly rule: Rule;
  readonly written: WrittenRow;
  readonly problems: Trial["problems"];
  readonly onWrite: (row: WrittenRow) => void;
  readonly onDrop: () => void;
};

/** What everybody has beside what the shop would have, cell by cell, with what the server says against it. */
export const RowEditor = ({ table, rule, written, problems, onWrite, onDrop }: Props) => {
  const words = useShopRuleWords();
  const { case: caseWords } = useConsoleWords();
  const { language } = useLanguage();
  const nameOf = useTableName();
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
                    {column}
                  </th>
                  <td>
                    <code>{rule.cells[column] ?? "–"}</code>
                  </td>
                  <td>
                    <Input
                      aria-label={`${rule.row} ${column}`}
                      value={written.cells[column] ?? rule.cells[column] ?? ""}
                      placeholder={words.asBase}
                      status={problems.some(problem => problem.column === column) ? "error" : ""}
                      className={written.cells[column] === undefined ? "" : "changed-cell"}
                      onChange={event => write(column, event.target.value)}
                    />
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
              {column !== null && ` · ${column}`}
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
