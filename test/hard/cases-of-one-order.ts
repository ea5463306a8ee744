import { bindRules } from "@amends/domain/case/bind-rules";
import type { CaseState } from "@amends/domain/case/case-state";
import { claimOf } from "@amends/domain/case/claim";
import { COLLECTED_TENDER_NO, COMPENSATION_TENDER_NO } from "@amends/domain/case/effect";
import { loadRunningPack } from "@amends/domain/case/load-running-pack";
import { openCase } from "@amends/domain/case/open-case";
import { evaluateFiling } from "@amends/domain/evaluation/evaluate";
import { admit } from "@amends/domain/intake/admit";
import type { EarlierClaim, FilingRequest } from "@amends/domain/intake/case-facts";
import { addMs, type Instant } from "@amends/domain/kernel/time";
import type { BuyerPromise, OrderFacts, Shipment, Tender } from "@amends/domain/order/order-facts";
import { later } from "../case/a-case.ts";
import { comesToAnEnd, World } from "../case/a-world.ts";
import { type Happening, happen } from "../case/what-happens.ts";
import { actorOf, granted } from "../case/what-people-do.ts";
import { filing, line, photos, promise } from "../evaluation/filing.ts";
import { readPack, sha256 } from "../policy/read-pack.ts";
import { chance } from "./play.ts";

type Random = (below: number) => number;

const loaded = loadRunningPack(readPack("policies/base"), [], sha256);
if (loaded.kind !== "loaded") throw new Error("the base pack loads");
const RUNNING = loaded.value;

const one = <T>(random: Random, list: readonly T[]): T => {
  const chosen = list[random(list.length)];
  if (chosen === undefined) throw new Error("there is something to choose from");
  return chosen;
};

const CUP_MINOR = 5900n;
const POT_MINOR = 6900n;
const PROMISES: readonly (readonly BuyerPromise[])[] = [
  [],
  [],
  [promise("refund_before_return", null, "platform")],
  [promise("instant_refund_after_return_shipped", null, "platform")],
  [promise("instant_exchange", null, "platform")],
];

/** Three cups and two pots, paid by up to four tenders, with a discount, gifts and freight as chance will have it. */
const anyOrder = (random: Random): OrderFacts => {
  const discountMinor = one(random, [0n, 777n, 4000n, 9000n]);
  const freightMinor = one(random, [0n, 600n, 1000n]);
  const ofCups = (discountMinor * 2n) / 3n;
  const cupsMinor = 3n * CUP_MINOR - ofCups;
  const potsMinor = 2n * POT_MINOR - (discountMinor - ofCups);
  const lines = [
    line({
      lineNo: 1,
      skuId: "cup",
      productId: "cup",
      quantity: 3,
      unitPriceMinor: CUP_MINOR,
      paidMinor: cupsMinor,
      category: "home.cup",
      promises: one(random, PROMISES),
    }),
    line({
      lineNo: 2,
      skuId: "pot",
      productId: "pot",
      quantity: 2,
      unitPriceMinor: POT_MINOR,
      paidMinor: potsMinor,
      category: "home.cup",
      promises: one(random, PROMISES),
    }),
  ];
  const beside = [
    ["gift_card", one(random, [0n, 3001n, 4999n])],
    ["points", one(random, [0n, 333n, 1234n])],
    ["coupon", one(random, [0n, 500n])],
  ] as const;
  const restMinor = beside.reduce((left, [, minor]) => left - minor, cupsMinor + potsMinor + freightMinor);
  const paid: readonly (readonly [Tender["kind"], bigint])[] =
    random(2) === 0 ? [["wallet", restMinor], ...beside] : [...beside, ["wallet", restMinor]];
  const tenders = paid
    .filter(([, minor]) => minor > 0n)
    .map(([kind, paidMinor], index) => ({ tenderNo: index + 1, kind, methodRef: `${kind}-1`, paidMinor }));
  const { order } = filing({
    lines,
    order: {
      tenders,
      placedAt: later(-5),
      paidAt: later(-5),
      freight: {
        paidMinor: freightMinor,
        feeMinor: freightMinor === 0n ? 800n : freightMinor,
        freeFromMinor: one(random, [null, 20_000n]),
      },
      discounts:
        discountMinor === 0n
          ? []
          : [
              {
                discountNo: 1,
                bearer: one(random, ["seller", "platform"] as const),
                amountMinor: discountMinor,
                thresholdMinor: one(random, [null, 25_000n, 30_000n]),
                shares: [
                  { lineNo: 1, amountMinor: ofCups },
                  { lineNo: 2, amountMinor: discountMinor - ofCups },
                ],
              },
            ],
      gifts: random(2) === 0 ? [] : [{ giftNo: 1, name: "勺子", withLineNos: [1], markedPriceMinor: one(random, [null, 990n]) }],
      shipments: one(random, [[], [parcel(false)], [parcel(true)], [parcel(true)]]),
    },
  });
  return order;
};

