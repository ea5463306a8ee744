import { type ChangedPlace, heaviest, weighChange } from "@amends/domain/evaluation/weigh-change";
import type { OperationId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { CompiledPack } from "@amends/domain/policy/pack";
import type { RowMeta } from "@amends/domain/policy/row-meta";
import type { Table } from "@amends/domain/policy/table";
import type { AnnouncedRules, DatedRules, Policy } from "./policy-port.ts";

/** The tables of an operation's pack as they are from `since` on. */
export type RuleVersion = { readonly since: Instant; readonly packHash: string; readonly tables: ReadonlyMap<string, Table> };

export type RuleBook = {
  /** Every version of the same pack that held or will, this one too, earliest first; what shops laid on it is not among them. */
  versionsOf(packHash: string): Promise<readonly RuleVersion[]>;
};

export type RulePorts = { readonly policy: Pick<Policy, "operation">; readonly announced: AnnouncedRules; readonly book: RuleBook };

/** The rules an operation runs by now, for whoever works with them. */
export const rulesInForceAt = async (
  { policy }: Pick<RulePorts, "policy">,
  operationId: OperationId,
  at: Instant,
): Promise<CompiledPack> => {
  const operation = await policy.operation(operationId, at);
  if (operation === null) throw new Error(`broken invariant: ${operationId} exists, somebody signed in to it`);
  return operation.running.pack;
};

export type RowChange = { readonly column: string; readonly before: string | null; readonly after: string | null };
export type RowVersion = { readonly since: Instant; readonly packHash: string; readonly changes: readonly RowChange[] };

/** When a row changed and in which cells, latest first; null where the rules have no such row and never had. */
export const ruleHistory = async (
  ports: RulePorts,
  operationId: OperationId,
  { table, row }: { readonly table: string; readonly row: string },
  at: Instant,
): Promise<readonly RowVersion[] | null> => {
  const { hash } = await rulesInForceAt(ports, operationId, at);
  let before: Cells | null = null;
  let isKnown = false;
  const found: RowVersion[] = [];
  for (const { since, packHash, tables } of await ports.book.versionsOf(hash)) {
    // What is announced and does not hold yet is shown where it is announced.
    if (since > at) break;
    const after: Cells | null = tables.get(table)?.rows.find(({ id }) => id === row)?.cells ?? null;
    const changes = changesOf(before, after);
    if (after !== null && !isKnown) found.push({ since, packHash, changes: [] });
    else if (changes.length > 0) found.push({ since, packHash, changes });
    isKnown ||= after !== null;
    before = after;
  }
  return isKnown ? found.toReversed() : null;
};

type Cells = Readonly<Record<string, string>>;

const changesOf = (before: Cells | null, after: Cells | null): readonly RowChange[] =>
  [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].flatMap(column => {
    const [was, is] = [before?.[column] ?? null, after?.[column] ?? null];
    return was === is ? [] : [{ column, before: was, after: is }];
  });

/** A row of rules to come that says something else than before; null = there is no such row then, or was none. */
export type UpcomingRow = Pick<ChangedPlace, "table" | "row" | "burdens"> & {
  readonly before: RowSaid | null;
  readonly after: RowSaid | null;
};
type RowSaid = Pick<RowMeta, "zh" | "en"> & { readonly cells: Cells };

export type UpcomingRules = {
  readonly dated: DatedRules;
  readonly isMajor: boolean;
  /** Rows of tables; what else changes is told by its number. */
  readonly rows: readonly UpcomingRow[];
  readonly otherCount: number;
};

/**
 * What will hold and since when what holds does, for everybody (G-5); null for an operation that does not exist. Two versions are weighed once: anybody may
 * ask, as often as they like.
 */
export const createUpcomingRules = ({ announced }: Pick<RulePorts, "announced">) => {
  const weighed = new WeakMap<CompiledPack, { readonly before: CompiledPack; readonly changed: readonly ChangedPlace[] }>();
  const changesOfPack = (before: CompiledPack, after: CompiledPack): readonly ChangedPlace[] => {
    const known = weighed.get(after);
    if (known?.before === before) return known.changed;
    const changed = weighChange(before, after);
    weighed.set(after, { before, changed });
    return changed;
  };
  return async (
    operationId: OperationId,
    at: Instant,
  ): Promise<{ readonly inForce: DatedRules; readonly upcoming: readonly UpcomingRules[] } | null> => {
    const dated = await announced.datedRules(operationId, at);
    if (dated === null) return null;
    const { inForce, upcoming } = dated;
    const inTurn = [inForce, ...upcoming];
    const changes = upcoming.map((next, place) => {
      const before = (inTurn[place] ?? inForce).running.pack;
      return upcomingOf(before, next, changesOfPack(before, next.running.pack));
    });
    return { inForce, upcoming: changes };
  };
};

const upcomingOf = (was: CompiledPack, dated: DatedRules, changed: readonly ChangedPlace[]): UpcomingRules => {
  const is = dated.running.pack;
  const rows = changed.flatMap(({ table, row, burdens }) =>
    is.tables.has(table) ? [{ table, row, burdens, before: saidBy(was, table, row), after: saidBy(is, table, row) }] : [],
  );
  return { dated, isMajor: heaviest(changed) === "major", rows, otherCount: changed.length - rows.length };
};

const saidBy = ({ tables }: CompiledPack, id: string, row: string): RowSaid | null => {
  const table = tables.get(id);
  const meta = table?.rows.find(each => each.id === row)?.meta;
  const cells = table?.table.rows.find(each => each.id === row)?.cells;
  return meta === undefined || cells === undefined ? null : { zh: meta.zh, en: meta.en, cells };
};
