import type { NamedCause } from "@amends/domain/case/named-cause";
import { causeChoices, judgeCause } from "@amends/domain/evaluation/judge-cause";
import type { ServiceType } from "@amends/domain/intake/service-type";
import { splitAdvance } from "@amends/domain/recourse/bearer-shares";
import { describe, expect, test } from "vitest";
import { compiledPack } from "../policy/read-pack.ts";
import { aCase, FILED_AT, after as given, kindOf, later, shopOrder } from "./a-case.ts";

const PACK = compiledPack("policies/base");

/**
 * Written by hand from policy.md §5.5 and §3.6: the cause, a reason it is found behind and the plan the case runs; whom the buyer may look to; who bears
 * it, of ten thousand; who is pursued for the ¥100.00 the platform has paid; who pays the way out and the way back.
 */
const CAUSES = `
L-01 10.05 refund_pre_ship      seller      seller:10000            seller:10000        none/none
L-02 10.04 refund_pre_ship      seller      seller:10000            seller:10000        none/none
L-03 20.05 refund_not_received  seller      seller:10000            seller:10000        seller/seller
L-04 20.03 refund_not_received  seller      carrier_out:10000       carrier_out:10000   seller/seller
L-05 20.04 refund_not_received  seller      carrier_out:10000       carrier_out:10000   seller/seller
L-06 20.02 refund_not_received  seller      carrier_out:10000       carrier_out:10000   seller/seller
L-07 70.01 refund_unreturnable  none        buyer:10000             seller:10000        none/none
L-08 20.01 refund_not_received  buyer       buyer:10000             seller:10000        none/none
L-09 20.08 refund_not_received  seller      carrier_out:10000       carrier_out:10000   seller/seller
L-10 60.05 return_refund        seller      seller:10000            seller:10000        seller/seller
L-11 70.06 refund_unreturnable  seller      carrier_out:10000       carrier_out:10000   none/none
L-12 60.01 exchange             seller      seller:10000            seller:10000        seller/seller
L-13 60.02 resend               seller      warehouse:10000         warehouse:10000     seller/seller
L-14 40.01 exchange             seller      seller:10000            seller:10000        seller/seller
L-15 40.02 repair               seller      manufacturer:10000      manufacturer:10000  none/seller
L-16 50.01 return_refund        seller      seller:10000            seller:10000        seller/seller
L-17 50.03 return_refund        seller      seller:10000            seller:10000        seller/seller
L-18 50.05 refund_unreturnable  seller      seller:10000            seller:10000        seller/seller
L-19 50.06 refund_unreturnable  seller      seller:10000            seller:10000        seller/seller
L-20 70.01 refund_unreturnable  seller      seller:10000            seller:10000        none/none
L-21 70.08 return_refund        seller      seller:10000            seller:10000        seller/seller
L-22 40.12 compensation         seller      manufacturer:10000      manufacturer:10000  seller/seller
L-23 70.11 return_refund        seller      seller:10000            seller:10000        seller/seller
L-24 40.02 return_refund        none        buyer:10000             seller:10000        none/buyer
L-25 80.01 return_refund        seller      installer:10000         installer:10000     seller/seller
L-26 80.02 compensation         seller      installer:10000         installer:10000     none/none
L-27 80.03 repair               none        buyer:10000             seller:10000        none/buyer
L-28 40.08 exchange             seller      repairer:10000          repairer:10000      seller/seller
L-29 30.01 return_refund        buyer       carrier_return:10000    carrier_return:10000 buyer/buyer
L-30 30.01 return_refund        buyer       buyer:10000             seller:10000        buyer/buyer
L-31 30.01 return_refund        none        buyer:10000             seller:10000        buyer/buyer
L-32 30.01 return_refund        seller      seller:10000            seller:10000        seller/seller
L-33 30.01 return_refund        buyer       buyer:10000             seller:10000        buyer/buyer
L-34 80.04 compensation         seller      seller:10000            seller:10000        seller/seller
L-35 80.12 compensation         platform    platform:10000          -                   none/none
L-36 50.01 return_refund        platform    seller:10000            seller:10000        seller/seller
L-37 50.04 return_refund        live_room   seller:5000,creator:5000 seller:5000,creator:5000 seller/seller
L-38 20.01 resend               seller      pickup_point:10000      pickup_point:10000  seller/seller
L-39 80.13 refund_unreturnable  seller      seller:10000            seller:10000        none/none
L-40 80.05 complaint            seller      seller:10000            seller:10000        none/none
L-41 80.06 complaint            seller      seller:10000            seller:10000        none/none
L-42 90.04 compensation         platform    platform:10000          -                   none/none
L-43 20.01 refund_not_received  none        seller:10000            seller:10000        none/none
L-44 40.01 return_refund        seller      seller:5000,buyer:5000  seller:10000        seller/buyer
L-45 50.05 compensation         none        buyer:10000             seller:10000        none/none
L-46 40.11 return_refund        seller      manufacturer:10000      manufacturer:10000  seller/seller
L-47 70.09 compensation         testing_lab testing_lab:10000       testing_lab:10000   seller/seller
`
  .trim()
  .split("\n")
  .map(line => line.split(/\s+/))
  .map(([cause = "", reason = "", template = "", outward = "", inward = "", pursued = "", freight = ""]) => ({
    ...{ cause, reason, template, outward, inward, pursued, freight },
  }));

