import type { CaseState } from "@amends/domain/case/case-state";
import type { OpenOption } from "@amends/domain/evaluation/service-options";
import type { CustomerId, OrderId } from "@amends/domain/kernel/ids";
import { addMs, HOUR_MS, type Instant, MINUTE_MS } from "@amends/domain/kernel/time";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import type { EvidencePorts } from "@amends/flows/evidence-ports";
import { fileCase } from "@amends/flows/file-case";
import type { ReadPorts } from "@amends/flows/read-ports";
import { type Principal, scopeOf } from "@amends/flows/scope";
import { showFilingReasons } from "@amends/flows/show-filing-choices";
import { showServiceOptions } from "@amends/flows/show-service-options";
import { isThinkable, type Told, tellStory } from "./believable.ts";
import type { Chance } from "./chance.ts";
import { type Cast, moveOn, writeNote } from "./move-on.ts";
import type { Past } from "./past.ts";
import { sendPhotos } from "./send-photos.ts";

export type PlayPorts = {
  readonly reads: Pick<ReadPorts, "loadOrder" | "policy" | "pricesSince">;
  readonly past: Past;
  /** Pictures are uploaded as from a phone, at the time it really is: what waits for its case must not run out meanwhile. */
  readonly evidence: EvidencePorts;
};

export type KnownOrder = { readonly orderId: OrderId; readonly customerId: CustomerId };

/** One thing that happens at its time, and what it leads to. */
type Turn = { readonly at: Instant; readonly take: () => Promise<readonly Turn[]> };

const TURNS_MAX = 40;
/** How many of a thousand answers come after the time they were promised by: a desk is believed that is late seldom, not never. */
const LATE_PER_MILLE = 200;

/**
 * Buyers file and everybody answers over the past weeks, through the same flows as on any other day: nothing is written past the rules. So what an order
 * allows is asked first, and how far a case gets is left to chance and to the deadlines that pass, which leaves cases of every age and phase. Answers with
 * how many were opened.
 */
export const playCases = async (
  ports: PlayPorts,
  orders: readonly KnownOrder[],
  cast: Cast,
  { wanted, until }: { readonly wanted: number; readonly until: Instant },
  chance: Chance,
): Promise<number> => {
  const filings = await plannedFilings(ports, orders, cast, { wanted, until }, chance);
  let opened = 0;
  const agenda: Turn[] = filings.map(({ at, file: filed, fork }) => ({
    at,
    take: async () => {
      const cases = await filed();
      opened += cases.length;
      return cases.map(({ state, buyer }) => nextTurn(ports, cast, { state, buyer, turns: 0 }, fork));
    },
  }));
  for (let turn = earliest(agenda, until); turn !== null; turn = earliest(agenda, until)) {
    await ports.past.passTo(turn.at);
    agenda.push(...(await turn.take()));
  }
  await ports.past.passTo(until);
  return opened;
};

/** Takes the next turn out of the agenda; what lies beyond the end does not happen any more. */
const earliest = (agenda: Turn[], until: Instant): Turn | null => {
  agenda.sort((left, right) => left.at - right.at);
  const turn = agenda.shift();
  return turn === undefined || turn.at > until ? null : turn;
};

type Played = { readonly state: CaseState; readonly buyer: Principal; readonly turns: number };

const nextTurn = (ports: PlayPorts, cast: Cast, played: Played, chance: Chance): Turn => ({
  at: answeredAt(played.state, ports.past.now(), chance),
  take: () => takeTurn(ports, cast, played, chance),
});

/** Whose turn it is mostly answers within their time, and seldom early in it; what is overdue or has no time is come to some hours later. */
const answeredAt = ({ steps }: CaseState, now: Instant, chance: Chance): Instant => {
  const step = steps.find(({ status }) => status === "active");
  const dueAt = step?.standardDueAt ?? step?.dueAt ?? null;
  if (dueAt === null || dueAt <= now) return addMs(now, chance.between(10, 600) * MINUTE_MS);
  const percent = chance.inThousand(LATE_PER_MILLE) ? chance.between(105, 180) : chance.between(25, 95);
  return addMs(now, Math.floor(((dueAt - now) * percent) / 100) + MINUTE_MS);
};

