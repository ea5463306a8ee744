import type { BookPickup } from "@amends/domain/case/effect";
import { SCAN_CODES, type ScanCode } from "@amends/domain/case/parcel";
import { isId, type SellerId, type TextId } from "@amends/domain/kernel/ids";
import type { Routes } from "../sandbox/http-shell.ts";
import { SandboxMisused } from "../sandbox/partner.ts";
import { countIn, effectIdIn, type Fields, instantIn, minorIn, textIn, textOrNullIn } from "../sandbox/request-fields.ts";
import type { SandboxCarrier } from "./sandbox-carrier.ts";

export const carrierRoutes = (carrier: SandboxCarrier): Routes => ({
  "/carrier/intercept": fields =>
    carrier.intercept({ key: effectIdIn(fields, "key"), carrier: textIn(fields, "carrier"), trackingNo: textIn(fields, "trackingNo") }),
  "/carrier/trace": fields =>
    carrier.trace({ key: effectIdIn(fields, "key"), carrier: textIn(fields, "carrier"), trackingNo: textIn(fields, "trackingNo") }),
  "/carrier/pickups/book": fields =>
    carrier.bookPickup({
      key: effectIdIn(fields, "key"),
      sellerId: sellerIdIn(fields),
      fromTextId: fromTextIdIn(fields),
      returnAddressNo: countIn(fields, "returnAddressNo"),
      ...placeIn(fields),
      notBefore: instantIn(fields, "notBefore"),
    }),
  "/carrier/pickups/cancel": fields =>
    carrier.cancelPickup({
      key: effectIdIn(fields, "key"),
      booking: effectIdIn(fields, "booking"),
      carrier: textIn(fields, "carrier"),
      trackingNo: textIn(fields, "trackingNo"),
    }),
  "/carrier/advance": fields => {
    const known = textOrNullIn(fields, "carrier");
    const scan = { trackingNo: textIn(fields, "trackingNo"), code: codeIn(fields), at: instantIn(fields, "at") };
    return carrier.advance(known === null ? scan : { ...scan, carrier: known });
  },
  "/carrier/waybill": fields => carrier.issueWaybill(effectIdIn(fields, "key")),
  "/carrier/capacity": fields => carrier.setPickupCapacity(fields["perSlot"] === null ? null : countIn(fields, "perSlot")),
  "/carrier/pickup-fee": fields => carrier.setPickupFee(fields["feeMinor"] === null ? null : minorIn(fields, "feeMinor")),
  "/carrier/parcel": fields => carrier.parcel(textIn(fields, "trackingNo")),
  "/carrier/pickups": () => carrier.pickups(),
});

const sellerIdIn = (fields: Fields): SellerId => {
  const value = textIn(fields, "sellerId");
  if (!isId("seller", value)) throw new SandboxMisused("field sellerId must be the id of a seller");
  return value;
};

const fromTextIdIn = (fields: Fields): TextId | null => {
  const value = textOrNullIn(fields, "fromTextId");
  if (value !== null && !isId("text", value)) throw new SandboxMisused("field fromTextId must be the id of a text");
  return value;
};

/** Absent where nobody looked whose the address is. */
const placeIn = (fields: Fields): Pick<BookPickup, "receiverId" | "toTextId"> => {
  const [receiverId, toTextId] = [textOrNullIn(fields, "receiverId"), textOrNullIn(fields, "toTextId")];
  if (receiverId !== null && !isId("receiver", receiverId)) throw new SandboxMisused("field receiverId must be the id of a receiver");
  if (toTextId !== null && !isId("text", toTextId)) throw new SandboxMisused("field toTextId must be the id of a text");
  return { ...(receiverId === null ? {} : { receiverId }), ...(toTextId === null ? {} : { toTextId }) };
};

const codeIn = (fields: Fields): ScanCode => {
  const code = SCAN_CODES.find(candidate => candidate === fields["code"]);
  if (code === undefined) throw new SandboxMisused(`field code must be one of ${SCAN_CODES.join(", ")}`);
  return code;
};
