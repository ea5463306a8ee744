import type { NamedCause } from "@amends/domain/case/named-cause";
import { splitAdvance } from "@amends/domain/recourse/bearer-shares";
import { showTimeline } from "@amends/flows/show-timeline";
import { describe, expect, test } from "vitest";
import { aCase, type CaseParts, after as given, type Running } from "./a-case.ts";

const SELLER = [{ party: "seller", shareBasisPoints: 10_000 }];
const PLATFORM = [{ party: "platform", shareBasisPoints: 10_000 }];
/** Photos and no record that agrees: not enough to hold it against the seller. */
const UNPROVED = 6000;

const asked = (parts: Partial<CaseParts> = {}): Running =>
  aCase({ template: "refund_unreturnable", outcome: "review", confidenceBasisPoints: UNPROVED, ...parts });
const named = (rootCause: string): { readonly kind: "judge_cause" } & NamedCause => ({
  ...{ kind: "judge_cause", judgedReason: "70.01", rootCause },
  ...{ evidence: [{ fileId: "file_000000000000000000000007", kind: "photo", sha256: "07" }] },
  text: { textId: "text_000000000000000000000007", textHash: "07" },
});
const inwardOf = ({ opened }: Running) => opened.state.liability.inward;
const typesOf = ({ opened }: Running) => opened.events.map(({ type }) => type);
/** Who is pursued for ¥100.00 that the platform has paid. */
const pursued = (running: Running) =>
  splitAdvance(
    [
      { account: "seller_settlement", partyRef: "seller", amountMinor: 10_000n },
      { account: "gateway_clearing", partyRef: "", amountMinor: -10_000n },
    ],
    { inward: inwardOf(running), goodsMinor: 10_000n },
  ).shares;
const APPROVE = { kind: "approve" } as const;

describe("G-1: a refund without a return that a person of the platform approves", () => {
  test("is the buyer's at once, and nobody is pursued for it until a cause is named", () => {
    const approved = given(asked(), ["agent", APPROVE]);
    expect(approved.opened.state.money.promised).toBe(true);
    expect(inwardOf(approved)).toEqual(PLATFORM);
    expect(approved.opened.state.liability.outward).toBe("seller");
    expect(pursued(approved)).toEqual([]);

    const judged = given(approved, ["agent", named("L-20")]);
    expect(inwardOf(judged)).toEqual(SELLER);
    expect(pursued(judged)).toMatchObject([{ bearer: "seller", owedMinor: 10_000n }]);
  });

  test("is told to the seller, and not to the buyer, whose matter it is not", () => {
    const { events } = given(asked(), ["supervisor", APPROVE]).opened;
    const shownTo = (audience: "seller" | "buyer") =>
      showTimeline(
        events,
        audience,
        () => null,
        () => null,
      ).filter(({ type }) => type === "cause_left_open");
    expect(shownTo("seller")).toMatchObject([{ data: { floor: "G-1", inward: PLATFORM }, by: { role: "supervisor", id: null } }]);
    expect(shownTo("buyer")).toEqual([]);
  });

  test("stays with the seller where a cause was judged or shown, or the seller promised just this", () => {
    expect(inwardOf(given(asked(), ["agent", named("L-20")], ["agent", APPROVE]))).toEqual(SELLER);
    expect(inwardOf(given(asked({ confidenceBasisPoints: 8000 }), ["agent", APPROVE]))).toEqual(SELLER);
    expect(inwardOf(given(asked({ refundPromised: true }), ["agent", APPROVE]))).toEqual(SELLER);
  });

  test("stays with the seller who agrees to it", () => {
    const agreed = given(asked(), ["seller", APPROVE]);
    expect(inwardOf(agreed)).toEqual(SELLER);
    expect(typesOf(agreed)).not.toContain("cause_left_open");
  });

  test("is another matter where the goods come back, or never came", () => {
    for (const template of ["return_refund", "refund_not_received"])
      expect(inwardOf(given(asked({ template }), ["agent", APPROVE]))).toEqual(SELLER);
  });
});

describe("G-1: a sum for goods that the buyer keeps", () => {
  const offer = { kind: "make_offer", amountMinor: 2000n, keepGoods: true, benefits: [] } as const;
  const accept = { kind: "answer_offer", accept: true } as const;
  const reviewed = (keepGoods: boolean) => (role: "agent" | "seller") =>
    given(asked({ template: "return_refund" }), [role, { ...offer, keepGoods }], ["buyer", accept]);

  test("that the platform offers and the buyer takes is the platform's until a cause is named", () => {
    expect(inwardOf(reviewed(true)("agent"))).toEqual(PLATFORM);
  });

  test("that the seller offers is the seller's, as is one for goods that come back", () => {
    expect(inwardOf(reviewed(true)("seller"))).toEqual(SELLER);
    expect(inwardOf(reviewed(false)("agent"))).toEqual(SELLER);
  });
});
