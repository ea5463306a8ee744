import type { OrderId, SellerId } from "@amends/domain/kernel/ids";
import { type Instant, instant } from "@amends/domain/kernel/time";
import { useLanguage } from "@amends/ui/components/language";
import { useNow } from "@amends/ui/components/now";
import { ErrorLine } from "@amends/ui/components/states";
import { shopNow } from "@amends/ui/format/shop-clock";
import { exactTime } from "@amends/ui/format/time";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useEffect, useState } from "react";
import { client } from "../../client.ts";
import { rulesQuery } from "../rules/api/get-rules.ts";
import { RuleBook, type RuleSearch } from "../rules/rule-book.tsx";
import { shopRulesQuery, trialQuery, type WrittenRow } from "./api/get-shop-rules.ts";
import { OrderPreview } from "./order-preview.tsx";
import { RowEditor } from "./row-editor.tsx";
import { useShopRuleWords } from "./words.ts";

/** Asked for when the fingers rest. */
const REST_MS = 400;

/** Rows are taken out of the book, written otherwise and checked as they are written; bound when nothing is against them. */
export const NewRules = ({ sellerId }: { readonly sellerId: SellerId }) => {
  const words = useShopRuleWords();
  const queries = useQueryClient();
  const { language } = useLanguage();
  const [rows, setRows] = useState<readonly WrittenRow[]>([]);
  const [search, setSearch] = useState<RuleSearch>({});
  const [orderId, setOrderId] = useState<OrderId | null>(null);
  const [fromAt, setFromAt] = useState<Instant | null>(null);
  const [untilAt, setUntilAt] = useState<Instant | null>(null);
  const { data } = useQuery(rulesQuery);
  const { data: bound = [] } = useQuery(shopRulesQuery(sellerId));
  const now = useNow();
  // What is bound stands for all that was bound before, so it begins with the last of that.
  const held = bound.find(({ until }) => until === null || until > now);
  const changed = rows.filter(({ cells }) => Object.keys(cells).length > 0);
  const rested = useRested(changed);
  const trial = useQuery(trialQuery(sellerId, rested, { orderId, fromAt: laterOf(fromAt), untilAt }));
  const isChecked = rested === changed || JSON.stringify(rested) === JSON.stringify(changed);
  const problems = changed.length === 0 ? [] : (trial.data?.problems ?? []);
  const earliest = problems.length === 0 ? (trial.data?.earliestFrom ?? null) : null;
  const isFit =
    changed.length > 0 && isChecked && trial.isSuccess && !trial.isPlaceholderData && problems.length === 0 && earliest === null;
  const bind = useMutation({
    mutationFn: () => {
      const from = laterOf(fromAt);
      return client.bindShopRules({
        params: { sellerId },
        body: { ...(from === null ? {} : { from }), ...(untilAt === null ? {} : { until: untilAt }), rows: [...changed] },
      });
    },
    onSuccess: () => {
      setRows([]);
      return queries.invalidateQueries({ queryKey: ["shop-rules", sellerId] });
    },
  });
  const isTaken = (table: string, row: string): boolean => rows.some(each => each.table === table && each.row === row);
  return (
    <>
      <section aria-labelledby="draft" className="panel new-rules">
        <h2 id="draft">{words.draft}</h2>
        {bind.isSuccess && rows.length === 0 && <p role="status">{words.done}</p>}
        {rows.length === 0 && (
          <p className="quiet">
            {words.pick}{" "}
            {held !== undefined && (
              <Button size="small" onClick={() => setRows(held.rows)}>
                {words.startFrom(held.rulesNo)}
              </Button>
            )}
          </p>
        )}
        {rows.map(written => {
          const table = data?.tables.find(each => each.table === written.table);
          const rule = table?.rows.find(each => each.row === written.row);
          const isThis = (each: { readonly table: string; readonly row: string | null }) =>
            each.table === written.table && each.row === written.row;
          return (
            data !== undefined &&
            table !== undefined &&
            rule !== undefined && (
              <RowEditor
                key={`${written.table} ${written.row}`}
                table={table}
                rule={rule}
                said={data.words}
                written={written}
                problems={problems.filter(isThis)}
                onWrite={next => setRows(rows.map(each => (isThis(each) ? next : each)))}
                onDrop={() => setRows(rows.filter(each => !isThis(each)))}
              />
            )
          );
        })}
        {rows.length > 0 && (
          <>
            <p role="status" className="quiet">
              {changed.length === 0 ? words.nothingChanged : isFit ? words.fits : trial.isFetching || !isChecked ? words.checking : null}
            </p>
            {earliest !== null && (
              <p role="alert" className="error-line">
                {words.earliest(exactTime(earliest, language))}
              </p>
            )}
            {trial.error !== null && <ErrorLine error={trial.error} />}
            <OrderPreview sellerId={sellerId} orderId={orderId} onChoose={setOrderId} preview={trial.data?.preview ?? null} />
            <div className="row">
              <DayField label={words.startAt} onChange={setFromAt} />
              <DayField label={words.endAt} onChange={setUntilAt} />
              <Button type="primary" disabled={!isFit} loading={bind.isPending} onClick={() => bind.mutate()}>
                {words.bind}
              </Button>
            </div>
            {bind.error !== null && <ErrorLine error={bind.error} />}
          </>
        )}
      </section>
      <RuleBook
        search={search}
        onSearch={setSearch}
        deedOf={({ table }, { row }) =>
          isTaken(table, row) ? (
            <span className="quiet">{words.taken}</span>
          ) : (
            <Button size="small" onClick={() => setRows([...rows, { table, row, cells: {} }])}>
              {words.take}
            </Button>
          )
        }
      />
    </>
  );
};

/** A beginning that has passed is now. */
const laterOf = (fromAt: Instant | null): Instant | null => (fromAt === null || fromAt <= shopNow() ? null : fromAt);

type DayProps = { readonly label: string; readonly onChange: (at: Instant | null) => void };

const DayField = ({ label, onChange }: DayProps) => (
  <div className="day-field">
    <span className="quiet">{label}</span>
    <Input
      type="datetime-local"
      aria-label={label}
      onChange={event => {
        const at = Date.parse(event.target.value);
        onChange(Number.isNaN(at) ? null : instant(at));
      }}
    />
  </div>
);

const useRested = (rows: readonly WrittenRow[]): readonly WrittenRow[] => {
  const [rested, setRested] = useState(rows);
  const written = JSON.stringify(rows);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows are made anew at every drawing; what is written in them is what counts
  useEffect(() => {
    const timer = setTimeout(() => setRested(rows), REST_MS);
    return () => clearTimeout(timer);
  }, [written]);
  return rested;
};
