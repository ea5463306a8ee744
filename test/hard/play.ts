import type { ShopOrder } from "../harness/a-shop.ts";

/** A generator of numbers that starts from a seed: a play that went wrong can be played again. */
export const chance = (seed: number): ((below: number) => number) => {
  let state = seed >>> 0;
  return below => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
};

/** One that is still to be uploaded: the shop sees to it. */
export const PHOTO = { kind: "photo" };

export type Kind = { readonly name: string; readonly plan: string; readonly order: Omit<ShopOrder, "no">; readonly filing: object };

const PROMISED = (kind: string) => ({ promises: [{ kind, by: "platform" }] });
const UNSHIPPED = { shipped: false };
const UNDER_WAY = { signed: false };
const one = (more: object = {}) => ({ lines: [{ lineNo: 1, quantity: 1, condition: "unopened", ...more }] });

/** One kind of filing for each plan that a filing can reach, and for each kind of service. */
export const KINDS: readonly Kind[] = [
  {
    name: "a seven-day return",
    plan: "return_refund",
    order: {},
    filing: { serviceType: "return_refund", reason: "30.01", statement: "不喜欢这个颜色", ...one() },
  },
  {
    name: "a return for a fault",
    plan: "return_refund",
    order: {},
    filing: { serviceType: "return_refund", reason: "40.01", evidence: [PHOTO], ...one({ condition: "opened_intact" }) },
  },
  { name: "a return without proof", plan: "return_refund", order: {}, filing: { serviceType: "return_refund", reason: "60.01", ...one() } },
  {
    name: "money before the goods",
    plan: "return_refund_before_return",
    order: PROMISED("refund_before_return"),
    filing: { serviceType: "return_refund", reason: "30.01", ...one() },
  },
  {
    name: "money once the goods are on their way",
    plan: "return_refund_after_shipped",
    order: PROMISED("instant_refund_after_return_shipped"),
    filing: { serviceType: "return_refund", reason: "30.01", ...one() },
  },
  {
    name: "a cancelled order",
    plan: "refund_pre_ship",
    order: UNSHIPPED,
    filing: { serviceType: "refund_only", refundOnlyKind: "pre_ship", reason: "10.01", ...one() },
  },
  {
    name: "a parcel under way",
    plan: "refund_in_transit",
    order: UNDER_WAY,
    filing: { serviceType: "refund_only", refundOnlyKind: "not_received", reason: "20.01", ...one({ goodsReceived: false }) },
  },
  {
    name: "a parcel refused at the door",
    plan: "refund_in_transit",
    order: UNDER_WAY,
    filing: { serviceType: "refuse_delivery", reason: "20.07", ...one({ goodsReceived: false }) },
  },
  {
    name: "a parcel that never came",
    plan: "refund_not_received",
    order: {},
    filing: { serviceType: "refund_only", refundOnlyKind: "not_received", reason: "20.01", ...one({ goodsReceived: false }) },
  },
  {
    name: "an agreed sum",
    plan: "refund_agreed",
    order: {},
    filing: {
      serviceType: "refund_only",
      refundOnlyKind: "agreed",
      reason: "40.01",
      agreed: { amount: 1500, currency: "CNY" },
      evidence: [PHOTO],
      ...one(),
    },
  },
  {
    name: "broken and not worth sending back",
    plan: "refund_unreturnable",
    order: {},
    filing: {
      serviceType: "refund_only",
      refundOnlyKind: "unreturnable",
      reason: "40.01",
      evidence: [PHOTO],
      ...one({ damageBasisPoints: 3000 }),
    },
  },
  {
    name: "an exchange for another colour",
    plan: "exchange",
    order: {},
    filing: {
      serviceType: "exchange",
      reason: "30.03",
      ...one({ replacementSkuId: "mug-blue" }),
      differenceBy: { methodRef: "wallet-u1" },
    },
  },
  {
    name: "an exchange paid by gift card",
    plan: "exchange",
    order: {},
    filing: { serviceType: "exchange", reason: "30.03", ...one({ replacementSkuId: "mug-blue" }), differenceBy: { methodRef: "gift-u1" } },
  },
  {
    name: "an exchange for something cheaper",
    plan: "exchange",
    order: {},
    filing: { serviceType: "exchange", reason: "30.03", ...one({ replacementSkuId: "mug-black" }) },
  },
  {
    name: "another address",
    plan: "amend_address",
    order: UNSHIPPED,
    filing: {
      serviceType: "amend_order",
      reason: "10.03",
      amendment: {
        kind: "address",
        recipient: { name: "韩梅梅", phone: "13900002229", region: "浙江省宁波市海曙区", detail: "中山西路 12 号" },
      },
    },
  },
  {
    name: "another colour before it leaves",
    plan: "amend_items",
    order: { ...UNSHIPPED, customer: "u2" },
    filing: {
      serviceType: "amend_order",
      reason: "10.02",
      amendment: { kind: "items" },
      ...one({ replacementSkuId: "mug-blue", goodsReceived: false }),
      differenceBy: { methodRef: "gift-u2" },
    },
  },
  {
    name: "another way to pay",
    plan: "amend_payment",
    order: { ...UNSHIPPED, tenders: [{ kind: "gift_card", methodRef: "gift-u1", paidMinor: 11800 }] },
    filing: { serviceType: "amend_order", reason: "10.03", amendment: { kind: "payment", methodRef: "wallet-u1" } },
  },
  { name: "a piece is missing", plan: "resend", order: {}, filing: { serviceType: "resend", reason: "60.02", ...one() } },
  { name: "a repair", plan: "repair", order: {}, filing: { serviceType: "repair", reason: "40.02", ...one() } },
  {
    name: "a repair on the spot",
    plan: "repair_on_site",
    order: { lines: [{ sku: "mug-white", quantity: 2, priceMinor: 5900, category: "furniture.cup" }] },
    filing: { serviceType: "repair", reason: "40.02", ...one() },
  },
  {
    name: "the new one first",
    plan: "exchange_ship_first",
    order: PROMISED("instant_exchange"),
    filing: { serviceType: "exchange", reason: "30.03", ...one({ replacementSkuId: "mug-black" }) },
  },
  {
    name: "money for a broken promise",
    plan: "compensation",
    order: {},
    filing: { serviceType: "compensation", reason: "80.06", statement: "客服没有回复我", ...one() },
  },
  {
    name: "a lower price since",
    plan: "price_protection",
    order: PROMISED("price_protection"),
    filing: { serviceType: "price_protection", reason: "80.09", ...one() },
  },
  {
    name: "a guarantee",
    plan: "guarantee_claim",
    order: PROMISED("bad_item"),
    filing: { serviceType: "guarantee_claim", reason: "70.01", ...one({ damageBasisPoints: 5000 }) },
  },
  {
    name: "where is it",
    plan: "logistics",
    order: UNDER_WAY,
    filing: { serviceType: "logistics", reason: "20.04", ...one({ goodsReceived: false }) },
  },
  {
    name: "a complaint",
    plan: "complaint",
    order: {},
    filing: { serviceType: "complaint", reason: "80.05", statement: "客服没有回复我", ...one() },
  },
];

