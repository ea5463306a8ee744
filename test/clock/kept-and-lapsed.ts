import { readPacks } from "@amends/cli/packs";
import { caseDetail } from "@amends/contract/views/case-view";
import { addMs, type Instant, SECOND_MS } from "@amends/domain/kernel/time";
import { inOrderAtMost } from "@amends/flows/in-order-at-most";
import type { MischiefAct, SandboxMethod } from "@amends/gateways/sandbox/mischief";
import type pg from "pg";
import { eventually } from "../harness/eventually.ts";
import { ADMIN, adminPool, openShop, type RunningShop, signedIn, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { type Caller, startWholeServer } from "../harness/whole-server.ts";
import type { CaseDetail, Told, Way } from "./ways-to-a-step.ts";

export type ShopKind = "base" | "brand" | "c2c" | "group_buy";
const SHOPS = [
  ["base", { kind: "brand", packId: "base" }],
  ["brand", { kind: "brand" }],
  ["c2c", { kind: "c2c" }],
  ["group_buy", { kind: "group_buy" }],
] as const;

/** Two cases that begin alike: in one somebody acts in the last second of the goal, in the other nobody does until `lapseSeconds` have passed. */
export type Trial = { readonly kind: ShopKind; readonly way: Way; readonly goalSeconds: number; readonly lapseSeconds: number };

export type Lived = {
  /** As the desk reads it when everything has lapsed. */
  readonly kept: (trial: Trial) => Promise<CaseDetail>;
  readonly lapsed: (trial: Trial) => Promise<CaseDetail>;
  readonly close: () => Promise<void>;
};

/** The clock stands still while cases are brought to where they wait, so that all of one moment begin at the same one. */
const AT_ONCE = 6;
/** A hundred and fifty cases ask their partners, on a machine that may have other things to do. */
const PATIENCE_MS = 90_000;

/**
 * All trials on one server, by its sandbox clock. They lapse at the same moment, and so each begins as long before as its silence may last: nothing has
 * to be lived through afterwards.
 */
export const liveThrough = async (trials: readonly Trial[]): Promise<Lived> => {
  const whole = await startWholeServer(readPacks([]), { config: WITHOUT_LIMITS, movesClock: true });
  const pool = adminPool(whole);
  const close = async () => {
    await pool.end();
    await whole.close();
  };
  const desks = new Map<ShopKind, Desk>();
  for (const [kind, wanted] of SHOPS) {
    const shop = await openShop(whole, pool, { code: kind.replace("_", "-"), ...wanted });
    desks.set(kind, { shop, staff: await signedIn(whole, shop, ADMIN.email) });
  }
  const world: World = {
    desks,
    pool,
    trials,
    caseIds: new Map(),
    partnersAre: rules => whole.composed.sandbox?.mischiefs.set({ seed: 1, rules }),
  };
  const endsAt = addMs(whole.now(), Math.max(...trials.map(({ lapseSeconds }) => lapseSeconds)) * SECOND_MS);
  const startOf = ({ lapseSeconds }: Trial) => addMs(endsAt, -lapseSeconds * SECOND_MS);
  const lastOf = (trial: Trial) => addMs(startOf(trial), (trial.goalSeconds - 1) * SECOND_MS);
  const moments = [...new Set(trials.flatMap(trial => [startOf(trial), lastOf(trial)]))].toSorted((one, other) => one - other);
  for (const at of [...moments, endsAt]) {
    await advance(deskOf(world, "base"), at);
    await begin(
      world,
      trials.filter(trial => startOf(trial) === at),
      at,
    );
    for (const trial of trials.filter(each => lastOf(each) === at)) await keep(world, trial);
  }
  const shown = (which: Which) => (trial: Trial) => read(deskOf(world, trial.kind), caseOf(world, which, trial));
  return { kept: shown("K"), lapsed: shown("L"), close };
};

type Which = "K" | "L";
type Desk = { readonly shop: RunningShop; readonly staff: Caller };
type Rules = readonly {
  readonly methods: readonly SandboxMethod[];
  readonly calls: { readonly kind: "next"; readonly count: number };
  readonly act: MischiefAct;
}[];
type World = {
  readonly desks: ReadonlyMap<ShopKind, Desk>;
  readonly pool: pg.Pool;
  readonly trials: readonly Trial[];
  readonly caseIds: Map<string, string>;
  readonly partnersAre: (rules: Rules) => void;
};

const found = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error("a trial is brought on its way before it is read");
  return value;
};
const deskOf = ({ desks }: World, kind: ShopKind): Desk => found(desks.get(kind));
const nameOf = ({ trials }: World, which: Which, trial: Trial): string => `${which}${trials.indexOf(trial)}`;
const caseOf = (world: World, which: Which, trial: Trial): string => found(world.caseIds.get(nameOf(world, which, trial)));
const partnerOf = ({ way: { keeps } }: Trial): SandboxMethod | null => ("answers" in keeps ? keeps.answers : null);

