import { refuse } from "@amends/contract/errors";
import * as route from "@amends/contract/routes/stray-parcel/stray-parcels";
import { instant } from "@amends/domain/kernel/time";
import { acceptStrayParcel, matchStrayParcel, recordStrayParcel, type StrayParcel } from "@amends/flows/stray-parcels";
import { cursorOf, keyOfCursor } from "../../cursor.ts";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { refusalOf } from "../case/case-refusals.ts";

type Deps = Pick<ServerDeps, "filing" | "strayParcels">;

export const strayParcelRoutes = ({ filing, strayParcels }: Deps) => ({
  recordStrayParcel: mount(route.recordStrayParcel, async ({ principal, body, now }) => {
    const outcome = await recordStrayParcel(strayParcels, principal, { ...body, surplusOf: body.surplusOf ?? null }, now);
    if (outcome.kind === "known_case") return refuse("parcel_has_case", { trackingNo: body.trackingNo, caseId: outcome.caseId });
    if (outcome.kind === "not_of_case") return refuse("parcel_not_of_case", { trackingNo: body.trackingNo, caseId: outcome.caseId });
    if (outcome.kind === "not_yours") return refuse("parcel_not_yours", { trackingNo: body.trackingNo });
    return answer(201, shown(outcome.parcel));
  }),
  listStrayParcels: mount(route.listStrayParcels, async ({ scope, query: { cursor, limit, status = "waiting" } }) => {
    const [dueAt, trackingNo] = keyOfCursor(cursor);
    const after = typeof dueAt === "number" && typeof trackingNo === "string" ? { dueAt: instant(dueAt), trackingNo } : null;
    const parcels = await strayParcels.list(scope, status, after, limit + 1);
    const items = parcels.slice(0, limit);
    const last = items.at(-1);
    const nextCursor = parcels.length > limit && last !== undefined ? cursorOf([last.dueAt, last.trackingNo]) : null;
    return answer(200, { items: items.map(shown), nextCursor });
  }),
  matchStrayParcel: mount(route.matchStrayParcel, async ({ principal, params: { trackingNo }, body: { caseId }, now }) => {
    const outcome = await matchStrayParcel({ filing, strayParcels }, principal, { trackingNo, caseId }, now);
    switch (outcome.kind) {
      case "matched":
        return answer(200, shown(outcome.parcel));
      case "parcel_unknown":
        return refuse("not_found", { id: trackingNo });
      case "surplus_of_case":
        return refuse("surplus_of_case", { trackingNo, caseId });
      case "not_found":
        return refuse("not_found", { id: caseId });
      case "too_busy":
        return refuse("conflict_retry", { id: caseId });
      case "person_erased":
        return refuse("person_erased", { id: caseId });
      case "rejected":
        return refusalOf(outcome);
    }
  }),
  acceptStrayParcel: mount(route.acceptStrayParcel, async ({ principal, params: { trackingNo }, body: { caseId, lines }, now }) => {
    const outcome = await acceptStrayParcel({ filing, strayParcels }, principal, { trackingNo, caseId, lines }, now);
    switch (outcome.kind) {
      case "accepted":
        return answer(200, shown(outcome.parcel));
      case "parcel_unknown":
        return refuse("not_found", { id: trackingNo });
      case "not_found":
        return refuse("not_found", { id: caseId });
      case "too_busy":
        return refuse("conflict_retry", { id: caseId });
      case "person_erased":
        return refuse("person_erased", { id: caseId });
      case "rejected":
        return refusalOf(outcome);
    }
  }),
  sendBackStrayParcel: mount(route.sendBackStrayParcel, async ({ scope, params: { trackingNo }, now }) => {
    const settled = await strayParcels.settle(scope, trackingNo, { status: "sent_back" }, now);
    return settled === null ? refuse("not_found", { id: trackingNo }) : answer(200, shown(settled));
  }),
});

const shown = ({ sellerId: _seller, receivedBy: _by, ...parcel }: StrayParcel) => parcel;