export type Move = { readonly name: string; readonly body: object };

/** What fits a case that waits for this kind of step. */
const FITTING: Readonly<Record<string, readonly string[]>> = {
  review: ["approve", "grant", "reject", "offer", "withdraw"],
  offer: ["answer-offer", "counter-offer"],
  reship: ["confirm-arrival"],
  drop_off: ["hand-over", "hand-over", "request-pickup", "withdraw"],
  receive: ["receive"],
  inspect: ["inspect"],
  return_to_buyer: ["send-back"],
  refund: ["settle-by-hand", "retry"],
  compensate: ["settle-by-hand", "retry"],
  collect_evidence: ["evidence"],
  trace: ["trace"],
  visit: ["visit"],
  dispose: ["evidence"],
  lend: ["lend"],
  recover: ["hand-over"],
  repair: ["repair", "quote"],
  quote: ["answer-quote"],
  ship_back: ["send-back", "confirm-arrival"],
  forward: ["send-back", "confirm-arrival"],
  follow_up: ["confirm-solution"],
};

const cny = (amount: number) => ({ amount, currency: "CNY" });

/** Money back, money on top, or something in kind. */
const grantBy = (random: (below: number) => number): object => {
  const coupon = { kind: "coupon", worth: cny(500), validDays: 30 };
  return [{ refund: cny(100 + random(1000)) }, { cash: cny(100 + random(1000)) }, { benefits: [coupon] }][random(3)] ?? {};
};

/** Anything that anybody might ask of a running case, sensible or not; more often than not something that fits. */
export const moveAt = (random: (below: number) => number, caseId: string, waitsFor: string): Move => {
  const parcel = { carrier: "SF", trackingNo: `SF7${caseId.slice(-8)}${random(3)}` };
  const lines = [{ lineNo: 1, quantity: 1 }];
  const moves: readonly Move[] = [
    { name: "approve", body: {} },
    { name: "approve", body: {} },
    { name: "reject", body: { reason: "goods_not_intact" } },
    { name: "offer", body: { amount: { amount: 500 + random(4000), currency: "CNY" }, keepGoods: random(2) === 0 } },
    { name: "answer-offer", body: { accept: random(3) > 0 } },
    { name: "counter-offer", body: { amount: cny(500 + random(4000)), keepGoods: random(2) === 0 } },
    { name: "withdraw", body: {} },
    { name: "evidence", body: { items: [PHOTO] } },
    { name: "hand-over", body: parcel },
    { name: "hand-over", body: parcel },
    { name: "request-pickup", body: {} },
    { name: "receive", body: { lines } },
    { name: "receive", body: { lines: [], wrongGoods: true } },
    { name: "inspect", body: { lines: [{ lineNo: 1, grade: "a", good: 1 }] } },
    { name: "inspect", body: { lines: [{ lineNo: 1, grade: "c", good: 0, damaged: 1 }] } },
    { name: "send-back", body: parcel },
    { name: "tracking", body: { trackingNo: parcel.trackingNo, code: "signed", trackedAt: "2025-11-21T12:00:00Z" } },
    { name: "confirm-arrival", body: { arrived: random(4) > 0 } },
    { name: "grant", body: grantBy(random) },
    { name: "confirm-solution", body: { settled: random(3) > 0 } },
    { name: "trace", body: { finding: ["arrived", "lost", "damaged"][random(3)] } },
    { name: "visit", body: { met: random(3) > 0 } },
    { name: "repair", body: { result: random(3) > 0 ? "repaired" : "beyond_repair", parts: [{ partNo: "P-1", quantity: 1 }] } },
    { name: "quote", body: { amount: cny(100 + random(2000)) } },
    { name: "answer-quote", body: { accept: random(3) > 0 } },
    { name: "retry", body: { stepNo: 1 + random(6) } },
    { name: "settle-by-hand", body: { stepNo: 1 + random(6), gatewayRef: "paper-1" } },
    { name: "judge-reason", body: { judgedReason: "40.01" } },
    { name: "notes", body: { text: "已电话联系买家", visibleTo: random(2) === 0 ? "staff" : "everyone" } },
  ];
  const fitting = moves.filter(move => FITTING[waitsFor]?.includes(move.name));
  const from = random(3) > 0 && fitting.length > 0 ? fitting : moves;
  return from[random(from.length)] ?? { name: "approve", body: {} };
};
