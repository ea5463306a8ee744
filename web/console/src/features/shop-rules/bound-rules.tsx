import type { SellerId } from "@amends/domain/kernel/ids";
import { Moment } from "@amends/ui/components/moment";
import { useNow } from "@amends/ui/components/now";
import { ErrorLine, ErrorState, Loading } from "@amends/ui/components/states";
import { useSaid } from "@amends/ui/rules/use-said";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Popconfirm } from "antd";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import { rulesQuery } from "../rules/api/get-rules.ts";
import { useTableName } from "../rules/rule-book.tsx";
import { useRole } from "../session/api/get-me.ts";
import { mayCall } from "../session/may-call.ts";
import { type BoundRules, shopRulesQuery, type WrittenRow } from "./api/get-shop-rules.ts";
import { useShopRuleWords } from "./words.ts";

/** Every version the shop ever had, latest first, with who bound it and what it changed. */
export const BoundRulesList = ({ sellerId }: { readonly sellerId: SellerId }) => {
  const words = useShopRuleWords();
  const query = useQuery(shopRulesQuery(sellerId));
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <section aria-labelledby="bound" className="panel">
      <h2 id="bound">{words.bound}</h2>
      {query.data.length === 0 && <p className="quiet">{words.none}</p>}
      <ul className="versions">
        {query.data.map(rules => (
          <Version key={rules.rulesNo} rules={rules} />
        ))}
      </ul>
    </section>
  );
};

const stateOf = ({ from, until }: BoundRules, now: number): "now" | "later" | "over" =>
  until !== null && until <= now ? "over" : from > now ? "later" : "now";

const Version = ({ rules }: { readonly rules: BoundRules }) => {
  const words = useShopRuleWords();
  const { role: roles } = useConsoleWords();
  const role = useRole();
  const queries = useQueryClient();
  const state = stateOf(rules, useNow());
  const { sellerId, rulesNo, from, until, boundAt, boundByRole } = rules;
  const end = useMutation({
    mutationFn: () => client.endShopRules({ params: { sellerId, rulesNo } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["shop-rules", sellerId] }),
  });
  const by = Object.entries(roles).find(([name]) => name === boundByRole)?.[1] ?? boundByRole;
  return (
    <li className={state === "over" ? "quiet" : ""}>
      <p>
        <strong>{words.number(rulesNo)}</strong> · {words.state[state]} · {words.from} <Moment at={from} /> · {words.until}{" "}
        {until === null ? words.open : <Moment at={until} />} · {words.by(by)} <Moment at={boundAt} />
      </p>
      <ul>
        {rules.rows.map(row => (
          <li key={`${row.table} ${row.row}`}>
            <WrittenCells row={row} />
          </li>
        ))}
      </ul>
      {state !== "over" && mayCall("endShopRules", role) && (
        <Popconfirm title={words.end} description={words.endMeans} onConfirm={() => end.mutate()}>
          <Button size="small" loading={end.isPending}>
            {words.end}
          </Button>
        </Popconfirm>
      )}
      {end.error !== null && <ErrorLine error={end.error} />}
    </li>
  );
};

/** What a row says now against what everybody has. */
const WrittenCells = ({ row: { table, row, cells } }: { readonly row: WrittenRow }) => {
  const nameOf = useTableName();
  const { data } = useQuery(rulesQuery);
  const { fieldSaid, cellSaid } = useSaid(data?.words ?? {});
  const of = data?.tables.find(each => each.table === table);
  const base = of?.rows.find(each => each.row === row);
  const fieldOf = (column: string): string => of?.columns.find(each => each.column === column)?.field ?? column;
  return (
    <>
      {nameOf(table)} <code>{row}</code>{" "}
      {Object.entries(cells).map(([column, cell]) => (
        <span key={column} className="cell">
          {fieldSaid(fieldOf(column))} {base !== undefined && <del>{cellSaid(fieldOf(column), base.cells[column] ?? "–")}</del>}{" "}
          <ins>{cellSaid(fieldOf(column), cell)}</ins>
        </span>
      ))}
    </>
  );
};
