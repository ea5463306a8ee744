import { replayPostings } from "@amends/domain/case/check-postings";
import type { NamedCause } from "@amends/domain/case/named-cause";
import { NO_REFUNDS } from "@amends/domain/order/refund-totals";
import { splitAdvance } from "@amends/domain/recourse/bearer-shares";
import { postingsForBorne } from "@amends/domain/settlement/borne-for-seller";
import { computeRefund } from "@amends/domain/settlement/compute-refund";
import { balanced, type Leg, postingsForPromise } from "@amends/domain/settlement/postings";
import { whoBears } from "@amends/domain/settlement/who-bears";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aLine, anAsk, anOrder, pieces } from "../settlement/an-order.ts";
import { aCase, type CaseParts, after as given, type Running } from "./a-case.ts";

/** Photos and no record that agrees: not enough to hold it against the seller. */
const UNPROVED = 6000;
const POT = [{ lineNo: 2, quantity: 1 }];
const SELLER = "seller_0000000000000000000000s1";

const asked = (parts: Partial<CaseParts> = {}): Running =>
  aCase({ template: "refund_unreturnable", outcome: "review", confidenceBasisPoints: UNPROVED, lines: POT, ...parts });
const named = (rootCause: string, judgedReason = "70.01"): { readonly kind: "judge_cause" } & NamedCause => ({
  ...{ kind: "judge_cause", judgedReason, rootCause },
  ...{ evidence: [{ fileId: "file_000000000000000000000007", kind: "photo", sha256: "07" }] },
  text: { textId: "text_000000000000000000000007", textHash: "07" },
});
const APPROVE = { kind: "approve" } as const;

/** Each command's postings by themselves, as they were written. */
const booksOf = (start: Running, ...commands: Parameters<typeof given>[1][]) => {
  let [last, before] = [start, 0];
  const commits = [start.opened.events];
  for (const command of commands) {
    before = last.opened.events.length;
    last = given(last, command);
    commits.push(last.opened.events.slice(before));
  }
  return { ...last, postings: replayPostings(commits) };
};
const ofSeller = (postings: readonly { readonly kind: string; readonly legs: readonly Leg[] }[]) =>
  postings.flatMap(({ kind, legs }) =>
    legs.flatMap(({ account, partyRef, amountMinor }) =>
      account === "seller_settlement" && partyRef === SELLER ? [`${kind} ${amountMinor}`] : [],
    ),
  );

describe("what the platform bears is taken from the seller and given to the platform", () => {
  test("G-1: a pot for 50.00 that an agent lets the buyer keep stands on the seller's account with both its lines, and comes to nothing", () => {
    const { postings, opened } = booksOf(asked(), ["agent", APPROVE]);
    expect(ofSeller(postings)).toEqual(["promise 5000", "borne_by_platform -5000"]);
    expect(postings.at(-1)?.legs).toEqual([
      { account: "seller_settlement", partyRef: SELLER, amountMinor: -5000n },
      { account: "borne_for_seller", partyRef: "platform", amountMinor: 5000n },
    ]);
    expect(opened.events.at(-1)).toMatchObject({ type: "borne_by_platform", ruleId: "G-1", amountMinor: 5000n });
    expect(opened.state.borne).toMatchObject({ ruleId: "G-1" });
    expect(whoBears(postings.flatMap(({ legs }) => legs))).toEqual([{ partyRef: "platform", amountMinor: 5000n }]);
  });

  test("and passes back when a judge finds that the seller caused it, by the row that says so", () => {
    const { postings, opened } = booksOf(asked(), ["agent", APPROVE], ["agent", named("L-20")]);
    expect(ofSeller(postings)).toEqual(["promise 5000", "borne_by_platform -5000", "borne_by_platform 5000"]);
    expect(opened.events.at(-1)).toMatchObject({ type: "borne_by_platform", ruleId: "L-20", amountMinor: 0n, legs: [] });
    expect(opened.state.borne).toBeUndefined();
  });

  test("L-35: the platform's own wrong decision is the platform's, though the seller had agreed to pay", () => {
    const paid = asked({ template: "compensation", lines: POT });
    const granted = { refundMinor: 2000n, cashMinor: 300n, benefits: [], bearer: "seller" } as const;
    const { postings, opened } = booksOf(paid, ["seller", { kind: "grant", grant: granted }], ["supervisor", named("L-35", "80.12")]);
    expect(ofSeller(postings)).toEqual(["promise 2300", "borne_by_platform -2300"]);
    expect(opened.state.borne).toMatchObject({ ruleId: "L-35" });
    expect(opened.events.at(-1)).toMatchObject({ explanation: { zh: "平台的问题由平台负责" } });
  });

  test("with the price goes what was given on top: nothing of the case is left on the seller", () => {
    const { postings } = booksOf(asked({ template: "guarantee_claim", contests: true }), [
      "agent",
      { kind: "grant", grant: { refundMinor: 5000n, cashMinor: 1000n, benefits: [], bearer: null } },
    ]);
    expect(ofSeller(postings)).toEqual(["promise 6000", "borne_by_platform -6000"]);
  });

  test("of 20.00 that an agent offered and the buyer took, 20.00 pass to the platform and not the pot's 50.00", () => {
    const agreed = { kind: "make_offer", amountMinor: 2000n, keepGoods: true, benefits: [] } as const;
    const { postings } = booksOf(
      asked({ template: "return_refund" }),
      ["agent", agreed],
      ["buyer", { kind: "answer_offer", accept: true }],
    );
    expect(ofSeller(postings)).toEqual(["promise 2000", "borne_by_platform -2000"]);
  });

  test("a case decided before books said it keeps its postings as they were until something happens to it", () => {
    const { rules, opened } = given(asked(), ["agent", APPROVE]);
    const { borne: _none, liability, ...rest } = opened.state;
    const { rowId: _unknown, ...finding } = liability;
    const old = { rules, opened: { ...opened, state: { ...rest, liability: finding }, events: [] } };
    const { opened: next } = given(old, ["agent", { kind: "clear_attention" }]);
    expect(next.events).toMatchObject([{ type: "borne_by_platform", ruleId: "5.1", amountMinor: 5000n }]);
  });
});

