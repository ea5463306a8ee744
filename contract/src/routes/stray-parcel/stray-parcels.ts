import { z } from "zod";
import { COMMAND_REFUSALS } from "../../command-refusals.ts";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { externalId, id, instant, page, pageQuery, text } from "../../wire.ts";

const WAREHOUSE = ["warehouse", "seller", "integrator", "supervisor", "admin"] as const;

const strayParcel = z
  .strictObject({
    trackingNo: z.string(),
    carrier: z.string(),
    receivedAt: instant,
    status: z.enum(["waiting", "matched", "sent_back"]),
    caseId: id("case").nullable(),
    dueAt: instant,
  })
  .meta({ id: "StrayParcel" });

export const recordStrayParcel = defineRoute({
  method: "POST",
  path: "/v1/stray-parcels",
  summary: bilingual("登记找不到售后单的包裹", "Record a parcel that belongs to no known case"),
  access: { roles: WAREHOUSE },
  body: z.strictObject({ carrier: text(60), trackingNo: externalId }),
  answers: { 201: strayParcel },
  refusals: ["parcel_has_case", "parcel_not_yours"],
});

export const listStrayParcels = defineRoute({
  method: "GET",
  path: "/v1/stray-parcels",
  summary: bilingual("等待认领的包裹", "List the parcels waiting for somebody"),
  access: { roles: [...WAREHOUSE, "agent", "complaint_owner"] },
  query: z.strictObject({ ...pageQuery }),
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
