import { isId, type SellerId, type TextId } from "@amends/domain/kernel/ids";
import type { Routes } from "../sandbox/http-shell.ts";
import { SandboxMisused } from "../sandbox/partner.ts";
import { countIn, effectIdIn, type Fields, instantIn, listIn, textIn, textOrNullIn } from "../sandbox/request-fields.ts";
import type { SandboxWorkshop } from "./sandbox-workshop.ts";

export const workshopRoutes = (workshop: SandboxWorkshop): Routes => ({
  "/workshop/repairs": fields =>
    workshop.orderRepair({
      key: effectIdIn(fields, "key"),
      sellerId: sellerIdIn(fields),
      items: listIn(fields, "items").map(item => ({ skuId: textIn(item, "skuId"), quantity: countIn(item, "quantity") })),
      place: textIn(fields, "place") === "home" ? "home" : "workshop",
    }),
  "/workshop/visits/book": fields =>
    workshop.bookVisit({
      key: effectIdIn(fields, "key"),
      sellerId: sellerIdIn(fields),
      atTextId: textIdIn(fields),
      notBefore: instantIn(fields, "notBefore"),
    }),
  "/workshop/capacity": fields =>
    workshop.setCapacity({
      jobs: fields["jobs"] === null ? null : countIn(fields, "jobs"),
      visitsPerSlot: fields["visitsPerSlot"] === null ? null : countIn(fields, "visitsPerSlot"),
    }),
  "/workshop/jobs": () => workshop.jobs(),
  "/workshop/visits": () => workshop.visits(),
});

const sellerIdIn = (fields: Fields): SellerId => {
  const value = textIn(fields, "sellerId");
  if (!isId("seller", value)) throw new SandboxMisused("field sellerId must be the id of a seller");
  return value;
};

const textIdIn = (fields: Fields): TextId | null => {
  const value = textOrNullIn(fields, "atTextId");
  if (value !== null && !isId("text", value)) throw new SandboxMisused("field atTextId must be the id of a text");
  return value;
};
