import type { SkuQuantity } from "@amends/domain/case/effect";
import { isId, type TextId } from "@amends/domain/kernel/ids";
import type { Routes } from "../sandbox/http-shell.ts";
import { SandboxMisused } from "../sandbox/partner.ts";
import { countIn, effectIdIn, type Fields, listIn, textIn, textOrNullIn } from "../sandbox/request-fields.ts";
import type { SandboxWarehouse } from "./sandbox-warehouse.ts";

export const warehouseRoutes = (warehouse: SandboxWarehouse): Routes => ({
  "/warehouse/reserve": fields => warehouse.reserve({ key: effectIdIn(fields, "key"), items: itemsIn(fields) }),
  "/warehouse/release": fields => warehouse.release(effectIdIn(fields, "reservation")),
  "/warehouse/ship": fields =>
    warehouse.ship({
      key: effectIdIn(fields, "key"),
      reservation: fields["reservation"] === null ? null : effectIdIn(fields, "reservation"),
      items: itemsIn(fields),
      toTextId: toTextIdIn(fields),
    }),
  "/warehouse/hold": fields => warehouse.hold({ key: effectIdIn(fields, "key"), trackingNo: textIn(fields, "trackingNo") }),
  "/warehouse/departures": fields => warehouse.recordDeparture(textIn(fields, "trackingNo")),
  "/warehouse/held": () => warehouse.held(),
  "/warehouse/stock/set": fields => warehouse.setStock(textIn(fields, "skuId"), countIn(fields, "quantity")),
  "/warehouse/stock": fields => warehouse.stockOf(textIn(fields, "skuId")),
});

const itemsIn = (fields: Fields): readonly SkuQuantity[] =>
  listIn(fields, "items").map(item => ({ skuId: textIn(item, "skuId"), quantity: countIn(item, "quantity") }));

const toTextIdIn = (fields: Fields): TextId | null => {
  const value = textOrNullIn(fields, "toTextId");
  if (value !== null && !isId("text", value)) throw new SandboxMisused("field toTextId must be the id of a text");
  return value;
};
