import type { OperationFacts } from "../intake/case-facts.ts";
import { wholeOf } from "../intake/stage.ts";
import type { AccountId } from "../kernel/ids.ts";
import type { CompiledTable } from "../policy/compile-table.ts";
import type { RowMeta } from "../policy/row-meta.ts";
import type { WorkKind } from "./work-item.ts";

/** What one person kept and missed of one kind of work. */
export type KeptByPerson = { readonly accountId: AccountId; readonly kind: WorkKind; readonly met: number; readonly missed: number };

export type Recognised = { readonly accountId: AccountId; readonly points: number; readonly kept: number; readonly of: number };

/** With the rows it was counted by: who is not named may ask why. */
export type Recognition = { readonly people: readonly Recognised[]; readonly rows: readonly RowMeta[] };

type Rules = { readonly tables: ReadonlyMap<string, CompiledTable> };

/**
 * Whom to thank, and for what: everybody who kept their promises over enough items, by the points of what they kept. It names nobody who did not; a list of
 * the slowest helps no buyer. Where the rules say nothing of thanks, nobody is named.
 */
export const recognised = ({ tables }: Rules, operation: Pick<OperationFacts, "kind">, kept: readonly KeptByPerson[]): Recognition => {
  const least = tables.get("recognition")?.evaluate({ operation: { kind: operation.kind } }) ?? null;
  const points = tables.get("recognition_points");
  if (least === null || points === undefined) return { people: [], rows: [] };
  const itemsLeast = wholeOf(least, "itemsLeast");
  const keptLeastBasisPoints = wholeOf(least, "keptLeastBasisPoints");
  const pointsOf = (kind: WorkKind): number => {
    const hit = points.evaluate({ item: { kind } });
    return hit === null ? 0 : wholeOf(hit, "points");
  };
  const people = [...summed(kept, pointsOf).values()]
    .filter(({ kept, of }) => of >= itemsLeast && kept * 10_000 >= of * keptLeastBasisPoints)
    .toSorted((one, other) => other.points - one.points || (one.accountId < other.accountId ? -1 : 1));
  return { people, rows: [least.meta, ...points.rows.map(({ meta }) => meta)] };
};

const summed = (rows: readonly KeptByPerson[], pointsOf: (kind: WorkKind) => number): ReadonlyMap<AccountId, Recognised> => {
  const people = new Map<AccountId, Recognised>();
  for (const { accountId, kind, met, missed } of rows) {
    const so = people.get(accountId) ?? { accountId, points: 0, kept: 0, of: 0 };
    people.set(accountId, {
      accountId,
      points: so.points + met * pointsOf(kind),
      kept: so.kept + met,
      of: so.of + met + missed,
    });
  }
  return people;
};
