import { createHash } from "node:crypto";
import type { Recorded } from "@amends/domain/case/case-event";
import type { CaseState } from "@amends/domain/case/case-state";
import { claimOf } from "@amends/domain/case/claim";
import { evolve } from "@amends/domain/case/evolve";
import { holdingsOf } from "@amends/domain/case/holdings";
import { postingsOf } from "@amends/domain/case/postings";
import { evaluate } from "@amends/domain/evaluation/evaluate";
import { verifyChain } from "@amends/domain/evidence/chain";
import { asHash } from "@amends/domain/evidence/hash";
import type { CaseFacts } from "@amends/domain/intake/case-facts";
import { canonicalText } from "@amends/domain/kernel/canonical-json";
import type { CaseId } from "@amends/domain/kernel/ids";
import { sumMinor } from "@amends/domain/kernel/money";
import { instant } from "@amends/domain/kernel/time";
import type { Actor } from "@amends/domain/party/party";
import type { Policy } from "@amends/flows/policy-port";
import { caseRow, deadlineRows, postingRow } from "@amends/postgres/cases/case-rows";
import { unpackDecision } from "@amends/postgres/cases/decision-content";
import { caseOf, HEAD, type StoredCase } from "@amends/postgres/cases/stored-case";
import { fromJson, type Json, toJson } from "@amends/postgres/json-minor";
import type pg from "pg";

/**
 * An auditor of the whole database: what is stored of each case must follow from its events and nothing else, and no row may belong to a case that does
 * not exist. Each fault is a sentence with the case's id; a sound database has none.
 */
export const faultsOfEveryCase = async (pool: pg.Pool, policy: Pick<Policy, "packByHash">): Promise<readonly string[]> => {
  const { rows: cases } = await pool.query<CaseAsStored>(EVERY_CASE);
  const faults = await orphans(pool);
  for (const stored of cases) faults.push(...(await faultsOf(stored, policy)).map(fault => `${stored.case.case_id}: ${fault}`));
  return [...faults, ...(await guardFaults(pool, cases)), ...(await overClaims(pool, cases))];
};

type Row = Readonly<Record<string, unknown>>;
type EventRow = {
  readonly seq: number;
  readonly type: string;
  readonly at: number;
  readonly actor: Actor;
  readonly data: Json;
  readonly hash: string;
  readonly tx: string;
};
type CaseAsStored = {
  readonly head: StoredCase["head"];
  readonly case: Row & { readonly case_id: CaseId; readonly head_hash: string; readonly changed_at: number; readonly state: Json };
  readonly lines: StoredCase["lines"];
  readonly steps: StoredCase["steps"];
  readonly events: readonly EventRow[];
  readonly postings: readonly Row[];
  readonly decisions: readonly { readonly dictionary: number; readonly content: string }[];
  readonly deadlines: readonly Row[];
  readonly effects: readonly { readonly effect_id: string; readonly kind: string; readonly status: string }[];
  readonly numbers: number;
};

const listOf = (table: string, order: string, alias = "t") =>
  `(select coalesce(json_agg(${alias} order by ${order}), '[]') from ${table} t where t.shard = k.shard and t.case_id = k.case_id)`;

const EVERY_CASE = `
  select to_jsonb(k) as case, ${HEAD} as head, ${listOf("case_lines", "t.line_no")} as lines, ${listOf("steps", "t.step_no")} as steps,
    ${listOf("case_events", "t.seq")} as events, ${listOf("postings", "t.posting_no")} as postings,
    ${listOf("decisions", "t.decision_no")} as decisions, ${listOf("deadlines", "t.step_no")} as deadlines,
    ${listOf("effects", "t.effect_id")} as effects,
    (select count(*)::int from directory d where d.key_kind = 'case_short_no' and d.key = k.short_no and d.target_id = k.case_id) as numbers
  from cases k order by k.case_id`;

/** A row of a case that was never filed is the trace of half a transaction. */
const orphans = async (pool: pg.Pool): Promise<string[]> => {
  const faults: string[] = [];
  for (const table of ["case_lines", "steps", "deadlines", "case_events", "decisions", "postings", "effects"]) {
    const { rows } = await pool.query(
      `select distinct case_id from ${table} t where not exists (select from cases k where k.shard = t.shard and k.case_id = t.case_id)`,
    );
    for (const row of rows) faults.push(`${row.case_id}: ${table} holds rows of a case that is not there`);
  }
  const { rows } = await pool.query(
    "select key, target_id from directory d where key_kind = 'case_short_no' and not exists (select from cases k where k.case_id = d.target_id)",
  );
  for (const row of rows) faults.push(`${row.target_id}: the number ${row.key} leads to no case`);
  return faults;
};

