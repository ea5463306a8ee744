import type { NativeRecord } from "@amends/contract/import/native-record";
import { OPERATION_KINDS, type OperationKind } from "@amends/domain/intake/case-facts";
import { DAY_MS, HOUR_MS, type Instant, instant, MINUTE_MS } from "@amends/domain/kernel/time";
import type { TrackingCode } from "@amends/domain/order/order-facts";
import type { Chance } from "./chance.ts";

export type NativeOrder = Extract<NativeRecord, { readonly kind: "order" }>;
export type NativeShipment = NonNullable<NativeOrder["shipments"]>[number];
type Line = { readonly lineNo: number; readonly quantity: number; readonly cancelledQuantity: number };

/** The ISO text of a moment, as hosts write it. */
export const written = (at: number): string => new Date(at).toISOString();

/** How a parcel fares. Every state there is occurs, most of them seldom. */
type Fate = "signed" | "waiting" | "stalled" | "refused" | "lost" | "damaged_signed" | "intercepted" | "sent_back";

const FATES: readonly (readonly [number, Fate])[] = [
  [905, "signed"],
  [25, "waiting"],
  [15, "stalled"],
  [15, "refused"],
  [10, "lost"],
  [15, "damaged_signed"],
  [7, "intercepted"],
  [8, "sent_back"],
];

type Event = readonly [afterMs: number, code: TrackingCode];

export type ShipmentAsk = {
  readonly kind: OperationKind;
  readonly lines: readonly Line[];
  readonly paidAt: Instant;
  readonly now: Instant;
  readonly orderNumber: number;
};

/** What has been sent by now: nothing yet, one parcel, or one for each line. */
export const makeShipments = (ask: ShipmentAsk, chance: Chance): NativeShipment[] => {
  const readyMs = handlingMs(ask.kind, chance);
  const groups = ask.lines.length > 1 && chance.inThousand(180) ? ask.lines.map(line => [line]) : [ask.lines];
  return groups
    .map((lines, index) => ({ lines, index, shippedAt: instant(ask.paidAt + readyMs + index * chance.between(1, 8) * HOUR_MS) }))
    .filter(({ shippedAt }) => shippedAt < ask.now)
    .map(({ lines, index, shippedAt }) => makeShipment(ask, lines, index + 1, shippedAt, chance));
};

const handlingMs = (kind: OperationKind, chance: Chance): number => {
  if (kind === "group_buy") return chance.between(5, 14) * HOUR_MS;
  return (
    chance.weighted([
      [90, chance.between(3, 40)],
      [10, chance.between(49, 120)],
    ]) *
      HOUR_MS +
    chance.between(0, 59) * MINUTE_MS
  );
};

const CARRIERS: Readonly<Record<OperationKind, readonly (readonly [carrier: string, letters: string])[]>> = {
  c2c: [
    ["sf", "SF"],
    ["yto", "YT"],
    ["zto", "ZT"],
  ],
  group_buy: [["linli_delivery", "LD"]],
  marketplace: [
    ["sf", "SF"],
    ["jd", "JD"],
    ["yto", "YT"],
    ["zto", "ZT"],
    ["yunda", "YD"],
  ],
  brand: [
    ["sf", "SF"],
    ["jd", "JD"],
  ],
};

const makeShipment = (
  { kind, now, orderNumber }: ShipmentAsk,
  lines: readonly Line[],
  shipmentNo: number,
  shippedAt: Instant,
  chance: Chance,
): NativeShipment => {
  const [carrier, letters] = chance.oneOf(CARRIERS[kind]);
  const all = eventsOf(chance.weighted(FATES), kind, chance).map(([afterMs, code]) => ({ at: shippedAt + afterMs, code }));
  const seen = all.filter(({ at }) => at <= now);
  const signed = seen.find(({ code }) => code === "signed");
  return {
    shipmentNo,
    carrier,
    trackingNo: `${letters}${OPERATION_KINDS.indexOf(kind) + 1}${chance.between(10, 99)}${String(orderNumber).padStart(8, "0")}${shipmentNo}`,
    lines: lines.map(({ lineNo, quantity, cancelledQuantity }) => ({ lineNo, quantity: quantity - cancelledQuantity })),
    shippedAt: written(shippedAt),
    signedAt: signed === undefined ? null : written(signed.at),
    events: seen.map(({ at, code }) => ({ at: written(at), code })),
  };
};

const eventsOf = (fate: Fate, kind: OperationKind, chance: Chance): readonly Event[] => {
  const isLocal = kind === "group_buy";
  const unit = isLocal ? HOUR_MS : DAY_MS / 2;
  const onTheWay: readonly Event[] = [
    [0, "number_entered"],
    [unit, "picked_up"],
    [unit * 2, "hub_scan"],
  ];
  const arrivesMs = unit * chance.between(3, 6) + chance.between(0, 300) * MINUTE_MS;
  const atTheDoor: readonly Event[] = [...onTheWay, [arrivesMs, isLocal ? "at_pickup_point" : "out_for_delivery"]];
  const lastMs = arrivesMs + chance.between(30, 400) * MINUTE_MS;
  switch (fate) {
    case "signed":
      return [...atTheDoor, [lastMs, "signed"]];
    case "waiting":
      return [...onTheWay, [arrivesMs, "at_pickup_point"]];
    case "stalled":
      return onTheWay;
    case "refused":
      return [...atTheDoor, [lastMs, "refused"]];
    case "lost":
      return [...onTheWay, [unit * 10, "lost"]];
    case "damaged_signed":
      return [...onTheWay, [unit * 3 - MINUTE_MS, "damaged"], [arrivesMs, "out_for_delivery"], [lastMs, "signed"]];
    case "intercepted":
      return [...onTheWay, [unit * 3, "intercepted"]];
    case "sent_back":
      return [...atTheDoor, [lastMs + DAY_MS, "returned_to_sender"]];
  }
};
