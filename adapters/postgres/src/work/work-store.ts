import type { OperationId } from "@amends/domain/kernel/ids";
import { MINUTE_MS } from "@amends/domain/kernel/time";
import type { Scope } from "@amends/flows/scope";
import {
  type KeptCall,
  type NextItem,
  type Untold,
  WORK_FACETS,
  type WorkActor,
  type WorkChanged,
  type WorkItem,
  type WorkStore,
} from "@amends/flows/work/work-ports";
import type pg from "pg";
import { CALLED, CALLS, CLAIM, FINISH, HAND_OVER, MERGE, NEXT, OPEN, RELEASE, SNOOZE, TOLD, UNTOLD } from "./change-item.ts";
import { COUNTS, type FacetRow, FIND, facetStatement, listStatement, OF_CASE } from "./list-work.ts";
import { type AgentStanding, type Asked, whyNot } from "./why-not.ts";
import { atOf, atOrNull, deskOf, givenRow, type ItemRow, itemOf } from "./work-rows.ts";

/** Whoever put an item off has the first look at it for so long after it is back. */
const FIRST_LOOK_MS = 30 * MINUTE_MS;

export const createWorkStore = (pool: pg.Pool): WorkStore => {
  const find = async (scope: Scope, itemId: string): Promise<WorkItem | null> => {
    const { rows } = await pool.query<ItemRow>({ ...FIND, values: [...deskOf(scope), itemId] });
    return rows[0] === undefined ? null : itemOf(rows[0]);
  };
  const findAgent = async (operationId: OperationId, accountId: string): Promise<AgentStanding | null> => {
    const { rows } = await pool.query<AgentStanding>({ ...STANDING, values: [operationId, accountId] });
    return rows[0] ?? null;
  };
  /** One statement; only where it changed nothing is it looked up why. */
  const change = async (
    scope: Scope,
    statement: pg.QueryConfig,
    values: readonly unknown[],
    asked: Omit<Asked, "item" | "agent" | "into">,
  ): Promise<WorkChanged> => {
    const { rows } = await pool.query<ItemRow>({ ...statement, values: [...deskOf(scope), ...values] });
    if (rows[0] !== undefined) return { kind: "changed", item: itemOf(rows[0]) };
    const item = await find(scope, asked.itemId);
    if (item === null) return { kind: "not_found" };
    const agent = asked.receiverId === null ? null : await findAgent(scope.operationId, asked.receiverId);
    const into = asked.intoId === null ? null : await find(scope, asked.intoId);
    return { kind: whyNot({ ...asked, item, agent, into }) };
  };
  const plain = (actor: WorkActor, itemId: WorkItem["itemId"]) => ({ actor, itemId, receiverId: null, intoId: null });
  return {
    next: async (operationId, accountId, at) => {
      const { rows } = await pool.query<NextRow>({ ...NEXT, values: [operationId, accountId, at] });
      return nextOf(rows[0]);
    },
    list: async (scope, filter, page) => {
      const { rows } = await pool.query<ItemRow>(listStatement(scope, filter, page));
      return rows.map(itemOf);
    },
    counts: async (scope, most, at) => {
      const { rows } = await pool.query<Awaited<ReturnType<WorkStore["counts"]>>[number]>({
        ...COUNTS,
        values: [...deskOf(scope), at, most],
      });
      return rows;
    },
    facets: async (scope, filter, ask) => {
      const { rows } = await pool.query<FacetRow>(facetStatement(scope, filter, ask));
      const sumOf = (name: string): number => rows.find(({ facet }) => facet === name)?.count ?? 0;
      return {
        counts: WORK_FACETS.flatMap(facet => rows.filter(row => row.facet === facet).map(({ value, count }) => ({ facet, value, count }))),
        breaching: sumOf("breaching"),
        isMore: sumOf("all") > ask.most,
      };
    },
    find,
    ofCase: async (scope, caseId) => {
      const { rows } = await pool.query<ItemRow>({ ...OF_CASE, values: [...deskOf(scope), caseId] });
      return rows.map(itemOf);
    },
    claim: (scope, itemId, actor, at) =>
      change(scope, CLAIM, [itemId, actor.accountId, at, actor.mayMoveOthers], {
        ...plain(actor, itemId),
        kind: "claim",
        receiverId: actor.accountId,
      }),
    release: (scope, itemId, actor) =>
      change(scope, RELEASE, [itemId, actor.accountId, actor.mayMoveOthers], { ...plain(actor, itemId), kind: "release" }),
    handOver: (scope, itemId, actor, to, promisedAt, at) =>
      change(scope, HAND_OVER, [itemId, actor.accountId, actor.mayMoveOthers, to, promisedAt, at], {
        ...plain(actor, itemId),
        kind: "hand_over",
        receiverId: to,
      }),
    snooze: (scope, itemId, actor, until) =>
      change(scope, SNOOZE, [itemId, actor.accountId, actor.mayMoveOthers, until, until + FIRST_LOOK_MS], {
        ...plain(actor, itemId),
        kind: "snooze",
      }),
    merge: (scope, itemId, actor, into) =>
      change(scope, MERGE, [itemId, actor.accountId, actor.mayMoveOthers, into], {
        ...plain(actor, itemId),
        kind: "merge",
        intoId: into,
      }),
    finish: (scope, itemId, actor, at) =>
      change(scope, FINISH, [itemId, actor.accountId, actor.mayMoveOthers, at], { ...plain(actor, itemId), kind: "finish" }),
    called: (scope, itemId, actor, { result, againAt, at }) =>
      change(scope, CALLED, [itemId, actor.accountId, actor.mayMoveOthers, at, result, againAt], { ...plain(actor, itemId), kind: "call" }),
    calls: async (operationId, caseId) => {
      const { rows } = await pool.query<CallRow>({ ...CALLS, values: [operationId, caseId] });
      return rows.map(({ called_at, again_at, ...call }) => ({ ...call, calledAt: atOf(called_at), againAt: atOrNull(again_at) }));
    },
    open: async (item, { at, readyAt, tells }) => {
      const values = [JSON.stringify([givenRow(item)]), at, readyAt, tells?.callerId ?? null, tells?.promisedAt ?? null];
      const { rows } = await pool.query<{ readonly opened: number }>({ ...OPEN, values });
      return rows[0]?.opened === 1;
    },
    untold: async most => {
      const { rows } = await pool.query<UntoldRow>({ ...UNTOLD, values: [most] });
      return rows.map(({ promised_at, owned_since, ...untold }) => ({
        ...untold,
        promisedAt: atOrNull(promised_at),
        ownedSince: atOrNull(owned_since),
      }));
    },
    told: async ({ operationId, itemId, ownerId, promisedAt }) => {
      await pool.query({ ...TOLD, values: [operationId, itemId, ownerId, promisedAt] });
    },
  };
};

const STANDING = {
  name: "work_agent_standing",
  text: "select load, capacity, teams, skills, languages from work_agents where operation_id = $1 and account_id = $2",
};
type CallRow = Omit<KeptCall, "calledAt" | "againAt"> & { readonly called_at: string; readonly again_at: string | null };
type UntoldRow = Omit<Untold, "promisedAt" | "ownedSince"> & { readonly promised_at: string | null; readonly owned_since: string | null };

/** Everything of the item is null where none was taken. */
type NextRow = { readonly is_on_duty: boolean; readonly load: number; readonly capacity: number; readonly item: ItemRow | null };

const nextOf = (row: NextRow | undefined): NextItem => {
  if (row === undefined) return { kind: "no_agent" };
  if (row.item !== null) return { kind: "taken", item: itemOf(row.item) };
  const { capacity } = row;
  if (!row.is_on_duty) return { kind: "not_on_duty", capacity };
  return { kind: row.load >= capacity ? "capacity_full" : "nothing_waiting", capacity };
};
