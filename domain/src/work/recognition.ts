import type { AccountId } from "../kernel/ids.ts";
import type { WorkKind } from "./work-item.ts";

/** What one person kept and missed of one kind of work. */
export type KeptByPerson = { readonly accountId: AccountId; readonly kind: WorkKind; readonly met: number; readonly missed: number };

export type Recognised = { readonly accountId: AccountId; readonly points: number; readonly kept: number; readonly of: number };

/** A complaint solved in time weighs three ordinary items, a call made and a follow-up one. */
const POINTS: Readonly<Partial<Record<WorkKind, number>>> = { complaint: 3, order_changed: 2, review: 2, offer: 2 };
/** Few items say little about anybody. */
const ITEMS_LEAST = 10;
/** Of ten thousand promises. */
const KEPT_LEAST = 9_500;

/**
 * Whom to thank, and for what: everybody who kept at least 95 of 100 promises over at least ten items, by the points of what they kept. It names nobody who
 * did not; a list of the slowest helps no buyer.
 */
export const recognised = (rows: readonly KeptByPerson[]): readonly Recognised[] => {
  const people = new Map<AccountId, Recognised>();
  for (const { accountId, kind, met, missed } of rows) {
    const so = people.get(accountId) ?? { accountId, points: 0, kept: 0, of: 0 };
    people.set(accountId, {
      accountId,
      points: so.points + met * (POINTS[kind] ?? 1),
      kept: so.kept + met,
      of: so.of + met + missed,
    });
  }
  return [...people.values()]
    .filter(({ kept, of }) => of >= ITEMS_LEAST && kept * 10_000 >= of * KEPT_LEAST)
    .toSorted((one, other) => other.points - one.points || (one.accountId < other.accountId ? -1 : 1));
};
