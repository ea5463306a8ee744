import type { caseDetail } from "@amends/contract/views/case-view";
import type { StepType } from "@amends/domain/case/step";
import type { SandboxMethod } from "@amends/gateways/sandbox/mischief";
import type { z } from "zod";
import type { PromiseRow } from "../case/promise-rows.ts";
import type { ShopOrder } from "../harness/a-shop.ts";

export type CaseDetail = z.output<typeof caseDetail>;
export type Told = readonly [command: string, body: object | ((found: CaseDetail) => object), by?: "staff"];

/** How a case comes to wait for one step, and what is done in time to keep what was promised for it. */
export type Way = {
  readonly order?: Omit<ShopOrder, "no">;
  readonly filing: object;
  readonly reach?: (no: string) => readonly Told[];
  /** Nobody's word but a partner's ends the step: the partner answers, or is silent from then on. */
  readonly keeps: readonly Told[] | { readonly answers: SandboxMethod };
};

const PHOTO = { kind: "photo" };
const GUARDIANS_WORD = { kind: "document", consent: { version: "minor-1", language: "zh" } };
const one = (more: object = {}) => ({ lines: [{ lineNo: 1, quantity: 1, condition: "unopened", ...more }] });
const cny = (amount: number) => ({ amount, currency: "CNY" });

const RETURN = { serviceType: "return_refund", reason: "30.01", ...one() };
const FAULTY = { serviceType: "return_refund", reason: "40.01", evidence: [PHOTO], ...one({ condition: "opened_intact" }) };
const BROKEN = { serviceType: "repair", reason: "40.02", evidence: [PHOTO], ...one() };
const SHORT = { serviceType: "resend", reason: "60.02", ...one() };
const UNSENT = { serviceType: "refund_only", refundOnlyKind: "pre_ship", reason: "10.06", ...one() };
const CHANGED_MIND = { ...UNSENT, reason: "10.01" };
const STUCK = { serviceType: "logistics", reason: "20.04", ...one({ goodsReceived: false }) };
const RUDE = { serviceType: "complaint", reason: "80.05", statement: "没开发票", ...one() };
const NO_INVOICE = { ...RUDE, serviceType: "compensation" };
const FAKE = { serviceType: "guarantee_claim", reason: "50.05", evidence: [PHOTO], ...one() };
const DEARER = {
  serviceType: "amend_order",
  reason: "10.03",
  amendment: { kind: "items" },
  differenceBy: { methodRef: "gift-u1" },
  ...one({ replacementSkuId: "mug-blue" }),
};

const ANOTHER_ADDRESS = {
  serviceType: "amend_order",
  reason: "10.02",
  amendment: { kind: "address", recipient: { name: "李雷", phone: null, region: "浙江省杭州市西湖区", detail: "文三路 2 号" } },
  ...one({ goodsReceived: false }),
};
const SPOILED = { serviceType: "guarantee_claim", reason: "70.01", ...one({ damageBasisPoints: 5000 }) };

const FURNITURE = { lines: [{ sku: "mug-white", quantity: 2, priceMinor: 5900, category: "furniture.cup" }] };
const promised = (kind: string, more: object = {}) => ({ promises: [{ kind, by: "platform", ...more }] });

const APPROVE: Told = ["approve", {}];
const SENT = (no: string): Told => ["hand-over", { carrier: "SF", trackingNo: `SF7${no}` }];
const RECEIVED: Told = ["receive", { lines: [{ lineNo: 1, quantity: 1 }] }];
const GOOD: Told = ["inspect", { lines: [{ lineNo: 1, grade: "a", good: 1 }] }];
const NOT_OURS: Told = ["inspect", { lines: [{ lineNo: 1, grade: "d", good: 0, wrong: 1 }] }];
const FLAWED: Told = ["inspect", { lines: [{ lineNo: 1, grade: "c", good: 0, damaged: 1 }] }];
const BACK = (no: string): Told => ["send-back", { carrier: "SF", trackingNo: `SF8${no}` }];
const MENDED: Told = ["repair", { result: "repaired", parts: [] }];

/** One word is enough to keep what a step promises. */
type StepWay = Omit<Way, "keeps"> & { readonly keeps: Told | { readonly answers: SandboxMethod } };