const parcel = (isSigned: boolean): Shipment => ({
  shipmentNo: 1,
  carrier: "sf",
  trackingNo: "SF-OUT",
  lines: [
    { lineNo: 1, quantity: 3 },
    { lineNo: 2, quantity: 2 },
  ],
  shippedAt: later(-3),
  signedAt: isSigned ? later(-1) : null,
  events: [{ at: later(-3), code: "picked_up" }, ...(isSigned ? [{ at: later(-1), code: "signed" as const }] : [])],
});

const NO_AMENDMENT = { refundOnlyKind: null, amendment: null, agreedMinor: null } as const;
type Asked = Partial<FilingRequest> & {
  readonly replacementSkuId?: string;
  readonly goodsReceived?: boolean;
  readonly damageBasisPoints?: number;
};

const anyRequest = (random: Random): Partial<FilingRequest> => {
  const by = { differenceBy: { methodRef: one(random, ["wallet-1", "gift_card-1"]) } };
  const proof = { evidence: photos(3) };
  const asked = one<Asked>(random, [
    { serviceType: "return_refund", reason: "30.01" },
    { serviceType: "return_refund", reason: "30.01" },
    { serviceType: "return_refund", reason: "40.01", ...proof },
    { serviceType: "refund_only", refundOnlyKind: "pre_ship", reason: "10.01", goodsReceived: false },
    { serviceType: "refund_only", refundOnlyKind: "not_received", reason: "20.01", goodsReceived: false },
    { serviceType: "refund_only", refundOnlyKind: "agreed", reason: "40.01", agreedMinor: BigInt(100 + random(3000)), ...proof },
    { serviceType: "refund_only", refundOnlyKind: "unreturnable", reason: "40.01", damageBasisPoints: random(10_000), ...proof },
    { serviceType: "exchange", reason: "30.03", replacementSkuId: one(random, ["pot", "bowl"]), ...by },
    { serviceType: "exchange", reason: "30.03", replacementSkuId: "pot", ...by },
    { serviceType: "exchange", reason: "40.01", replacementSkuId: one(random, ["pot", "bowl"]), ...proof, ...by },
    { serviceType: "refuse_delivery", reason: "20.07", goodsReceived: false },
    { serviceType: "resend", reason: "60.02" },
    { serviceType: "repair", reason: "40.02" },
    { serviceType: "compensation", reason: "80.06" },
    { serviceType: "logistics", reason: "20.04", goodsReceived: false },
    { serviceType: "complaint", reason: "80.05" },
  ]);
  const { replacementSkuId = null, goodsReceived = true, damageBasisPoints = null, ...request } = asked;
  const first = 1 + random(2);
  const lineNos = random(4) === 0 ? [first, 3 - first] : [first];
  return {
    ...NO_AMENDMENT,
    ...request,
    lines: lineNos.map(lineNo => ({
      lineNo,
      quantity: 1 + random(lineNo === 1 ? 3 : 2),
      goodsReceived,
      condition: one(random, ["unopened", "opened_intact"] as const),
      damageBasisPoints,
      replacementSkuId,
    })),
  };
};

const CATALOGUE = [
  { skuId: "cup", productId: "cup", priceMinor: CUP_MINOR, available: 9 },
  { skuId: "pot", productId: "cup", priceMinor: POT_MINOR, available: 9 },
  { skuId: "bowl", productId: "cup", priceMinor: 4500n, available: 9 },
];
const METHODS = [
  { methodRef: "wallet-1", tenderKind: "wallet", balanceMinor: null },
  { methodRef: "gift_card-1", tenderKind: "gift_card", balanceMinor: 100_000n },
] as const;

/** An order and its cases: each is decided on what the others have come to. */
export class OrderPlay {
  readonly order: OrderFacts;
  readonly cases: World[] = [];
  readonly log: string[] = [];
  now: Instant = later(0);
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = chance(seed);
    this.order = anyOrder(this.#random);
  }