const PHOTO = { fileId: "file_000000000000000000000007", kind: "photo", sha256: "07" } as const;
const WHY = { textId: "text_000000000000000000000007", textHash: "07" } as const;

const named = (judgedReason: string, rootCause: string, evidence: NamedCause["evidence"] = [PHOTO]) =>
  ({ kind: "judge_cause", judgedReason, rootCause, evidence, text: WHY }) as const;

describe("the cause of a case", () => {
  test("is one of the 47 of the matrix, each expected here", () => {
    expect(CAUSES.map(({ cause }) => cause)).toEqual(PACK.vocabulary["judged.cause"]);
  });

  test.each(CAUSES)("$cause behind $reason: $outward answers, $inward bears, $freight", expected => {
    const { cause, reason, template } = expected;
    const { state } = given(aCase({ template }), ["agent", named(reason, cause)]).opened;
    const { inward } = state.liability;
    const shares = splitAdvance(
      [
        { account: "seller_settlement", partyRef: "seller", amountMinor: 10_000n },
        { account: "gateway_clearing", partyRef: "", amountMinor: -10_000n },
      ],
      { inward, goodsMinor: 10_000n },
    ).shares;
    const listed = (parts: readonly (readonly [string, number | bigint])[]): string =>
      parts.map(([party, share]) => `${party}:${share}`).join(",") || "-";
    expect({
      ...{ cause: state.rootCause, reason: state.judgedReason, template, outward: state.liability.outward },
      inward: listed(inward.map(({ party, shareBasisPoints }) => [party, shareBasisPoints])),
      pursued: listed(shares.map(({ bearer, owedMinor }) => [bearer, owedMinor])),
      freight: `${state.freight.outbound}/${state.freight.return}`,
    }).toEqual(expected);
    expect(state.judgement).toMatchObject({ by: { role: "agent" }, isFinal: false, objection: null, textId: WHY.textId });
  });

  test("L-29: a return that was lost is at the seller's risk where a fault of the seller sent it back", () => {
    const found = (reason: string) => given(aCase({ template: "return_refund" }), ["agent", named(reason, "L-29")]).opened.state.liability;
    expect(found("40.02")).toMatchObject({ outward: "seller", inward: [{ party: "seller" }] });
    expect(found("30.05")).toMatchObject({ outward: "buyer", inward: [{ party: "carrier_return" }] });
  });

  test("that the rules take from the claimed reason is always one a person may name too", () => {
    const table = PACK.tables.get("reasons");
    const missing = (table?.rows ?? []).flatMap(({ id }) => {
      const hit = table?.evaluate({ request: { reason: id } });
      const [types, cause] = [hit?.outputs["types"], hit?.outputs["cause"]];
      if (cause === "none" || typeof cause !== "string" || !Array.isArray(types)) return [];
      return types.flatMap(key => {
        const [type, kind = null] = String(key).split(".");
        const asked = { reason: id, request: { type: type as ServiceType, kind: kind as null } };
        return causeChoices(PACK, asked).some(choice => choice.cause === cause) ? [] : [`${id} ${key} ${cause}`];
      });
    });
    expect(missing).toEqual([]);
  });

  test("follows the scans of the parcel: what was damaged on its way is the carrier's", () => {
    const request = kindOf("return_refund");
    const place = { order: shopOrder("damaged"), lineNo: 1, at: FILED_AT };
    const asked = { reason: "60.05", cause: "L-10", request: { type: request.serviceType, kind: null } };
    expect(judgeCause(PACK, asked, place)).toMatchObject({ rowId: "L-10s", liability: { outward: "seller" } });
    const onItsWay = shopOrder("damaged");
    const [shipment] = onItsWay.shipments;
    if (shipment === undefined) throw new Error("the order was sent");
    const events = [{ at: later(-3), code: "picked_up" as const }, ...shipment.events];
    const scanned = { ...onItsWay, shipments: [{ ...shipment, events }] };
    expect(judgeCause(PACK, asked, { ...place, order: scanned })).toMatchObject({
      rowId: "L-10",
      liability: { inward: [{ party: "carrier_out", shareBasisPoints: 10_000 }] },
    });
  });
});