/** A seller answers what was asked for. */
const REVIEWS: Readonly<Record<string, StepWay>> = {
  "refund_only pre_ship": { order: { shipped: false }, filing: UNSENT, keeps: APPROVE },
  "refund_only not_received": {
    filing: { serviceType: "refund_only", refundOnlyKind: "not_received", reason: "20.01", ...one({ goodsReceived: false }) },
    keeps: APPROVE,
  },
  return_refund: { filing: FAULTY, keeps: APPROVE },
  exchange: { filing: { ...FAULTY, serviceType: "exchange" }, keeps: APPROVE },
  refuse_delivery: {
    order: { signed: false },
    filing: { serviceType: "refuse_delivery", reason: "20.12", ...one({ goodsReceived: false }) },
    keeps: APPROVE,
  },
  resend: { filing: SHORT, keeps: APPROVE },
  repair: { filing: BROKEN, keeps: APPROVE },
  compensation: { filing: NO_INVOICE, keeps: ["grant", { cash: cny(300) }] },
  amend_order: { order: { signed: false }, filing: ANOTHER_ADDRESS, keeps: APPROVE },
  guarantee_claim: { order: promised("bad_item"), filing: SPOILED, reach: () => [["evidence", { items: [PHOTO] }]], keeps: APPROVE },
};

const STEPS: Readonly<Partial<Record<StepType, StepWay>>> = {
  pickup: {
    filing: RETURN,
    reach: () => [["request-pickup", {}]],
    keeps: [
      "tracking",
      ({ returnParcel, filedAt }) => ({
        trackingNo: returnParcel?.trackingNo,
        code: "picked_up",
        trackedAt: new Date(filedAt).toISOString(),
      }),
    ],
  },
  drop_off: { filing: RETURN, keeps: SENT("D") },
  receive: { filing: RETURN, reach: no => [SENT(no)], keeps: RECEIVED },
  inspect: { filing: RETURN, reach: no => [SENT(no), RECEIVED], keeps: GOOD },
  refund: { order: { shipped: false }, filing: CHANGED_MIND, keeps: { answers: "refund" } },
  reship: { filing: SHORT, reach: () => [APPROVE], keeps: ["confirm-arrival", { arrived: true }, "staff"] },
  collect_evidence: {
    order: promised("bad_item"),
    filing: SPOILED,
    keeps: ["evidence", { items: [PHOTO] }],
  },
  offer: {
    filing: FAULTY,
    reach: () => [["offer", { amount: cny(900), keepGoods: true }]],
    keeps: ["answer-offer", { accept: true }],
  },
  intercept: {
    order: { signed: false },
    filing: { serviceType: "refuse_delivery", reason: "20.07", ...one({ goodsReceived: false }) },
    keeps: { answers: "intercept" },
  },
  reserve: { filing: SHORT, reach: () => [APPROVE], keeps: { answers: "reserve" } },
  amend: {
    order: { shipped: false },
    filing: ANOTHER_ADDRESS,
    keeps: { answers: "amend" },
  },
  collect: { order: { shipped: false }, filing: DEARER, keeps: { answers: "collect" } },
  return_to_buyer: {
    filing: RETURN,
    reach: no => [SENT(no), RECEIVED, NOT_OURS, ["reject", { reason: "wrong_goods_returned" }, "staff"]],
    keeps: BACK("H"),
  },
  repair: { filing: BROKEN, reach: no => [APPROVE, SENT(no), RECEIVED], keeps: MENDED },
  trace: { order: { signed: false }, filing: STUCK, keeps: ["trace", { finding: "arrived" }] },
  visit: { order: FURNITURE, filing: BROKEN, reach: () => [APPROVE], keeps: ["visit", { met: true }] },
  quote: {
    filing: BROKEN,
    reach: no => [APPROVE, SENT(no), RECEIVED, ["quote", { amount: cny(1200) }]],
    keeps: ["answer-quote", { accept: true }],
  },
  ship_back: {
    filing: BROKEN,
    reach: no => [APPROVE, SENT(no), RECEIVED, MENDED, BACK(no)],
    keeps: ["confirm-arrival", { arrived: true }, "staff"],
  },
  forward: {
    filing: FAULTY,
    reach: no => [["reject", { reason: "evidence_contradicts" }], SENT(no), RECEIVED, FLAWED, BACK(no)],
    keeps: ["confirm-arrival", { arrived: true }, "staff"],
  },
  compensate: { filing: NO_INVOICE, reach: () => [["grant", { cash: cny(300) }]], keeps: { answers: "pay" } },
  follow_up: {
    filing: RUDE,
    reach: () => [["grant", { benefits: [{ kind: "points", worth: cny(100), points: 100 }] }, "staff"]],
    keeps: ["confirm-solution", { settled: true }],
  },
  dispose: {
    filing: {
      serviceType: "refund_only",
      refundOnlyKind: "unreturnable",
      reason: "40.11",
      evidence: [PHOTO],
      ...one({ condition: "used" }),
    },
    reach: () => [APPROVE],
    keeps: ["evidence", { items: [PHOTO] }],
  },
  lend: {
    order: promised("loan_unit"),
    filing: BROKEN,
    reach: () => [APPROVE],
    keeps: ["lend", { unitRef: "LOAN-7", worth: cny(80_000) }],
  },
  recover: {
    order: promised("loan_unit"),
    filing: BROKEN,
    reach: no => [
      APPROVE,
      ["lend", { unitRef: "LOAN-7", worth: cny(80_000) }],
      SENT(no),
      RECEIVED,
      MENDED,
      BACK(no),
      ["confirm-arrival", { arrived: true }, "staff"],
    ],
    keeps: SENT("R"),
  },
};