/** What a buyer's guard holds is the sum of what their cases hold. */
const guardFaults = async (pool: pg.Pool, cases: readonly CaseAsStored[]): Promise<readonly string[]> => {
  const holdings = cases.map(({ head, case: row, lines, steps }) => {
    const state = caseOf({ head, state: row.state, lines, steps });
    return { customerId: state.customerId, ...holdingsOf(state) };
  });
  const { rows } = await pool.query<{ customer_id: string; instant_used_minor: string; held: Record<string, number> }>(
    "select customer_id, instant_used_minor, held from customer_guards",
  );
  return rows.flatMap(({ customer_id: customerId, instant_used_minor: used, held }) => {
    const own = holdings.filter(holding => holding.customerId === customerId);
    const instant = sumMinor(own.map(holding => holding.instantMinor));
    const faults = BigInt(used) === instant ? [] : [`${customerId}: ${used} is held as paid ahead, its cases hold ${instant}`];
    for (const methodRef of new Set([...Object.keys(held), ...own.flatMap(holding => holding.methodRef ?? [])])) {
      const sum = sumMinor(own.filter(holding => holding.methodRef === methodRef).map(holding => holding.heldMinor));
      if (BigInt(held[methodRef] ?? 0) !== sum)
        faults.push(`${customerId}: ${held[methodRef]} of ${methodRef} is held, its cases hold ${sum}`);
    }
    return faults;
  });
};

/** No piece is claimed twice, however many cases there are. */
const HOLDS_NO_PIECES: readonly string[] = ["complaint", "logistics", "amend_order", "price_protection"];
const overClaims = async (pool: pg.Pool, cases: readonly CaseAsStored[]): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ no: string; order_id: string; line: number; bought: number }>(`
    select o.external_order_no as no, o.order_id, (l.line->>'lineNo')::int as line, (l.line->>'quantity')::int as bought
    from orders o, json_array_elements(o.facts->'lines') as l(line)`);
  const claims = cases.map(({ head, case: { state }, lines, steps }) => ({ state: caseOf({ head, state, lines, steps }) }));
  return rows.flatMap(({ no, order_id: orderId, line, bought }) => {
    const pieces = claims
      .filter(({ state }) => state.orderId === orderId && !HOLDS_NO_PIECES.includes(state.serviceType))
      .flatMap(({ state }) => claimOf(state).lines.filter(({ lineNo }) => lineNo === line))
      .reduce((sum, { quantity }) => sum + quantity, 0);
    return pieces > bought ? [`order ${no} line ${line}: ${pieces} pieces are claimed of ${bought}`] : [];
  });
};

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();
const bytesOf = (hex: string): Buffer => Buffer.from(hex.replace(/^\\x/, ""), "hex");
const same = (left: unknown, right: unknown): boolean => canonicalText(toJson(left)) === canonicalText(toJson(right));

const faultsOf = async (stored: CaseAsStored, policy: Pick<Policy, "packByHash">): Promise<readonly string[]> => {
  const faults: string[] = [];
  const expectSame = (what: string, is: unknown, shouldBe: unknown) => {
    if (!same(is, shouldBe)) faults.push(`${what} is ${JSON.stringify(toJson(is))} and should be ${JSON.stringify(toJson(shouldBe))}`);
  };
  faults.push(...chainFaults(stored));
  const { state, postings } = refold(stored.events);
  const kept = caseOf({ head: stored.head, state: stored.case.state, lines: stored.lines, steps: stored.steps });
  expectSame("the stored state", kept, state);
  const { changed_at: changedAt } = stored.case;
  const headHash = bytesOf(stored.case.head_hash);
  const row = caseRow({ state, headHash, events: [], effects: [], postings: [], texts: [] }, changedAt);
  for (const [column, value] of Object.entries(row as Row)) {
    if (column !== "head_hash" && column !== "state") expectSame(`the column ${column}`, stored.case[column] ?? null, value ?? null);
  }
  const without = ({ shard: _shard, leased_until: _lease, at: _at, ...rest }: Row) => rest;
  expectSame("the deadlines", stored.deadlines.map(without), deadlineRows(state, state.steps));
  expectSame(
    "the postings",
    stored.postings.map(without),
    postings.map((posting, index) => without(postingRow(state, { ...posting, postingNo: index + 1 }, changedAt) as Row)),
  );
  faults.push(...settlementFaults(state, stored.postings), ...effectFaults(state, stored));
  faults.push(...(await decisionFaults(stored, policy)));
  if (stored.numbers !== 1) faults.push(`its number leads to it ${stored.numbers} times`);
  return faults;
};