describe("a cause that lies with two", () => {
  const shared = (reason: string, cause: string, firstShareBasisPoints: number) =>
    given(aCase({ template: "return_refund" }), ["agent", { ...named(reason, cause), firstShareBasisPoints }]).opened.state.liability
      .inward;

  test("L-37, L-44: is borne as the judge finds each had a hand in it, and by half where nothing is said", () => {
    expect(shared("50.04", "L-37", 8_000)).toEqual([
      { party: "seller", shareBasisPoints: 8_000 },
      { party: "creator", shareBasisPoints: 2_000 },
    ]);
    expect(shared("40.01", "L-44", 1)).toEqual([
      { party: "seller", shareBasisPoints: 1 },
      { party: "buyer", shareBasisPoints: 9_999 },
    ]);
  });

  test("is not one that lies with one alone", () => {
    expect(() => shared("40.02", "L-15", 5_000)).toThrow("cause_not_shared");
  });
});

describe("who names a cause", () => {
  const opened = () => aCase({ template: "return_refund" });

  test("names one of the judged reason, and shows it where it goes against the buyer", () => {
    expect(() => given(opened(), ["agent", named("40.02", "L-20")])).toThrow("cause_not_for_reason");
    expect(() => given(opened(), ["agent", named("99.99", "L-24")])).toThrow("judged_reason_unknown");
    expect(() => given(opened(), ["agent", named("40.02", "L-24", [])])).toThrow("cause_needs_evidence");
    expect(given(opened(), ["agent", named("40.02", "L-15", [])]).opened.state.rootCause).toBe("L-15");
  });

  test("is a person of the platform and neither side of the dispute", () => {
    expect(() => given(opened(), ["seller", named("40.02", "L-24")])).toThrow("not_the_owner");
    expect(() => given(opened(), ["buyer", named("40.02", "L-15")])).toThrow("not_the_owner");
  });

  test("may find better until the seller objects; then somebody else looks, and it is settled", () => {
    const objection = { kind: "object_to_judgement", text: { textId: "text_000000000000000000000008", textHash: "08" } } as const;
    const judged = given(opened(), ["agent", named("40.02", "L-24")], ["agent", named("40.02", "L-15")]);
    const objected = given(judged, ["seller", objection]);
    expect(objected.opened.state).toMatchObject({
      attention: ["judgement_objected"],
      judgement: { objection: { by: { role: "seller" } } },
    });
    expect(() => given(objected, ["seller", objection])).toThrow("objected_before");
    expect(() => given(objected, ["agent", named("40.02", "L-24")])).toThrow("other_judge_needed");
    const settled = given(objected, ["supervisor", named("40.02", "L-24")]);
    expect(settled.opened.state).toMatchObject({ rootCause: "L-24", attention: [], judgement: { isFinal: true, objection: null } });
    expect(() => given(settled, ["seller", objection])).toThrow("judgement_final");
    expect(() => given(settled, ["admin", named("40.02", "L-15")])).toThrow("judgement_final");
  });

  test("is objected to within the time the pack gives, and only once there is something to object to", () => {
    const objection = { kind: "object_to_judgement", text: WHY } as const;
    expect(() => given(opened(), ["seller", objection])).toThrow("nothing_judged");
    const judged = given(opened(), ["agent", named("40.02", "L-15"), FILED_AT]);
    expect(given(judged, ["seller", objection, later(7)]).opened.state.judgement?.objection?.answerBy).toBe(later(12));
    expect(() => given(judged, ["seller", objection, later(8)])).toThrow("objection_too_late");
  });

  test("keeps an objection before people's eyes until it is answered, whatever else is cleared", () => {
    const objected = given(
      opened(),
      ["agent", named("40.02", "L-15")],
      ["seller", { kind: "object_to_judgement", text: WHY }],
      ["system", { kind: "order_facts_changed", toVersion: 2 }],
      ["agent", { kind: "clear_attention" }],
    );
    expect(objected.opened.state.attention).toEqual(["judgement_objected"]);
  });
});