/** What only these rows need, by their number or by the kind of operation and their number. */
const OF_ROWS: Readonly<Record<string, StepWay>> = {
  // Grave from the first word on: silence was never promised to mean anything.
  "PR-01": {
    filing: { ...FAULTY, reason: "90.06", evidence: [GUARDIANS_WORD] },
    keeps: APPROVE,
  },
  "PR-03": { filing: RUDE, keeps: ["approve", {}, "staff"] },
  // Who was told the address elsewhere need not wait for it here.
  "PR-32": { order: { seller: "s2" }, filing: RETURN, keeps: SENT("32") },
  "PR-32a": { order: promised("fake_times_n", { value: 4 }), filing: FAKE, keeps: SENT("32A") },
  "PR-11": { filing: BROKEN, reach: no => [APPROVE, SENT(no)], keeps: RECEIVED },
  "PR-12a": {
    order: promised("fake_times_n", { value: 4 }),
    filing: FAKE,
    reach: no => [SENT(no), RECEIVED],
    keeps: ["inspect", { lines: [{ lineNo: 1, grade: "d", good: 0, damaged: 1 }] }],
  },
  "PR-29a": {
    order: promised("fake_times_n", { value: 4 }),
    filing: FAKE,
    reach: no => [SENT(no), RECEIVED, ["inspect", { lines: [{ lineNo: 1, grade: "d", good: 0, damaged: 1 }] }]],
    keeps: ["evidence", { items: [PHOTO] }],
  },
  // Between people two pictures are asked for, and the time of asking is added to the seller's.
  "c2c PR-06": { filing: { ...FAULTY, reason: "50.01" }, keeps: APPROVE },
  "GB-PR-01": {
    order: { shipped: false, lines: [{ sku: "mug-white", quantity: 1, priceMinor: 600_000 }] },
    filing: UNSENT,
    keeps: APPROVE,
  },
};

/** The parcel that came back was not ours: the platform decides. */
const PLATFORM_DECIDES: StepWay = { filing: RETURN, reach: no => [SENT(no), RECEIVED, NOT_OURS], keeps: ["approve", {}, "staff"] };