const chainFaults = ({ case: { case_id: caseId, head_hash: headHash }, events }: CaseAsStored): readonly string[] => {
  const entries = events.map(({ seq, type, at, actor, data, hash }) => ({
    caseId,
    seq,
    type,
    at: instant(at),
    actor,
    data: fromJson<Record<string, never>>(data),
    hash: asHash(bytesOf(hash)),
  }));
  const verdict = verifyChain(entries, sha256);
  if (!verdict.ok) return [`the chain breaks at event ${verdict.seq}: ${verdict.reason}`];
  const head = verdict.head === null ? "nothing" : Buffer.from(verdict.head).toString("hex");
  return head === bytesOf(headHash).toString("hex") ? [] : ["the stored head is not the end of the chain"];
};

/** Events that share a transaction were one commit, and one commit's postings are computed together. */
const refold = (events: readonly EventRow[]) => {
  let state: CaseState | null = null;
  const postings: ReturnType<typeof postingsOf>[number][] = [];
  const commits = new Map<string, EventRow[]>();
  for (const event of events) commits.set(event.tx, [...(commits.get(event.tx) ?? []), event]);
  for (const commit of commits.values()) {
    const before: CaseState | null = state;
    const recorded = commit.map(
      ({ seq, type, at, actor, data }) => ({ ...fromJson<object>(data), type, seq, at, by: actor }) as unknown as Recorded,
    );
    for (const event of recorded) state = evolve(state, event);
    if (state === null) throw new Error("a commit has events");
    postings.push(...postingsOf(before, state, recorded));
  }
  if (state === null) throw new Error("a stored case has events");
  return { state, postings };
};

const OWED = ["buyer_refunds_payable", "buyer_receivable", "buyer_benefits_payable"];

/** Whoever ended owes nobody: what was promised was paid or taken back, what was to be collected was collected or written off. */
const settlementFaults = ({ end }: CaseState, postings: readonly Row[]): readonly string[] => {
  const sums = new Map<string, number>();
  for (const { accounts, amounts } of postings as readonly { accounts: string[]; amounts: number[] }[]) {
    for (const [index, account] of accounts.entries()) sums.set(account, (sums.get(account) ?? 0) + (amounts[index] ?? 0));
  }
  const total = [...sums.values()].reduce((sum, amount) => sum + amount, 0);
  const unbalanced = total === 0 ? [] : [`its postings sum to ${total}`];
  if (end === null) return unbalanced;
  const open = OWED.filter(account => (sums.get(account) ?? 0) !== 0);
  return [...unbalanced, ...open.map(account => `it ended ${end} with ${sums.get(account)} on ${account}`)];
};

/** An import asks a case to look at its order again; every other effect the case has asked for itself. */
const effectFaults = ({ openEffects, effectsAsked }: CaseState, stored: CaseAsStored): readonly string[] => {
  const effects = stored.effects.filter(effect => effect.kind !== "review_order_change");
  const open = new Set<string>(
    openEffects.filter(effect => !effect.refused && effect.kind !== "manual_refund").map(effect => effect.effectId),
  );
  const faults = effects
    .filter(effect => effect.status !== "done" && !open.has(effect.effect_id))
    .map(effect => `the effect ${effect.effect_id} is ${effect.status} and the case waits for none such`);
  const gone = [...open].filter(effectId => !effects.some(effect => effect.effect_id === effectId && effect.status !== "done"));
  faults.push(...gone.map(effectId => `the case waits for the effect ${effectId}, which nobody will carry out`));
  if (effects.length > effectsAsked) faults.push(`it asked for ${effectsAsked} effects and has ${effects.length}`);
  return faults;
};

const decisionFaults = async ({ decisions }: CaseAsStored, policy: Pick<Policy, "packByHash">): Promise<readonly string[]> => {
  const faults: string[] = [];
  if (decisions.length !== 1) faults.push(`it was decided ${decisions.length} times at the filing`);
  for (const { dictionary, content } of decisions) {
    const { factsText: facts, findingText } = unpackDecision({ dictionary, content: bytesOf(content) });
    const again = fromJson<CaseFacts>(JSON.parse(facts));
    if (canonicalText(again) !== facts) faults.push("the stored facts are not in their canonical form");
    const { packHash } = JSON.parse(findingText);
    const { pack } = await policy.packByHash(packHash);
    if (canonicalText(evaluate(again, pack)) !== findingText) faults.push("the same facts and the same pack give another decision");
  }
  return faults;
};
