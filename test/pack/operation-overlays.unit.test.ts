import { checkStages } from "@amends/domain/evaluation/check-stages";
import { evaluate } from "@amends/domain/evaluation/evaluate";
import type { OperationKind } from "@amends/domain/intake/case-facts";
import type { BuyerPromise } from "@amends/domain/order/order-facts";
import { findUnreachableRows } from "@amends/domain/policy/report";
import { serviceStandard } from "@amends/domain/promise/service-standard";
import { describe, expect, it } from "vitest";
import { BASE } from "../evaluation/base-pack.ts";
import { type Filing, filing, hoursAfterSigning, line, photos } from "../evaluation/filing.ts";
import { compiledPack } from "../policy/read-pack.ts";

const OVERLAYS: Readonly<Record<OperationKind, string>> = {
  c2c: "policies/c2c",
  group_buy: "policies/group-buy",
  marketplace: "policies/marketplace",
  brand: "policies/brand",
};
const PACKS = new Map(Object.entries(OVERLAYS).map(([kind, folder]) => [kind, compiledPack("policies/base", [folder])]));
const pack = (kind: OperationKind) => PACKS.get(kind) ?? expect.fail(kind);
const decide = (kind: OperationKind, given: Filing) => evaluate(filing({ ...given, operation: { kind, ...given.operation } }), pack(kind));

describe.each(Object.keys(OVERLAYS) as OperationKind[])("the rules of a %s operation", kind => {
  it("stand on the default pack, have all that is asked, and no row that another hides", () => {
    expect(checkStages(pack(kind))).toEqual([]);
    expect([...pack(kind).tables.values()].flatMap(table => findUnreachableRows(table).map(row => `${table.id}/${row.rowId}`))).toEqual([]);
  });

  it("keep the seven-day right as the law gives it", () => {
    expect(decide(kind, {}).outcome).toBe("approved");
    expect(decide(kind, { at: hoursAfterSigning(9 * 24) }).outcome).toBe("refused");
  });
});

const damaged = (paidMinor: bigint): Filing => ({
  at: hoursAfterSigning(10),
  stage: "damaged",
  lines: [line({ paidMinor })],
  request: { reason: "60.05", evidence: photos(2) },
});
const kept = (paidMinor: bigint): Filing => ({
  ...damaged(paidMinor),
  filed: { damageBasisPoints: 2000 },
  request: { reason: "60.05", serviceType: "refund_only", refundOnlyKind: "unreturnable", evidence: photos(2) },
});

