import { useLanguage } from "@amends/ui/components/language";
import type { RuleWords } from "@amends/ui/rules/rule-words";
import { useSaid } from "@amends/ui/rules/use-said";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useConsoleWords } from "../../words/words-in.ts";
import type { Rule, RuleTable } from "../rules/api/get-rules.ts";
import { useTableName } from "../rules/rule-book.tsx";
import type { Trial, WrittenRow } from "./api/get-shop-rules.ts";
import { CellField } from "./cell-field.tsx";
import { fieldShape } from "./field-shape.ts";
import { RowProblems } from "./row-problems.tsx";
import { ruleSentence, type SaidPart } from "./rule-sentence.ts";
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

/** One row by choices, field by field, beside what everybody has, with the sentence it makes and what the server says against it. */
export const RowEditor = ({ table, rule, said, written, problems, onWrite, onDrop }: Props) => {
  const words = useShopRuleWords();
  const { case: caseWords } = useConsoleWords();
  const { language } = useLanguage();
  const nameOf = useTableName();
  const { fieldSaid, cellSaid } = useSaid(said);
  const [added, setAdded] = useState<readonly string[]>([]);
  const write = (column: string, cell: string): void => {
    const { [column]: _, ...others } = written.cells;
    const isAsBase = cell === (rule.cells[column] ?? "");
    onWrite({ ...written, cells: isAsBase ? others : { ...others, [column]: cell } });
  };
  const cellOf = (column: string): string => written.cells[column] ?? rule.cells[column] ?? "";
  const isShown = ({ column }: RuleTable["columns"][number]): boolean =>
    rule.cells[column] !== undefined || written.cells[column] !== undefined || added.includes(column);
  const unusedOf = (kind: RuleTable["columns"][number]["kind"]) => table.columns.filter(column => column.kind === kind && !isShown(column));
  const { when, follows } = ruleSentence(table, { base: rule.cells, own: written.cells }, said, language);
  return (
    <section className="row-editor" aria-label={`${nameOf(table.table)} ${rule.row}`}>
      <p>
        {nameOf(table.table)} <strong>{rule[language]}</strong>{" "}
        <span className="quiet">
          {rule.row} · {caseWords.rowStatus[rule.status]}
        </span>
      </p>
      <p className="rule-sentence" aria-live="polite">
        {when.length === 0 ? words.always : words.when}
        <Parts parts={when} between={words.and} />
        {words.follows}
        <Parts parts={follows} between={words.also} />
        {words.stop}
      </p>
      {(["condition", "result"] as const).map(kind => (
        <fieldset key={kind} className="cell-fields">
          <legend>{words.groups[kind]}</legend>
          {table.columns
            .filter(column => column.kind === kind && isShown(column))
            .map(column => (
              <div key={column.column} className={written.cells[column.column] === undefined ? "cell-line" : "cell-line changed-cell"}>
                <span className="cell-name">{fieldSaid(column.field)}</span>
                <CellField
                  label={`${rule.row} ${fieldSaid(column.field)}`}
                  field={column.field}
                  kind={kind}
                  cell={cellOf(column.column)}
                  shape={fieldShape(table, column, said)}
                  said={said}
                  isWrong={problems.some(problem => problem.column === column.column)}
                  onWrite={cell => write(column.column, cell)}
                />
                {written.cells[column.column] !== undefined && (
                  <span className="cell-base quiet">
                    {words.baseSays(cellSaid(column.field, rule.cells[column.column] ?? "") || words.nothingSaid)}{" "}
                    <Button size="small" type="link" onClick={() => write(column.column, rule.cells[column.column] ?? "")}>
                      {words.asBase}
                    </Button>
                  </span>
                )}
              </div>
            ))}
          {unusedOf(kind).length > 0 && (
            <Select<string | null>
              aria-label={words.add[kind]}
              value={null}
              placeholder={words.add[kind]}
              showSearch
              optionFilterProp="label"
              popupMatchSelectWidth={false}
              options={unusedOf(kind).map(({ column, field }) => ({ value: column, label: fieldSaid(field) }))}
              onChange={column => column !== null && setAdded([...added, column])}
            />
          )}
        </fieldset>
      ))}
      <RowProblems table={table} problems={problems} fieldSaid={fieldSaid} />
      <details className="written-cells">
        <summary>{words.cells}</summary>
        {table.columns.filter(isShown).map(({ column, field }) => (
          <div key={column} title={field}>
            <span className="quiet">{fieldSaid(field)}</span>
            <Input
              aria-label={words.writtenOf(`${rule.row} ${fieldSaid(field)}`)}
              value={cellOf(column)}
              onChange={event => write(column, event.target.value)}
            />
          </div>
        ))}
      </details>
      <Button size="small" onClick={onDrop}>
        {words.drop}
      </Button>
    </section>
  );
};

const Parts = ({ parts, between }: { readonly parts: readonly SaidPart[]; readonly between: string }) =>
  parts.map(({ text, isChanged }, place) => (
    <span key={text}>
      {place > 0 && between}
      {isChanged ? <ins>{text}</ins> : text}
    </span>
  ));
