import { Empty, ErrorState, Loading } from "@amends/ui/components/states";
import { useQuery } from "@tanstack/react-query";
import { Input, Select } from "antd";
import { type ReactNode, useDeferredValue } from "react";
import { useConsoleWords } from "../../words/words-in.ts";
import { type Rule, type RuleTable, rulesQuery } from "./api/get-rules.ts";
import { foundRules } from "./found-rules.ts";
import { RuleRow } from "./rule-row.tsx";
import { useRuleWords } from "./words.ts";

export type RuleSearch = { readonly q?: string; readonly table?: string };

type Props = {
  readonly search: RuleSearch;
  readonly onSearch: (search: RuleSearch) => void;
  /** What may be done with a row; nothing where it is only read. */
  readonly deedOf?: (table: RuleTable, rule: Rule) => ReactNode;
};

/** How a table is called in both places rules are read. */
export const useTableName = (): ((table: string) => string) => {
  const words = useRuleWords();
  const { decision } = useConsoleWords();
  return table => decision.tables[table] ?? words.tables[table] ?? table;
};

/** More rows than this at once nobody reads; a word or a table narrows them. */
const SHOWN_MAX = 120;

/** The operation's rules as a book with a search: one table after the other, each row in words first. */
export const RuleBook = ({ search: { q = "", table }, onSearch, deedOf }: Props) => {
  const words = useRuleWords();
  const nameOf = useTableName();
  const query = useQuery(rulesQuery);
  const typed = useDeferredValue(q);
  if (query.isPending) return <Loading rows={8} />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { tables, packId, packHash, words: said } = query.data;
  const found = foundRules(table === undefined ? tables : tables.filter(each => each.table === table), typed, {
    nameOf,
    said,
  });
  const count = found.reduce((sum, { rows }) => sum + rows.length, 0);
  return (
    <>
      <div className="row rule-search">
        <Input.Search
          allowClear
          aria-label={words.search}
          placeholder={words.search}
          value={q}
          onChange={event =>
            onSearch({ ...(event.target.value === "" ? {} : { q: event.target.value }), ...(table === undefined ? {} : { table }) })
          }
        />
        <Select
          aria-label={words.all}
          value={table ?? ""}
          onChange={value => onSearch({ ...(q === "" ? {} : { q }), ...(value === "" ? {} : { table: value }) })}
          options={[{ value: "", label: words.all }, ...tables.map(({ table: id }) => ({ value: id, label: nameOf(id) }))]}
        />
      </div>
      <p className="quiet" role="status">
        {words.count(count, found.length)} · {words.pack} {packId} <span className="number">{packHash.slice(0, 12)}</span>
      </p>
      {count === 0 && (
        <Empty title={words.nothing}>
          <p className="quiet">{words.nothingNext}</p>
        </Empty>
      )}
      {firstRows(found, SHOWN_MAX).map(each => (
        <section key={each.table} aria-labelledby={`rules-${each.table}`} className="rules">
          <h2 id={`rules-${each.table}`}>
            {nameOf(each.table)} <code className="quiet">{each.table}</code>
          </h2>
          <ul>
            {each.rows.map(rule => (
              <RuleRow key={rule.row} table={each} rule={rule} said={said}>
                {deedOf?.(each, rule)}
              </RuleRow>
            ))}
          </ul>
        </section>
      ))}
      {count > SHOWN_MAX && <p className="quiet">{words.narrow}</p>}
    </>
  );
};

const firstRows = (tables: readonly RuleTable[], most: number): readonly RuleTable[] => {
  let left = most;
  return tables.flatMap(table => {
    const rows = table.rows.slice(0, left);
    left -= rows.length;
    return rows.length === 0 ? [] : [{ ...table, rows }];
  });
};