test("who is pursued is the same before and after the books say it: nobody where the platform bears it, others for their share", () => {
  const charge: readonly Leg[] = [
    { account: "seller_settlement", partyRef: SELLER, amountMinor: 10_100n },
    { account: "gateway_clearing", partyRef: "card", amountMinor: -10_100n },
  ];
  const inward = [
    { party: "carrier_out", shareBasisPoints: 3000 },
    { party: "platform", shareBasisPoints: 5000 },
    { party: "seller", shareBasisPoints: 2000 },
  ] as const;
  const found = { inward, goodsMinor: 10_000n };
  const moved = postingsForBorne({ sellerId: SELLER, legs: charge, ...found });
  expect(moved).toMatchObject([{ amountMinor: -5000n }, { account: "borne_for_seller", amountMinor: 5000n }]);
  // 100.00 of goods in three shares, and 1.00 of freight that nobody shares.
  const owed = [
    { bearer: "seller", postedTo: "seller", owedMinor: 2100n },
    { bearer: "carrier_out", postedTo: "seller", owedMinor: 3000n },
  ];
  expect(splitAdvance(charge, found).shares).toEqual(owed);
  expect(splitAdvance([...charge, ...moved], found)).toMatchObject({ shares: owed, platformMinor: 5000n });
});

test("with the price go the freight both ways and each sum on top: by hand, 50.00 + 8.00 + 12.00 + 3.00, and what is the platform's or a creator's anyway stays theirs", () => {
  const order = anOrder({ lines: [aLine(1, 1, 5000n, 5000n)], freight: { paidMinor: 800n } });
  const sum = (head: string, amountMinor: bigint, bearer: "seller" | "platform" | "creator") => ({
    ...{ head, amountMinor, bearer, capMinor: null, ruleId: head },
  });
  const ask = anAsk({
    lines: [pieces(1, 1)],
    freight: {
      ...{ outbound: { kind: "rest" }, outboundBearer: "seller", brokenFreeFreight: "keep" },
      returnTrip: { kind: "reimburse", amountMinor: 1200n, bearer: "seller" },
    },
    extras: [sum("late_shipping", 300n, "seller"), sum("fake_times_n", 15_000n, "platform"), sum("live_room", 700n, "creator")],
  });
  const refund = computeRefund({ order, earlier: NO_REFUNDS, ask });
  if (refund.kind === "refused") throw new Error(refund.code);
  const legs = postingsForPromise(refund, { customerId: order.customerId, sellerId: SELLER });
  const moved = postingsForBorne({ sellerId: SELLER, legs, inward: [{ party: "platform", shareBasisPoints: 10_000 }], goodsMinor: 5000n });
  expect(moved).toEqual([
    { account: "seller_settlement", partyRef: SELLER, amountMinor: -7300n },
    { account: "borne_for_seller", partyRef: "platform", amountMinor: 7300n },
  ]);
  expect(whoBears([...legs, ...moved]).toSorted((left, right) => left.partyRef.localeCompare(right.partyRef))).toEqual([
    { partyRef: "creator", amountMinor: 700n },
    { partyRef: "platform", amountMinor: 22_300n },
  ]);
});

test("property: whatever is found, the move balances, takes no more than the seller was charged, and leaves nothing where all is the platform's", () => {
  const parties = ["seller", "platform", "carrier_out", "warehouse"] as const;
  fc.assert(
    fc.property(
      fc.bigInt({ min: -50_000n, max: 50_000n }),
      fc.bigInt({ min: 0n, max: 50_000n }),
      fc.integer({ min: 0, max: 10_000 }),
      fc.constantFrom(...parties),
      (chargedMinor, goodsMinor, share, other) => {
        fc.pre(other !== "platform");
        const legs = balanced([
          { account: "seller_settlement", partyRef: SELLER, amountMinor: chargedMinor },
          { account: "buyer_refunds_payable", partyRef: "buyer", amountMinor: -chargedMinor },
        ]);
        const inward = [
          { party: "platform" as const, shareBasisPoints: share },
          { party: other, shareBasisPoints: 10_000 - share },
        ];
        const moved = postingsForBorne({ sellerId: SELLER, legs, inward, goodsMinor });
        const takenMinor = -(moved.find(({ account }) => account === "seller_settlement")?.amountMinor ?? 0n);
        expect(takenMinor).toBeGreaterThanOrEqual(0n);
        expect(takenMinor <= (chargedMinor > 0n ? chargedMinor : 0n)).toBe(true);
        if (share === 10_000) expect(takenMinor).toBe(chargedMinor > 0n ? chargedMinor : 0n);
      },
    ),
    { numRuns: 500 },
  );
});

