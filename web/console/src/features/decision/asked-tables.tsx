import { useLanguage } from "@amends/ui/components/language";
import { SourceLink } from "@amends/ui/components/source-link";
import type { RuleWords } from "@amends/ui/rules/rule-words";
import { useSaid } from "@amends/ui/rules/use-said";
import { useConsoleWords } from "../../words/words-in.ts";
import type { AskedTable } from "./api/get-decision.ts";

type Props = {
  readonly tables: readonly AskedTable[];
  readonly said: RuleWords;
  /** Rows that spoke before something was supposed; one that is not among them is marked. */
  readonly before: ReadonlySet<string> | null;
};

/**
 * Every question in the order it was asked: the row that answered with the inputs its answer hangs on, and behind a fold those passed over. What was asked
 * of several files and answered alike stands once.
 */
export const AskedTables = ({ tables, said, before }: Props) => (
  <ol className="asked">
    {[...new Map(tables.map(asked => [JSON.stringify(asked), asked]))].map(([question, asked]) => (
      <li key={question}>
        <Asked asked={asked} said={said} before={before} />
      </li>
    ))}
  </ol>
);

export const rowKey = ({ table, lineNo }: AskedTable, rowId: string): string => `${table} ${lineNo ?? ""} ${rowId}`;

const Asked = ({ asked, said, before }: Pick<Props, "said" | "before"> & { readonly asked: AskedTable }) => {
  const words = useConsoleWords();
  const { language } = useLanguage();
  const { fieldSaid, cellSaid } = useSaid(said);
  const hit = asked.rows.find(({ isHit }) => isHit);
  const passed = asked.rows.filter(({ isHit }) => !isHit);
  const isNew = before !== null && hit !== undefined && !before.has(rowKey(asked, hit.rowId));
  return (
    <section aria-label={words.decision.tables[asked.table] ?? asked.table}>
      <h3>
        {words.decision.tables[asked.table] ?? asked.table}
        {asked.lineNo !== null && <span className="quiet"> {words.decision.line(asked.lineNo)}</span>}
        {isNew && <strong className="changed">{words.decision.changed}</strong>}
      </h3>
      {hit === undefined ? (
        <p className="quiet">{words.decision.noRow}</p>
      ) : (
        <div className="hit-row">
          <p>
            <code>{hit.rowId}</code> {hit[language]}
          </p>
          {hit.matched.length > 0 && (
            <ul className="inputs">
              {hit.matched.map(({ column, field, cell, actual }) => (
                <li key={column} title={`${field} ${cell}`}>
                  <span>{fieldSaid(field)}</span> <mark>{cellSaid(field, actual)}</mark>
                  {cell !== actual && <span className="quiet"> {cellSaid(field, cell)}</span>}
                </li>
              ))}
            </ul>
          )}
          <p className="quiet">
            {words.case.source} <SourceLink source={hit.source} /> · {words.case.rowStatus[hit.status]}
          </p>
        </div>
      )}
      {passed.length > 0 && (
        <details>
          <summary>{words.decision.passedOver(passed.length)}</summary>
          <ul className="passed">
            {passed.map(({ rowId, failed, ...row }) => (
              <li key={rowId}>
                <code>{rowId}</code> {row[language]}
                <span className="quiet">
                  {" "}
                  {failed
                    .map(({ field, cell, actual }) =>
                      words.decision.failed(fieldSaid(field), cellSaid(field, cell), cellSaid(field, actual)),
                    )
                    .join(" · ")}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
};