export const wayTo = (kindOf: string, [rowId, step, owner, [type, kind], { level, tier }]: PromiseRow): Way => {
  const ofRow = OF_ROWS[`${kindOf} ${rowId}`] ?? OF_ROWS[rowId];
  const usual =
    owner === "platform" && step === "review" ? PLATFORM_DECIDES : step === "review" ? REVIEWS[[type, kind].join(" ").trim()] : STEPS[step];
  const way = ofRow ?? usual;
  if (way === undefined) throw new Error(`nothing leads to ${rowId}`);
  const { order, reach, keeps } = way;
  const graver: readonly Told[] = level === undefined || ofRow !== undefined ? [] : [["set-severity", { severity: level }, "staff"]];
  return {
    ...way,
    keeps: "answers" in keeps ? keeps : [keeps],
    ...(tier === undefined ? {} : { order: { ...order, customer: tier } }),
    reach: no => [...graver, ...(reach?.(no) ?? [])],
  };
};

/** A standard of the case as a whole: what the case is, and what is done at its last moment. */
type WholeCase = {
  readonly rowId: string;
  readonly words: string;
  readonly seconds: number;
  readonly way: Way;
};

const [MINUTE, HOUR] = [60, 3600];
const APPROVED: readonly Told[] = [["approve", {}, "staff"]];
const MADE_GOOD: readonly Told[] = [
  ["grant", { benefits: [{ kind: "points", worth: cny(100), points: 100 }] }, "staff"],
  ["confirm-solution", { settled: true }],
];
/** Refused at first, because it had been sent. */
const CONTESTED = { ...CHANGED_MIND, contestsRefusal: true };

export const WHOLE_CASES: readonly WholeCase[] = [
  {
    rowId: "CS-11",
    words: "P1: a person within 15 minutes",
    seconds: 15 * MINUTE,
    way: { filing: { ...FAULTY, reason: "90.06", evidence: [GUARDIANS_WORD] }, keeps: APPROVED },
  },
  {
    rowId: "CS-12",
    words: "a VIP: 15 minutes",
    seconds: 15 * MINUTE,
    way: { order: { customer: "vip" }, filing: FAULTY, keeps: APPROVED },
  },
  {
    rowId: "CS-13",
    words: "P2: 30 minutes",
    seconds: 30 * MINUTE,
    way: { order: { lines: [{ sku: "mug-white", quantity: 1, priceMinor: 600_000 }] }, filing: FAULTY, keeps: APPROVED },
  },
  { rowId: "CS-14", words: "a complaint has its owner in an hour", seconds: HOUR, way: { filing: RUDE, keeps: APPROVED } },
  { rowId: "CS-21", words: "and a solution in 24", seconds: 24 * HOUR, way: { filing: RUDE, keeps: APPROVED } },
  { rowId: "CS-31", words: "a dispute is decided in 12 hours", seconds: 12 * HOUR, way: { filing: CONTESTED, keeps: APPROVED } },
  { rowId: "CS-32", words: "and who bears it is found in 2", seconds: 2 * HOUR, way: { filing: CONTESTED, keeps: APPROVED } },
  {
    rowId: "CS-41",
    words: "a parcel gone astray is solved in 24 hours",
    seconds: 24 * HOUR,
    way: {
      order: { signed: false },
      filing: STUCK,
      keeps: [
        ["trace", { finding: "arrived" }],
        ["confirm-solution", { settled: true }],
      ],
    },
  },
  {
    rowId: "CS-42",
    words: "fresh goods: over in a day",
    seconds: 24 * HOUR,
    way: {
      order: { lines: [{ sku: "mug-white", quantity: 1, priceMinor: 5900, category: "fresh.fruit" }] },
      filing: FAULTY,
      keeps: [["reject", { reason: "misuse_shown" }]],
    },
  },
  {
    rowId: "CS-43",
    words: "the green lane: 48 hours",
    seconds: 48 * HOUR,
    way: { order: { customer: "green_lane" }, filing: RUDE, keeps: MADE_GOOD },
  },
  { rowId: "CS-44", words: "a complaint: 48 hours", seconds: 48 * HOUR, way: { filing: RUDE, keeps: MADE_GOOD } },
  {
    rowId: "CS-45",
    words: "a repair: 3 days",
    seconds: 72 * HOUR,
    way: {
      filing: BROKEN,
      reach: no => [APPROVE, SENT(no), RECEIVED],
      keeps: [MENDED, BACK("W"), ["confirm-arrival", { arrived: true }, "staff"]],
    },
  },
];