describe("G-1 is asked on every way to money for goods the buyer keeps", () => {
  const inwardOf = (running: Running) => running.opened.state.liability.inward.map(({ party }) => party);
  const GRANT = { kind: "grant", grant: { refundMinor: 1000n, cashMinor: 0n, benefits: [], bearer: null } } as const;
  const silent = (running: Running) => {
    const step = running.opened.state.steps.find(({ status }) => status === "active");
    if (step?.dueAt == null) throw new Error("a review waits");
    return given(running, ["system", { kind: "step_due", stepNo: step.stepNo }, step.dueAt]);
  };

  test.each(["guarantee_claim", "compensation", "complaint"])("a grant of the platform's person (%s)", template => {
    expect(inwardOf(given(asked({ template, contests: true }), ["agent", GRANT]))).toEqual(["platform"]);
    expect(inwardOf(given(asked({ template, contests: true, confidenceBasisPoints: 8000 }), ["agent", GRANT]))).toEqual(["seller"]);
    expect(inwardOf(given(asked({ template, contests: true, parcel: "picked_up" }), ["agent", GRANT]))).toEqual(["seller"]);
  });

  test("a grant of the seller's own is the seller's", () => {
    expect(inwardOf(given(asked({ template: "compensation" }), ["seller", GRANT]))).toEqual(["seller"]);
  });

  test("a guarantee claim: approved by the rules, by the platform's person, or by the seller's silence; not by the seller", () => {
    expect(inwardOf(asked({ template: "guarantee_claim", outcome: "approved" }))).toEqual(["platform"]);
    expect(inwardOf(given(asked({ template: "guarantee_claim", contests: true }), ["agent", APPROVE]))).toEqual(["platform"]);
    const claim = given(asked({ template: "guarantee_claim" }), [
      "buyer",
      { kind: "provide_evidence", items: [{ fileId: "file_000000000000000000000008", kind: "photo", sha256: "08" }] },
    ]);
    expect(inwardOf(given(claim, ["seller", APPROVE]))).toEqual(["seller"]);
  });

  test("the seller's silence to a claim for goods that cannot come back", () => {
    const quiet = silent(asked());
    expect(quiet.opened.state.steps.find(({ type }) => type === "review")?.outcome).toBe("approved");
    expect(inwardOf(quiet)).toEqual(["platform"]);
    expect(inwardOf(silent(asked({ confidenceBasisPoints: 8000 })))).toEqual(["seller"]);
    expect(inwardOf(silent(asked({ refundPromised: true })))).toEqual(["seller"]);
  });

  test("an offer of the platform's person that the buyer takes and keeps the goods", () => {
    const offer = { kind: "make_offer", amountMinor: 1000n, keepGoods: true, benefits: [] } as const;
    const accept = { kind: "answer_offer", accept: true } as const;
    expect(inwardOf(given(asked({ template: "guarantee_claim", contests: true }), ["agent", offer], ["buyer", accept]))).toEqual([
      "platform",
    ]);
    const coupon = { kind: "coupon", worthMinor: 500n, validDays: 30 } as const;
    const inKind = { ...offer, amountMinor: 0n, benefits: [coupon] };
    expect(inwardOf(given(asked({ template: "complaint" }), ["agent", inKind], ["buyer", accept]))).toEqual(["platform"]);
  });

  test("a batch of the platform's people, until its cause is named; not one of the seller's own", () => {
    const joined = (role: "agent" | "seller") =>
      given(asked(), [role, { kind: "join_batch", batchId: "batch_000000000000000000000001", judgedReason: "70.01", approves: true }]);
    expect(inwardOf(joined("agent"))).toEqual(["platform"]);
    expect(inwardOf(joined("seller"))).toEqual(["seller"]);
    expect(inwardOf(given(joined("agent"), ["agent", named("L-20")]))).toEqual(["seller"]);
  });

  test("L-34: the platform's own badge is no opt-in of the seller's, and is named as what the platform promised", () => {
    const { opened } = given(asked({ refundPromised: true, refundPromisedBy: "platform" }), ["agent", APPROVE]);
    expect(opened.state.borne).toMatchObject({ ruleId: "L-34" });
  });

  test("money that the seller is not charged for leaves nothing open", () => {
    const { events } = given(asked({ template: "compensation", contests: true }), [
      "agent",
      { kind: "grant", grant: { refundMinor: 0n, cashMinor: 500n, benefits: [], bearer: "platform" } },
    ]).opened;
    expect(events.map(({ type }) => type)).not.toContain("cause_left_open");
  });
});
