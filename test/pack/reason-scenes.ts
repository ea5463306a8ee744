import type { FilingRequest } from "@amends/domain/intake/case-facts";
import type { RefundOnlyKind, ServiceType } from "@amends/domain/intake/service-type";
import { addMs, DAY_MS, HOUR_MS, type Instant, instant } from "@amends/domain/kernel/time";
import type { OrderLine, PromiseKind, TrackingCode } from "@amends/domain/order/order-facts";
import { daysAfterSigning, type Filing, line, photos, promise, SIGNED_AT, video } from "../evaluation/filing.ts";

const FRESH: Partial<OrderLine> = { sevenDay: { class: "abs_fresh", confirmation: null } };

/** The situations `reason-outcomes.txt` names, each the ordinary one for its reasons: the right goods, in the right place, with the right promises. */
export const SCENES: ReadonlyMap<string, Filing> = new Map<string, Filing>([
  ["unshipped", { stage: "not_shipped", at: SIGNED_AT, lines: [line({ shipBy: daysAfterSigning(30) })] }],
  ["late", { stage: "not_shipped", at: SIGNED_AT, lines: [line({ shipBy: daysAfterSigning(-3) })] }],
  ["sent_late", { stage: "in_transit", at: daysAfterSigning(-2), lines: [line({ shipBy: daysAfterSigning(-4) })] }],
  [
    "custom",
    {
      stage: "not_shipped",
      at: SIGNED_AT,
      lines: [line({ category: "gift.custom", sevenDay: { class: "abs_custom", confirmation: null } })],
    },
  ],
  ["virtual", { stage: "not_shipped", lines: [line({ category: "voucher.game", goods: "virtual" })] }],
  ["other_version", { stage: "not_shipped", at: SIGNED_AT, ...otherVersion() }],
  ["moving", { stage: "in_transit", at: daysAfterSigning(-2), order: freight() }],
  ["next_day", { stage: "in_transit", at: daysAfterSigning(-2), order: freight(), lines: [line(badge("on_time_delivery"))] }],
  ["stalled", { stage: "in_transit", order: freight() }],
  ["lost", { stage: "lost", order: freight() }],
  ["refused", { stage: "refused", order: freight() }],
  ["refused_damaged", { stage: "refused", order: { ...freight(), shipments: [parcel("picked_up", "damaged", "refused")] } }],
  ["signed", {}],
  ["damaged", { stage: "damaged" }],
  ["private", { operation: { kind: "c2c" }, seller: { isTrader: false } }],
  ["phone", { lines: [line({ category: "electronics.phone" })] }],
  ["shirt", { lines: [line({ category: "apparel.shirt" })], ...otherVersion() }],
  ["cream", { lines: [line({ category: "beauty.cream" })] }],
  ["cream_badge", { lines: [line({ category: "beauty.cream", ...badge("allergy", 90) })] }],
  ["snack", { lines: [line({ category: "food.snack.nuts" })] }],
  ["promised_15", { lines: [line(badge("longer_return", 15))] }],
  ["four_for_a_fake", { lines: [line(badge("fake_times_n", 4))] }],
  ["badge", { lines: [line(badge("bad_item"))] }],
  ["price_badge", { lines: [line(badge("price_protection", 7))] }],
  ["insured", { lines: [line(badge("freight_insurance"))] }],
  ["gift", { order: { gifts: [{ giftNo: 1, name: "杯垫", withLineNos: [1], markedPriceMinor: 1_000n }] } }],
  ["threshold", threshold()],
  ...[
    ["fruit", "fresh.fruit.apple"],
    ["frozen", "fresh.frozen.dumpling"],
    ["crab", "fresh.seafood.crab"],
    ["flowers", "flower.rose"],
  ].flatMap(([name = "", category = ""]): (readonly [string, Filing])[] => [
    [name, { lines: [line({ category, ...FRESH })] }],
    [`${name}_badge`, { lines: [line({ category, ...FRESH, ...badge("bad_item") })] }],
  ]),
]);

function badge(kind: PromiseKind, value: number | null = null): Partial<OrderLine> {
  return { promises: [promise(kind, value)] };
}

function freight() {
  return { freight: { paidMinor: 800n, freeFromMinor: null, feeMinor: 800n } };
}

function parcel(...codes: readonly TrackingCode[]) {
  const sentAt = daysAfterSigning(-3);
  return {
    shipmentNo: 1,
    carrier: "sf",
    trackingNo: "SF1",
    lines: [{ lineNo: 1, quantity: 1 }],
    shippedAt: sentAt,
    signedAt: null,
    events: codes.map((code, index) => ({ at: addMs(sentAt, index * DAY_MS), code })),
  };
}

