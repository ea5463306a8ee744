import { checkStages } from "@amends/domain/evaluation/check-stages";
import { judgeCause } from "@amends/domain/evaluation/judge-cause";
import { findUnreachableRows } from "@amends/domain/policy/report";
import { COST_BEARERS } from "@amends/domain/recourse/bearer-shares";
import { describe, expect, test } from "vitest";
import { FILED_AT, shopOrder } from "../case/a-case.ts";
import { compiledPack } from "../policy/read-pack.ts";

const PACK = compiledPack("policies/base", ["policies/cross-border"]);
const PLACE = { order: shopOrder(), lineNo: 1, at: FILED_AT };
const RETURN = { type: "return_refund", kind: null } as const;

describe("goods from abroad", () => {
  test("have rules that stand on the default pack and hide none of it", () => {
    expect(checkStages(PACK)).toEqual([]);
    expect([...PACK.tables.values()].flatMap(table => findUnreachableRows(table).map(row => `${table.id}/${row.rowId}`))).toEqual([]);
  });

  // Chosen, for want of a rule read: the seller answers to the buyer, and whoever kept, packed, labelled or spoke bears it.
  test.each([
    ["L-12", "60.01", "seller", "overseas_warehouse"],
    ["L-13", "60.01", "seller", "overseas_warehouse"],
    ["L-19", "50.01", "seller", "domestic_agent"],
    ["L-32", "80.14", "seller", "domestic_agent"],
    ["L-36", "50.01", "platform", "domestic_agent"],
    ["L-41", "80.07", "seller", "domestic_agent"],
    ["L-14", "60.05", "seller", "seller"],
    ["L-04", "60.05", "seller", "carrier_out"],
  ])("%s behind %s: %s answers to the buyer, %s bears it and is pursued", (cause, reason, outward, bearer) => {
    expect(judgeCause(PACK, { reason, cause, request: RETURN }, PLACE)).toMatchObject({
      liability: { outward, inward: [{ party: bearer, shareBasisPoints: 10_000 }] },
    });
    expect(COST_BEARERS).toContain(bearer);
  });

  test("are claimed for from an overseas warehouse with more time, and from a domestic agent like from anybody", () => {
    const first = (bearer: string) => PACK.tables.get("recourse")?.evaluate({ recourse: { bearer, after: "none" } });
    expect(first("overseas_warehouse")).toMatchObject({ rowId: "RC-01x", outputs: { recoverFrom: "claim", waitSeconds: 5_184_000 } });
    expect(first("domestic_agent")).toMatchObject({ rowId: "RC-03", outputs: { recoverFrom: "claim", waitSeconds: 2_592_000 } });
  });

  test("go back to a warehouse in the country, and the agent there speaks for the seller", () => {
    const hit = PACK.tables.get("plans")?.evaluate({ request: { type: "return_refund" }, remedy: { instantRefund: "none" } });
    expect(hit?.outputs["planTemplate"]).toBe("return_refund_cross_border");
    expect(PACK.templates["return_refund_cross_border"]).toMatchObject({
      steps: { review: { zh: "境内代理审核", owner: "seller" }, receive: { zh: "境内退货仓签收", owner: "warehouse" } },
    });
  });
});