const takeTurn = async (
  ports: PlayPorts,
  cast: Cast,
  { state: { caseId }, buyer, turns }: Played,
  chance: Chance,
): Promise<readonly Turn[]> => {
  const { filing, settle } = ports.past;
  const scope = { kind: "operation", operationId: cast.operationId } as const;
  const stateNow = async () => (await filing.cases.loadCase(scope, caseId, null))?.state;
  const found = await stateNow();
  if (found === undefined || found.end !== null || turns >= TURNS_MAX) return [];
  if (chance.inThousand(120)) await writeNote(filing, cast, found, chance);
  const state = await stateNow();
  if (state === undefined) return [];
  const turned = await moveOn(filing, cast, state, buyer, chance);
  await settle();
  const after = await stateNow();
  return turned === "lies" || after === undefined ? [] : [nextTurn(ports, cast, { state: after, buyer, turns: turns + 1 }, chance)];
};

type Filing = {
  readonly at: Instant;
  readonly fork: Chance;
  readonly file: () => Promise<readonly { readonly state: CaseState; readonly buyer: Principal }[]>;
};

const plannedFilings = async (
  ports: PlayPorts,
  orders: readonly KnownOrder[],
  cast: Cast,
  { wanted, until }: { readonly wanted: number; readonly until: Instant },
  chance: Chance,
): Promise<readonly Filing[]> => {
  const planned: Filing[] = [];
  const seldomFirst = new Map<string, number>();
  for (const { orderId, at, fork, buyer } of await occasions(ports, orders, cast, { wanted, until }, chance)) {
    if (planned.length >= wanted) break;
    const shown = await showServiceOptions(ports.reads, buyer, orderId, at);
    const choice = shown === null ? null : await choose(ports, buyer, shown, { seldomFirst, at }, fork);
    if (shown === null || choice === null) continue;
    seldomFirst.set(keyOf(choice.option), (seldomFirst.get(keyOf(choice.option)) ?? 0) + 1);
    planned.push({ at, fork, file: async () => (await file(ports, buyer, shown.order, choice, fork)).map(state => ({ state, buyer })) });
  }
  return planned;
};

type Occasion = {
  readonly orderId: OrderId;
  readonly at: Instant;
  readonly fork: Chance;
  readonly buyer: Extract<Principal, { readonly role: "buyer" }>;
};

/** Who could ask for something, and when. Most of what is wanted is asked for today, so that the desk has a day's work before it and not only a past. */
const occasions = async (
  ports: PlayPorts,
  orders: readonly KnownOrder[],
  { operationId }: Cast,
  { wanted, until }: { readonly wanted: number; readonly until: Instant },
  chance: Chance,
): Promise<readonly Occasion[]> => {
  const found: Occasion[] = [];
  for (const [index, { orderId, customerId }] of orders.entries()) {
    const fork = chance.fork(`order ${index}`);
    const buyer = { role: "buyer", operationId, customerId, via: "host_token" } as const;
    const loaded = await ports.reads.loadOrder(scopeOf(buyer), orderId, { idempotency: null, skuIds: [] });
    const at = loaded === null ? null : filedAt(loaded.order, ports.past.now(), until, fork);
    if (at !== null) found.push({ orderId, at, fork, buyer });
  }
  const isToday = ({ at }: Occasion): boolean => at > addMs(until, -TODAY_MS);
  const today = found.filter(isToday);
  const most = Math.floor((wanted * 2) / 3);
  return [...today.slice(0, most), ...found.filter(occasion => !isToday(occasion)), ...today.slice(most)];
};

const TODAY_MS = 8 * HOUR_MS;
/** Of the buyers who ask for something, so many of a thousand think of it today. */
const TODAY_PER_MILLE = 400;

/** Some hours after the last thing that is known of the order: whoever plays the past must not know what came later. */
const filedAt = (
  { placedAt, paidAt, cancelledAt, shipments }: OrderFacts,
  from: Instant,
  until: Instant,
  chance: Chance,
): Instant | null => {
  const known = [
    placedAt,
    paidAt,
    cancelledAt,
    ...shipments.flatMap(({ shippedAt, signedAt, events }) => [shippedAt, signedAt, ...events.map(event => event.at)]),
  ];
  const last = known.reduce<Instant>((latest, at) => (at !== null && at > latest ? at : latest), placedAt);
  const soon = addMs(last, chance.between(30, 3600) * MINUTE_MS);
  const today = addMs(until, -chance.between(1, TODAY_MS / MINUTE_MS) * MINUTE_MS);
  const at = chance.inThousand(TODAY_PER_MILLE) && today > soon ? today : soon;
  return last < from || at > until ? null : at;
};

