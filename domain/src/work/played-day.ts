import type { ServiceType } from "../intake/service-type.ts";
import type { StagePack } from "../intake/stage.ts";
import type { AccountId, SellerId } from "../kernel/ids.ts";
import { addMs, DAY_MS, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from "../kernel/time.ts";
import { serviceStandard } from "../promise/service-standard.ts";
import type { Severity } from "../triage/severity.ts";
import type { WaitingItem } from "./choose-next.ts";
import { placeInQueue, type Route, routeItem } from "./route-item.ts";
import { itemIdOf, type WorkKind } from "./work-item.ts";

/** A whole number from 0 up to and without `below`. Chance comes from outside, with a seed: a day can be played again. */
export type Dice = (below: number) => number;

/** One matter that comes in during a played day: what it asks, how long it will take, by when it should be answered and done. */
export type PlayedItem = WaitingItem & {
  readonly kind: WorkKind;
  readonly route: Route;
  readonly customer: number;
  readonly arrivesAt: Instant;
  readonly handleSeconds: number;
  readonly answerDueAt: Instant;
  readonly standardDueAt: Instant | null;
};

type Mix = {
  readonly kind: WorkKind;
  readonly type: ServiceType;
  readonly department: string;
  readonly share: number;
  readonly handle: number;
};

/** What comes in, in parts of 1,000, and how many seconds each takes on the mean. Ours, for want of a published mix; a real one is in the half hours. */
const MIX: readonly Mix[] = [
  { kind: "review", type: "return_refund", department: "shoes", share: 330, handle: 240 },
  { kind: "review", type: "exchange", department: "home", share: 90, handle: 300 },
  { kind: "review", type: "refund_only", department: "fresh", share: 190, handle: 180 },
  { kind: "review", type: "logistics", department: "home", share: 150, handle: 300 },
  { kind: "review", type: "repair", department: "electronics", share: 60, handle: 420 },
  { kind: "call_back", type: "return_refund", department: "shoes", share: 70, handle: 360 },
  { kind: "follow_up", type: "return_refund", department: "home", share: 50, handle: 150 },
  { kind: "complaint", type: "complaint", department: "home", share: 60, handle: 900 },
];

/** Parts of a day's arrivals by the hour: mornings, afternoons, and the evening when people open their parcels. */
const HOURS: readonly number[] = [8, 4, 3, 2, 2, 4, 10, 22, 42, 64, 70, 62, 48, 52, 60, 58, 54, 50, 52, 66, 80, 74, 48, 25];

/** Half an hour in which a lot goes wrong at once: a late truck in the morning, a live sale in the evening. */
type Burst = { readonly fromMinute: number; readonly minutes: number; readonly share: number; readonly mix: number };
const BURSTS: readonly Burst[] = [
  { fromMinute: 9 * 60 + 30, minutes: 30, share: 50, mix: 2 },
  { fromMinute: 20 * 60 + 15, minutes: 30, share: 70, mix: 3 },
];

const SEVERITIES: readonly (readonly [Severity, number])[] = [
  ["p1", 2],
  ["p2", 18],
  ["p3", 180],
  ["p4", 800],
];
const TIERS: readonly (readonly [string, number])[] = [
  ["green_lane", 10],
  ["vip", 70],
  ["standard", 920],
];

const CUSTOMERS = 4000;
const SELLER: SellerId = "seller_000000000000000000000000";

/** Everything that comes in during one day, in its order. */
export const arrivalsOf = (pack: StagePack, count: number, dayAt: Instant, dice: Dice): readonly PlayedItem[] =>
  Array.from({ length: count }, () => momentOf(dice))
    .toSorted((one, other) => one.ms - other.ms)
    .map(({ ms, mix }, index) => itemAt(pack, index, addMs(dayAt, ms), mix, dice));

const WHOLE = 1000;

const momentOf = (dice: Dice): { readonly ms: number; readonly mix: Mix } => {
  let roll = dice(WHOLE);
  for (const { fromMinute, minutes, share, mix } of BURSTS) {
    if (roll < share) return { ms: fromMinute * MINUTE_MS + dice(minutes * MINUTE_MS), mix: at(MIX, mix) };
    roll -= share;
  }
  const hour = indexOf(HOURS, dice);
  return {
    ms: hour * HOUR_MS + dice(HOUR_MS),
    mix: at(
      MIX,
      indexOf(
        MIX.map(({ share }) => share),
        dice,
      ),
    ),
  };
};

const itemAt = (pack: StagePack, index: number, arrivesAt: Instant, mix: Mix, dice: Dice): PlayedItem => {
  const severity = drawn(SEVERITIES, dice);
  const tier = drawn(TIERS, dice);
  const request = { type: mix.type, kind: mix.type === "refund_only" ? ("unreturnable" as const) : null };
  const route = routeItem(pack, {
    item: { kind: mix.kind, language: "zh", owner: "platform" },
    request,
    line: { category: mix.department, department: mix.department },
    seller: { id: SELLER },
    severity: { level: severity },
    buyer: { tier },
  });
  const step = { type: mix.kind === "follow_up" ? "follow_up" : "review", owner: "platform" };
  const { standardSeconds } = serviceStandard(pack, { step, request, severity: { level: severity }, buyer: { tier } });
  return {
    itemId: itemIdOf(`case_${String(index).padStart(24, "0")}`, 1),
    team: route.team,
    skill: route.skill,
    language: "zh",
    class: route.class,
    kind: mix.kind,
    route,
    customer: dice(CUSTOMERS),
    arrivesAt,
    readyAt: arrivesAt,
    handleSeconds: Math.floor((mix.handle * (25 + dice(151))) / 100),
    standardDueAt: standardSeconds === null ? null : addMs(arrivesAt, standardSeconds * SECOND_MS),
    ...placeInQueue(route, arrivesAt, null),
  };
};

/** Who knew the buyer before is only known when the item comes in. */
export const knownTo = (item: PlayedItem, accountId: AccountId | null): PlayedItem => ({
  ...item,
  ...placeInQueue(item.route, item.arrivesAt, accountId),
});

/** As many half hours as a day has. */
export const HALF_HOURS = DAY_MS / (30 * MINUTE_MS);

const indexOf = (shares: readonly number[], dice: Dice): number => {
  let roll = dice(shares.reduce((sum, share) => sum + share, 0));
  for (const [index, share] of shares.entries()) {
    if (roll < share) return index;
    roll -= share;
  }
  return shares.length - 1;
};

const drawn = <T>(choices: readonly (readonly [T, number])[], dice: Dice): T =>
  at(
    choices,
    indexOf(
      choices.map(([, share]) => share),
      dice,
    ),
  )[0];

const at = <T>(values: readonly T[], index: number): T => {
  const value = values[index];
  if (value === undefined) throw new Error(`broken invariant: there is a choice ${index}`);
  return value;
};