  /** Where the rules admit it and do not refuse it. */
  file(request: Partial<FilingRequest>): World | null {
    this.now = addMs(this.now, 60_000);
    const facts = filing({
      at: this.now,
      lines: this.order.lines,
      order: this.order,
      buyer: { methods: METHODS },
      claims: this.claimsBut(null),
      catalogue: CATALOGUE,
      request,
    });
    if (admit(facts, RUNNING.pack) !== null) return null;
    const { decision, money } = evaluateFiling(facts, RUNNING.pack);
    if (decision.outcome === "refused") return null;
    const rules = bindRules(RUNNING, decision.remedy.planTemplate, {
      ...facts,
      places: { book: [{ addressNo: 1, isDefault: true, contactTextId: "text_000000000000000000000009" }], receivers: [] },
    });
    const promised = money.ask !== null && money.computed?.kind === "refund" ? { ask: money.ask, breakdown: money.computed } : null;
    const caseId = `case_${String(this.cases.length + 1).padStart(24, "0")}` as const;
    const world = new World({
      rules,
      opened: openCase({ caseId, shortNo: `2611-${this.cases.length + 1}`, facts, decision, promised }, rules),
    });
    world.now = this.now;
    this.cases.push(world);
    this.log.push(`${caseId} filed: ${request.serviceType} by ${decision.remedy.planTemplate}`);
    return world;
  }

  claimsBut(world: World | null): readonly EarlierClaim[] {
    return this.cases.filter(other => other !== world).map(({ state }) => claimOf(state));
  }

  /** What a case does next, it does knowing of the others. */
  with<Result>(world: World, act: (world: World) => Result): Result {
    world.rules = { ...world.rules, claims: this.claimsBut(world) };
    if (world.now < this.now) world.now = this.now;
    const result = act(world);
    if (world.now > this.now) this.now = world.now;
    return result;
  }

  /** Everybody does what is hoped for from now on; where nothing is left to pay back, something is given on top. */
  bringToAnEnd(world: World): boolean {
    for (let tries = 0; tries < 3 && world.state.end === null; tries += 1) {
      this.with(world, comesToAnEnd);
      const step = world.state.steps.find(({ type, status }) => type === "review" && status === "active");
      if (step !== undefined) this.with(world, running => running.say(granted(1), actorOf(granted(1), step, running.state)));
    }
    return world.state.end !== null && this.with(world, comesToAnEnd) < 60;
  }

  go(rounds: number, checked: () => void): void {
    for (let round = 0; round < rounds; round += 1) {
      if (this.cases.length < 5 && this.#random(4) === 0) this.file(anyRequest(this.#random));
      for (const world of this.cases) {
        const [event, before] = [anyHappening(this.#random), world.events.length];
        this.with(world, running => happen(running, event));
        const types = world.events.slice(before).map(({ type }) => type);
        if (types.length > 0) this.log.push(`${world.state.caseId} ${JSON.stringify(event)}: ${types.join(", ")}`);
        checked();
      }
    }
  }
}

const anyHappening = (random: Random): Happening => {
  const n = random(1000);
  const kind = random(23);
  if (kind < 10) return { kind: "act", step: n, way: random(2) === 0 ? 0 : random(10), n };
  if (kind < 16) return { kind: "answer", effect: n, refuse: random(5) === 0 };
  if (kind < 19) return { kind: "say", role: random(1000), what: random(1000), n };
  if (kind < 21) return { kind: "time_runs_out" };
  return kind === 21 ? { kind: "wait", hours: random(100) } : random(3) === 0 ? { kind: "withdraw" } : { kind: "wait", hours: 1 };
};

/** What came back by each method, less what was taken by it; a transfer on top of what was paid is no tender's. */
export const backBy = (cases: readonly World[]): ReadonlyMap<string, bigint> => {
  const back = new Map<string, bigint>();
  for (const { events, state } of cases) {
    for (const event of events) {
      if (event.type !== "money_collected" && event.type !== "money_returned") continue;
      const isTaken = event.type === "money_collected";
      if (!isTaken && event.tenderNo === COMPENSATION_TENDER_NO) continue;
      const methodRef = isTaken ? state.money.collect?.methodRef : methodOf(state, event.tenderNo);
      if (methodRef === undefined) throw new Error(`${state.caseId} moved money by no method`);
      back.set(methodRef, (back.get(methodRef) ?? 0n) + (isTaken ? -event.amountMinor : event.amountMinor));
    }
  }
  return back;
};

const methodOf = ({ money: { collect, refunds } }: CaseState, tenderNo: number): string | undefined =>
  tenderNo === COLLECTED_TENDER_NO ? collect?.methodRef : refunds.find(refund => refund.tenderNo === tenderNo)?.methodRef;
