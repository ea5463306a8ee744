import type { OperationId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { CompiledPack } from "@amends/domain/policy/pack";
import type { Table } from "@amends/domain/policy/table";
import type { Policy } from "./policy-port.ts";

/** The tables of an operation's pack as they were from `storedAt` on. */
export type RuleVersion = { readonly storedAt: Instant; readonly packHash: string; readonly tables: ReadonlyMap<string, Table> };

export type RuleBook = {
  /** Every version of the same pack a server was ever started with, this one too, earliest first; what shops laid on it is not among them. */
  versionsOf(packHash: string): Promise<readonly RuleVersion[]>;
};

export type RulePorts = { readonly policy: Pick<Policy, "operation">; readonly book: RuleBook };

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
  for (const { storedAt, packHash, tables } of await ports.book.versionsOf(hash)) {
    const after: Cells | null = tables.get(table)?.rows.find(({ id }) => id === row)?.cells ?? null;
    const changes = changesOf(before, after);
    if (after !== null && !isKnown) found.push({ since: storedAt, packHash, changes: [] });
    else if (changes.length > 0) found.push({ since: storedAt, packHash, changes });
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
