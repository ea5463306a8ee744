import { INSPECTION_GRADES } from "@amends/domain/case/case-state";
import { z } from "zod";
import { COMMAND_REFUSALS } from "../../command-refusals.ts";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { externalId, id, instant, list, page, pageQuery, text } from "../../wire.ts";

const WAREHOUSE = ["warehouse", "seller", "integrator", "supervisor", "admin"] as const;

const pieces = z.int().min(0).max(1_000_000);

const strayParcel = z
  .strictObject({
    trackingNo: z.string(),
    carrier: z.string(),
    receivedAt: instant,
    status: z.enum(["waiting", "matched", "sent_back", "accepted"]),
    /** The case it was matched to, or whose goods were kept. */
    caseId: id("case").nullable(),
    /** The case in whose parcel these goods came, as more than it claims. */
    surplusOf: id("case").nullable(),
    dueAt: instant,
  })
  .meta({ id: "StrayParcel" });

export const recordStrayParcel = defineRoute({
  method: "POST",
  path: "/v1/stray-parcels",
  summary: bilingual(
    "登记找不到售后单的包裹，或包裹里多出的商品",
    "Record a parcel that belongs to no known case, or what was too much in one",
  ),
  access: { roles: WAREHOUSE },
  body: z.strictObject({ carrier: text(60), trackingNo: externalId, surplusOf: id("case").optional() }),
  answers: { 201: strayParcel },
  refusals: ["parcel_has_case", "parcel_not_of_case", "parcel_not_yours"],
});

export const listStrayParcels = defineRoute({
  method: "GET",
  path: "/v1/stray-parcels",
  summary: bilingual("等待认领或已处理的包裹", "List the parcels waiting for somebody, or what became of them"),
  access: { roles: [...WAREHOUSE, "agent", "complaint_owner"] },
  /** Those waiting, the first due first; or those settled, the latest due first. */
  query: z.strictObject({ ...pageQuery, status: z.enum(["waiting", "settled"]).optional() }),
  answers: { 200: page(strayParcel) },
  refusals: [],
});

export const matchStrayParcel = defineRoute({
  method: "POST",
  path: "/v1/stray-parcels/{trackingNo}/match",
  summary: bilingual("把包裹认领到售后单", "Match a parcel to its case"),
  access: { roles: [...WAREHOUSE, "agent"] },
  params: z.strictObject({ trackingNo: externalId }),
  body: z.strictObject({ caseId: id("case") }),
  answers: { 200: strayParcel },
  refusals: [...COMMAND_REFUSALS, "conflict_retry", "surplus_of_case"],
});

/** For goods whose price went back to the buyer before they came: they are counted and graded as at any inspection, and nothing is paid for them. */
export const acceptStrayParcel = defineRoute({
  method: "POST",
  path: "/v1/stray-parcels/{trackingNo}/accept",
  summary: bilingual("收下已退过款的迟到商品", "Keep goods that came late and were paid back before"),
  access: { roles: [...WAREHOUSE, "agent"] },
  params: z.strictObject({ trackingNo: externalId }),
  body: z.strictObject({
    caseId: id("case"),
    lines: list(
      z.strictObject({ lineNo: z.int().min(1).max(10_000), grade: z.enum(INSPECTION_GRADES), good: pieces, damaged: pieces }),
      100,
    ),
  }),
  answers: { 200: strayParcel },
  refusals: [...COMMAND_REFUSALS, "conflict_retry"],
});

export const sendBackStrayParcel = defineRoute({
  method: "POST",
  path: "/v1/stray-parcels/{trackingNo}/send-back",
  summary: bilingual("把无主包裹退回寄件人", "Send a stray parcel back to its sender"),
  access: { roles: WAREHOUSE },
  params: z.strictObject({ trackingNo: externalId }),
  answers: { 200: strayParcel },
  refusals: ["not_found"],
});