const read = async ({ staff }: Desk, caseId: string): Promise<CaseDetail> =>
  caseDetail.parse((await staff("GET", `/v1/cases/${caseId}`)).body);

const advance = async ({ shop }: Desk, to: Instant): Promise<void> => {
  const moved = await shop.host("POST", "/v1/sandbox/clock:advance", { to: new Date(to).toISOString() });
  if (moved.status !== 200) throw new Error(moved.text);
};

const tell = async (desk: Desk, caseId: string, [command, said, by]: Told): Promise<void> => {
  const body = typeof said === "function" ? said(await read(desk, caseId)) : said;
  const ask = () => desk.shop.command(caseId, command, body, by === "staff" ? desk.staff : undefined);
  let answered = await ask();
  // A partner's answer may come between the reading and the writing.
  while (answered.body["code"] === "stale_version") answered = await ask();
  if (answered.status !== 200) throw new Error(`${command}: ${answered.text}`);
};

const keep = async (world: World, trial: Trial): Promise<void> => {
  const { keeps } = trial.way;
  if ("answers" in keeps) return;
  for (const [index, told] of keeps.entries()) {
    if (index > 0) await partnersAnswer(world);
    await tell(deskOf(world, trial.kind), caseOf(world, "K", trial), told);
  }
};

const begin = async (world: World, those: readonly Trial[], at: Instant): Promise<void> => {
  for (const [kind, { shop }] of world.desks) {
    const own = those.filter(trial => trial.kind === kind);
    const orders = own.flatMap(trial => (["K", "L"] as const).map(which => ({ no: nameOf(world, which, trial), ...trial.way.order })));
    if (orders.length > 0) await shop.import(orders, at);
  }
  const bySomebody = those.filter(trial => partnerOf(trial) === null);
  await bring(world, "K", bySomebody);
  await bring(world, "L", bySomebody);
  await partnersAnswer(world);
  for (const method of new Set(those.flatMap(trial => partnerOf(trial) ?? []))) await beginBy(world, method, those, at);
};

const bring = async (world: World, which: Which, those: readonly Trial[]): Promise<void> => {
  await inOrderAtMost(AT_ONCE, those, async trial => {
    const desk = deskOf(world, trial.kind);
    const name = nameOf(world, which, trial);
    const { caseId } = await desk.shop.opened(name, trial.way.filing);
    world.caseIds.set(name, caseId);
    for (const told of trial.way.reach?.(name) ?? []) await tell(desk, caseId, told);
  });
};

/** Money is still on its way while it turns out how grave the matter is; of the case that lapses the partner cannot be reached any more. */
const beginBy = async (world: World, method: SandboxMethod, those: readonly Trial[], at: Instant): Promise<void> => {
  const asking = those.filter(trial => partnerOf(trial) === method);
  const lost = world.trials
    .filter(trial => [...world.caseIds.keys()].includes(nameOf(world, "L", trial)))
    .flatMap(trial => partnerOf(trial) ?? []);
  const always = { kind: "next", count: 100_000 } as const;
  const later = { methods: [method], calls: always, act: { kind: "pending", until: { kind: "finds", count: 1 } } } as const;
  const unreachable = (methods: readonly SandboxMethod[]) => ({ methods, calls: always, act: { kind: "fail_before" } }) as const;
  world.partnersAre([...(method === "refund" ? [later] : []), unreachable(lost)]);
  await bring(world, "K", asking);
  await partnersAsked(world, "K", asking, at);
  world.partnersAre([unreachable([...lost, method])]);
  await bring(world, "L", asking);
  await partnersAsked(world, "L", asking, at);
};

/** Whoever was asked has answered, but for the partners that cannot be reached or say "later" on purpose. */
const partnersAnswer = ({ pool, trials, caseIds }: World): Promise<void> => {
  const byPartners = trials.flatMap((trial, no) => (partnerOf(trial) === null ? [] : [`K${no}`, `L${no}`]));
  const others = byPartners.flatMap(name => caseIds.get(name) ?? []);
  const none = async () => {
    const text = "select from effects where status = 'pending' and faults = 0 and not case_id = any($1) limit 1";
    return (await pool.query(text, [others])).rows.length === 0;
  };
  return eventually("every partner answers", none, PATIENCE_MS);
};

/** Who was asked is asked again soon; who is being asked is leased for half a minute. */
const partnersAsked = (world: World, which: Which, those: readonly Trial[], at: Instant): Promise<void> => {
  const caseIds = those.map(trial => caseOf(world, which, trial));
  const none = async () => {
    const { rows } = await world.pool.query(
      "select from effects where status = 'pending' and case_id = any($1) and (attempts = 0 or due_at > $2) limit 1",
      [caseIds, at + 10 * SECOND_MS],
    );
    return rows.length === 0;
  };
  return eventually("the partner was asked once", none, PATIENCE_MS);
};