function otherVersion(): Filing {
  return {
    catalogue: [{ skuId: "sku-2", productId: "product-1", priceMinor: 12_800n, available: 3 }],
    filed: { replacementSkuId: "sku-2" },
  };
}

function threshold(): Filing {
  const half = { unitPriceMinor: 15_000n, paidMinor: 12_500n };
  return {
    lines: [line(half), line({ ...half, lineNo: 2, skuId: "sku-2" })],
    order: {
      freight: { paidMinor: 0n, freeFromMinor: 20_000n, feeMinor: 1_000n },
      discounts: [
        {
          discountNo: 1,
          bearer: "seller",
          amountMinor: 5_000n,
          thresholdMinor: 30_000n,
          shares: [1, 2].map(lineNo => ({ lineNo, amountMinor: 2_500n })),
        },
      ],
    },
    request: {
      lines: [{ lineNo: 1, quantity: 1, goodsReceived: true, condition: "unopened", damageBasisPoints: 2000, replacementSkuId: null }],
    },
  };
}

/** The first moment that is too late, as the calendar on the wall says, reckoned by hand and not by the code under test. */
export const CLOSES: ReadonlyMap<string, Instant> = new Map(
  [
    ["24h", "2026-03-03T10:00"],
    ["48h", "2026-03-04T10:00"],
    ["5d", "2026-03-10T00:00"],
    ["7d", "2026-03-10T00:00"],
    ["15d", "2026-03-18T00:00"],
    ["30d", "2026-04-02T00:00"],
    ["60d", "2026-05-02T00:00"],
    ["90d", "2026-06-02T00:00"],
    ["6m", "2026-09-03T00:00"],
    ["1y", "2027-03-03T00:00"],
    ["3y", "2029-03-03T00:00"],
    ["pay+15d", "2026-03-13T00:00"],
    ["pay+1y", "2027-02-26T00:00"],
    ["sent+90d", "2026-05-29T00:00"],
  ].map(([closes = "", moment = ""]) => [closes, instant(Date.parse(`${moment}:00+08:00`))]),
);

export type Asked = { readonly code: string; readonly type: string; readonly evidence: FilingRequest["evidence"] };

/** The situation with a request of that kind put in. */
export const asking = (scene: Filing, { code, type, evidence }: Asked): Filing => {
  const [serviceType, kind] = type.split(".") as [ServiceType, RefundOnlyKind?];
  const amends = serviceType === "amend_order";
  const swaps = scene.filed?.replacementSkuId !== undefined && (amends || serviceType === "exchange");
  return {
    ...scene,
    filed: { damageBasisPoints: 2000, replacementSkuId: swaps ? "sku-2" : null },
    request: {
      ...scene.request,
      serviceType,
      refundOnlyKind: kind ?? null,
      reason: code,
      agreedMinor: kind === "agreed" ? 5_000n : null,
      amendment: !amends ? null : swaps ? { kind: "items" } : { kind: "address", recipientTextId: "text_000000000000000000000002" },
      evidence,
    },
  };
};

/** In the last second before it closes; where nothing closes, at the scene's own moment. */
export const inTime = (scene: Filing, closes: string): Filing => {
  const end = CLOSES.get(closes);
  return end === undefined ? scene : { ...scene, at: addMs(end, -1000) };
};

/** Once it is closed: later, or with the parcel on its way. */
export const tooLate = (scene: Filing, closes: string): Filing => {
  if (closes === "sent") return { ...scene, stage: "in_transit", at: addMs(SIGNED_AT, -48 * HOUR_MS) };
  const end = CLOSES.get(closes);
  if (end === undefined) throw new Error(`nobody wrote down when ${closes} closes`);
  return { ...scene, at: end };
};

const document: FilingRequest["evidence"][number] = { fileId: "file_00000000000000000000000d", kind: "document", sha256: "00" };

/** The least that each evidence set asks for. */
export const EVIDENCE: ReadonlyMap<string, FilingRequest["evidence"]> = new Map([
  ["-", []],
  ["A", []],
  ["L", []],
  ["C", []],
  ["P", photos(2)],
  ["V", [video]],
  ["S", photos(1)],
  ["W", photos(2)],
  ["B", photos(2)],
  ["T", [...photos(1), document]],
  ["Fr", photos(3)],
  ["D", photos(1)],
  ["M", [document]],
  ["O", [document]],
]);