describe("what differs by the kind of operation", () => {
  it("between private people no machine decides a fault", () => {
    expect(evaluate(filing(damaged(12_800n)), BASE).outcome).toBe("approved");
    expect(decide("c2c", damaged(12_800n)).outcome).toBe("review");
  });

  it("on a marketplace money goes back without the goods only by the seller's word", () => {
    expect(evaluate(filing(kept(12_800n)), BASE).outcome).toBe("approved");
    expect(decide("marketplace", kept(12_800n)).outcome).toBe("review");
    expect(decide("marketplace", damaged(12_800n)).outcome).toBe("approved");
  });

  it("a brand grants up to a thousand yuan at once, others five hundred", () => {
    const upTo = (kind: OperationKind) => [50_000n, 50_001n, 100_000n, 100_001n].map(paid => decide(kind, damaged(paid)).outcome);
    expect(upTo("marketplace")).toEqual(["approved", "review", "review", "review"]);
    expect(upTo("brand")).toEqual(["approved", "approved", "approved", "review"]);
  });

  it("fresh goods of a group order are looked at for 24 hours after the pickup, others for 48", () => {
    const rotten = (hours: number): Filing => ({
      at: hoursAfterSigning(hours),
      lines: [line({ category: "fresh.fruit.apple", sevenDay: { class: "abs_fresh", confirmation: null } })],
      filed: { damageBasisPoints: 2000 },
      request: { reason: "70.01", serviceType: "refund_only", refundOnlyKind: "unreturnable", evidence: photos(3) },
    });
    const inTime = (kind: OperationKind, hours: number) => decide(kind, rotten(hours)).lines[0]?.route === "unreturnable";
    expect([inTime("group_buy", 23), inTime("group_buy", 24)]).toEqual([true, false]);
    expect([inTime("marketplace", 47), inTime("marketplace", 48)]).toEqual([true, false]);
  });

  it("rotten fruit with its photos and its share is refunded by its tier at once where the leader promised it, and else asked of the seller", () => {
    const rotten = (promises: readonly BuyerPromise[], given: Filing = {}): Filing => ({
      at: hoursAfterSigning(10),
      lines: [line({ paidMinor: 12_800n, category: "fresh.fruit.apple", promises, sevenDay: { class: "abs_fresh", confirmation: null } })],
      filed: { damageBasisPoints: 4000 },
      ...given,
      request: { reason: "70.01", serviceType: "refund_only", refundOnlyKind: "unreturnable", evidence: photos(3), ...given.request },
    });
    const badge: readonly BuyerPromise[] = [{ kind: "bad_item", by: "seller", value: null, capMinor: null }];
    const decision = decide("group_buy", rotten(badge));
    expect([decision.outcome, decision.remedy.refundMinor, decision.floors]).toEqual(["approved", 6400n, []]);
    const outcome = (kind: OperationKind, given: Filing) => decide(kind, given).outcome;
    expect(outcome("group_buy", rotten([]))).toBe("review");
    expect(outcome("group_buy", rotten(badge, { request: { evidence: photos(2) } }))).toBe("review");
    expect(outcome("group_buy", rotten(badge, { filed: {} }))).toBe("review");
    expect(outcome("group_buy", rotten(badge, { at: hoursAfterSigning(24) }))).toBe("review");
    expect(outcome("marketplace", rotten(badge))).toBe("review");
    const dear = [200, 201].map(yuan =>
      outcome("group_buy", {
        ...rotten(badge),
        lines: [
          line({
            paidMinor: BigInt(yuan) * 100n,
            category: "fresh.fruit.apple",
            promises: badge,
            sevenDay: { class: "abs_fresh", confirmation: null },
          }),
        ],
      }),
    );
    expect(dear).toEqual(["approved", "review"]);
  });

  it("what two private people confirmed at the hand-over is for the buyer to disprove, and where they disagree the goods are examined", () => {
    const acceptance = {
      at: hoursAfterSigning(0),
      condition: "as_described",
      accessories: ["充电器"],
      serialNo: "F2L-1",
      photos: [],
    } as const;
    const flawed = (kind: OperationKind, confirmed: boolean, given: Filing = {}) =>
      decide(kind, {
        ...damaged(12_800n),
        lines: [line({ paidMinor: 12_800n, ...(confirmed ? { acceptance } : {}) })],
        seller: { isTrader: false },
        ...given,
        request: { reason: "60.01", ...given.request },
      });
    expect([flawed("c2c", false).liability.burdenOn, flawed("c2c", true).liability.burdenOn]).toEqual(["seller", "buyer"]);
    expect(flawed("c2c", true, { request: { reason: "40.02" } }).liability.burdenOn).toBe("seller");
    expect(flawed("c2c", true, { seller: { isTrader: true } }).liability.burdenOn).toBe("seller");
    const some = line({ quantity: 2, paidMinor: 12_800n, acceptance: { ...acceptance, pieces: 1 } });
    expect(flawed("c2c", true, { lines: [some] }).liability.burdenOn).toBe("seller");
    expect(flawed("marketplace", true).liability.burdenOn).not.toBe(flawed("c2c", true).liability.burdenOn);
    expect([flawed("c2c", true).remedy.planTemplate, flawed("brand", true).remedy.planTemplate]).toEqual([
      "return_refund_c2c",
      "return_refund",
    ]);
  });

  it("silence of a seller decides sooner for fresh goods and for a brand, later for a private person", () => {
    const silence = (kind: OperationKind) =>
      serviceStandard(pack(kind), {
        step: { type: "review", owner: "seller" },
        request: { type: "return_refund", kind: null },
        severity: { level: "p4" },
        buyer: { tier: "standard" },
      }).silenceSeconds;
    expect([silence("group_buy"), silence("brand"), silence("marketplace"), silence("c2c")]).toEqual([10_800, 43_200, 129_600, 172_800]);
  });
});