type Shown = NonNullable<Awaited<ReturnType<typeof showServiceOptions>>>;
type Choice = {
  readonly option: OpenOption;
  readonly lineNo: number;
  readonly pieces: number;
  readonly told: Told;
  readonly photos: number;
};

const keyOf = ({ type, refundOnlyKind }: OpenOption): string => `${type} ${refundOnlyKind ?? ""}`;

/** Kinds of service that need something only a real buyer has: an agreement with the seller, another article, a new address. */
const LEFT_OUT = new Set(["exchange", "amend_order", "price_protection"]);

/** What was asked for least so far, where somebody with these goods has a reason for it. */
const choose = async (
  { reads }: PlayPorts,
  buyer: Principal,
  { order, lines }: Shown,
  { seldomFirst, at }: { readonly seldomFirst: ReadonlyMap<string, number>; readonly at: Instant },
  chance: Chance,
): Promise<Choice | null> => {
  const open = lines
    .flatMap(({ lineNo, piecesLeft, options }) =>
      options.flatMap(option => (option.kind === "open" && isPlayable(option) ? [{ option, lineNo, pieces: piecesLeft }] : [])),
    )
    .map(each => ({ ...each, done: seldomFirst.get(keyOf(each.option)) ?? 0, place: chance.between(0, 1_000_000) }))
    .toSorted((left, right) => left.done - right.done || left.place - right.place);
  for (const { option, lineNo, pieces } of open) {
    const category = order.lines.find(line => line.lineNo === lineNo)?.category ?? "";
    if (!isThinkable(option.type, category)) continue;
    const ask = { orderId: order.orderId, lineNo, sellerId: null, quantity: pieces, damageBasisPoints: null, usedKilometres: null };
    const shown = await showFilingReasons(reads, buyer, { ...ask, way: option }, at);
    if (shown === null || shown === "line_unknown") continue;
    const told = tellStory(
      category,
      shown.reasons.map(({ reason }) => reason),
      chance,
    );
    const photos = shown.reasons.find(({ reason }) => reason === told?.reason)?.option.evidence.photos ?? 0;
    if (told !== null) return { option, lineNo, pieces, told, photos };
  }
  return null;
};

const isPlayable = ({ type, refundOnlyKind }: OpenOption): boolean => !LEFT_OUT.has(type) && refundOnlyKind !== "agreed";

/** Most send what is asked for at once; the others are asked for it. */
const SENDS_PHOTOS_PER_MILLE = 750;

const file = async (
  { past: { filing }, evidence }: PlayPorts,
  buyer: Principal,
  order: OrderFacts,
  { option, lineNo, pieces, told, photos }: Choice,
  chance: Chance,
): Promise<readonly CaseState[]> => {
  const isReceived = order.shipments.some(({ signedAt, lines }) => signedAt !== null && lines.some(line => line.lineNo === lineNo));
  const sent = chance.inThousand(SENDS_PHOTOS_PER_MILLE) ? photos : 0;
  const outcome = await fileCase(filing, {
    principal: buyer,
    orderId: order.orderId,
    request: {
      orderId: order.orderId,
      serviceType: option.type,
      refundOnlyKind: option.refundOnlyKind,
      reason: told.reason,
      lines: [
        {
          lineNo,
          quantity: pieces,
          goodsReceived: isReceived,
          condition: isReceived ? told.condition : "unknown",
          damageBasisPoints: null,
          replacementSkuId: null,
        },
      ],
      refundTo: null,
      differenceBy: null,
      agreedMinor: null,
      amendment: null,
      evidence: await sendPhotos(evidence, buyer, order.orderId, { reason: told.reason, count: sent }, chance),
      contestsRefusal: false,
    },
    statement: told.words,
    idempotency: null,
    answer: () => ({ status: 201, response: "" }),
  });
  return outcome.kind === "filed" ? outcome.cases.map(({ state }) => state) : [];
};
