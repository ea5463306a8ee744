import { refuse } from "@amends/contract/errors";
import * as route from "@amends/contract/routes/rules/rules";
import type { CompiledTable } from "@amends/domain/policy/compile-table";
import type { CompiledPack } from "@amends/domain/policy/pack";
import { ruleWords } from "@amends/domain/policy/rule-words";
import { isMetadata } from "@amends/domain/policy/table";
import { createUpcomingRules, ruleHistory, rulesInForceAt } from "@amends/flows/show-rules";
import type { z } from "zod";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { upcomingFrom } from "./upcoming-view.ts";

type Shown = z.output<(typeof route.listRules)["answers"][200]>;

export const ruleRoutes = ({ rules, operations }: Pick<ServerDeps, "rules" | "operations">) => {
  // Drawn once for each pack: everybody of an operation is shown the same.
  const drawn = new WeakMap<CompiledPack, Shown>();
  const shownOf = (pack: CompiledPack): Shown => {
    const shown = drawn.get(pack) ?? drawnFrom(pack);
    drawn.set(pack, shown);
    return shown;
  };
  const upcomingRules = createUpcomingRules(rules);
  return {
    listRules: mount(route.listRules, async ({ principal, now }) =>
      answer(200, shownOf(await rulesInForceAt(rules, principal.operationId, now))),
    ),
    listUpcomingRules: mount(route.listUpcomingRules, async ({ principal: { operationId }, now }) => {
      const announced = await upcomingRules(operationId, now);
      if (announced === null) throw new Error(`broken invariant: ${operationId} exists, somebody signed in to it`);
      return answer(200, upcomingFrom(announced));
    }),
    showUpcomingRules: mount(route.showUpcomingRules, async ({ params: { operationCode }, now }) => {
      const operationId = await operations.findByCode(operationCode);
      const announced = operationId === null ? null : await upcomingRules(operationId, now);
      return announced === null ? refuse("not_found", { id: operationCode }) : answer(200, upcomingFrom(announced));
    }),
    showRuleHistory: mount(route.showRuleHistory, async ({ principal, params, now }) => {
      const items = await ruleHistory(rules, principal.operationId, params, now);
      if (items === null) return refuse("not_found", { id: `${params.table}/${params.row}` });
      return answer(200, { items: items.map(({ changes, ...version }) => ({ ...version, changes: [...changes] })) });
    }),
  };
};

const drawnFrom = (pack: CompiledPack): Shown => {
  const tables = [...pack.tables.values()].map(tableFrom);
  const columns = tables.flatMap(table => table.columns);
  const cells = tables.flatMap(table =>
    table.rows.flatMap(row => table.columns.map(({ column, field }) => ({ field, cell: row.cells[column] ?? "" }))),
  );
  const words = ruleWords(
    pack,
    cells,
    columns.map(({ field }) => field),
  );
  return { packId: pack.id, packHash: pack.hash, tables, words };
};

const tableFrom = ({ id: table, table: { inputs, outputs, rows: written }, rows }: CompiledTable): Shown["tables"][number] => {
  const results = outputs.filter(column => !isMetadata(column));
  return {
    table,
    columns: [
      ...inputs.map(({ id: column, field }) => ({ column, field, kind: "condition" as const })),
      ...results.map(({ id: column, field }) => ({ column, field, kind: "result" as const })),
    ],
    rows: rows.flatMap(({ id: row, meta: { zh, en, source, law, status } }) => {
      const cells = written.find(one => one.id === row)?.cells ?? {};
      const said = [...inputs, ...results].flatMap(({ id: column }) => (cells[column] ? [[column, cells[column]]] : []));
      return { row, zh, en, source: law === null ? source : `${law} (${source})`, status, cells: Object.fromEntries(said) };
    }),
  };
};
