import type { PolicyRecord } from "@amends/domain/policy/value";
import { speaks } from "./base-row.ts";
import type { PackExpectation } from "./expectation.ts";

type Claim = {
  readonly cause: string;
  readonly liable?: string;
  readonly ground?: string;
  readonly type?: string;
  readonly kind?: string;
  readonly department?: string;
  readonly sixMonths?: boolean;
};

const facts = ({
  cause,
  liable = "seller",
  ground = "quality",
  type = "return_refund",
  kind,
  department,
  sixMonths,
}: Claim): PolicyRecord => ({
  reason: { cause, liable, ground },
  request: { type, kind: kind ?? null },
  line: { department: department ?? "home", inSixMonths: sixMonths ?? true },
});

const burden = (rowId: string, [burdenOn, shiftsTo, ifSilent]: readonly [string, string, string], sentence: string, claim: Claim) =>
  speaks("burden", rowId, sentence, facts(claim), { burdenOn, shiftsTo, ifSilent });

const reversed = ["seller", "buyer", "seller_at_fault"] as const;
const DURABLE = ["electronics", "appliance", "appliances", "computers", "digital", "phones", "vehicle", "decoration"];

type Found = {
  readonly liable?: string;
  readonly ground?: string;
  readonly custody?: string;
  readonly lighterWith?: string;
  readonly reason?: string;
};

const bears = (rowId: string, [outward, inward]: readonly [string, string], sentence: string, found: Found = {}) =>
  speaks(
    "liability",
    rowId,
    sentence,
    {
      reason: { cause: rowId.slice(0, 4), liable: found.liable ?? "seller", ground: found.ground ?? "quality" },
      request: { reason: found.reason ?? "60.02" },
      line: { custody: found.custody ?? "unknown", lighterWith: found.lighterWith ?? "unknown" },
      order: { channel: "online" },
    },
    { outward, inward, inwardShare: 10_000, inwardOther: "none", otherShare: 0 },
  );

/** L-34: a promise binds whoever made it. */
const PROMISES = [
  { row: "L-34p", burdenRow: "B-34p", reason: "80.09", fact: "pricePromiseBy", by: "platform" },
  { row: "L-34c", burdenRow: "B-34c", reason: "80.09", fact: "pricePromiseBy", by: "creator" },
  { row: "L-34", burdenRow: "B-5", reason: "80.09", fact: "pricePromiseBy", by: "seller" },
  { row: "L-34", burdenRow: "B-5", reason: "80.09", fact: "guaranteeBy", by: "seller" },
  { row: "L-34g", burdenRow: "B-34g", reason: "80.04", fact: "guaranteeBy", by: "platform" },
  { row: "L-34h", burdenRow: "B-34h", reason: "80.04", fact: "guaranteeBy", by: "creator" },
  { row: "L-34", burdenRow: "B-5", reason: "80.04", fact: "guaranteeBy", by: "seller" },
  { row: "L-34h", burdenRow: "B-34h", reason: "50.04", fact: "guaranteeBy", by: "creator" },
  { row: "L-34", burdenRow: "B-5", reason: "50.04", fact: "pricePromiseBy", by: "seller" },
] as const;

const broken = (reason: string, made: Readonly<Record<string, string>>): PolicyRecord => ({
  reason: { cause: "L-34", liable: "seller", ground: "service" },
  request: { reason, type: "compensation", kind: null },
  line: { custody: "unknown", department: "home", inSixMonths: true, pricePromiseBy: "none", guaranteeBy: "none", ...made },
  order: { channel: "online" },
});

export const expectations: readonly PackExpectation[] = [
  ...DURABLE.map(department => burden("B-1", reversed, `durable: ${department}`, { cause: "L-15", department })),
  ...["L-14", "L-15", "L-25", "L-28"].map(cause =>
    burden("B-1", reversed, `a flaw of a phone within six months: ${cause}`, { cause, department: "phones" }),
  ),
  burden("B-4", ["buyer", "seller", "seller_at_fault"], "after six months what can be seen is the buyer's to show", {
    cause: "L-14",
    department: "phones",
    sixMonths: false,
  }),
  burden("B-4", ["buyer", "seller", "seller_at_fault"], "a cup is not durable in that sense", { cause: "L-14" }),
  burden("B-2", ["seller", "buyer", "refund"], "a lost phone has no flaw", { cause: "L-04", department: "phones" }),
  burden("B-2n", ["seller", "buyer", "refund"], "out of the delivery area nothing arrives either", {
    cause: "none",
    ground: "not_received",
    type: "refund_only",
  }),
  burden("B-37", ["live_room", "none", "return_and_refund"], "whether the live room named the seller is for the live room to show", {
    cause: "L-37",
    ground: "description",
  }),
  burden("B-10", ["carrier_out", "none", "carrier_liable"], "delay in carriage", { cause: "L-05" }),
  burden("B-12", ["seller", "none", "intact"], "opened to look", { cause: "L-33", liable: "buyer" }),
  burden("B-6", ["seller", "none", "for_buyer"], "whether food is safe", { cause: "L-21", ground: "fresh" }),
  burden("B-6h", ["seller", "none", "for_buyer"], "ill after eating", { cause: "L-22", ground: "fresh" }),
  burden("B-9", ["buyer", "manufacturer", "maker_liable"], "harm by a product that is no food", { cause: "L-22" }),
  burden("B-17", ["seller", "buyer", "refund"], "an allergy is not harm by a defect", { cause: "L-23", ground: "fresh" }),
  burden("B-15", ["platform", "none", "adverse_inference"], "a record that the platform keeps", { cause: "L-35", liable: "platform" }),
  burden("B-15", ["platform", "none", "adverse_inference"], "a seller whom nobody can find", { cause: "L-36" }),
  burden("B-16", ["platform", "none", "fault_presumed"], "personal data that leaked", { cause: "L-42", liable: "platform" }),
  burden("B-43", ["seller", "none", "decide_on_file"], "force majeure", { cause: "L-43" }),
  burden("B-00p", ["platform", "none", "adverse_inference"], "anything else of the platform", { cause: "none", liable: "platform" }),
  burden("B-00b", ["none", "none", "decide_on_file"], "a change of mind", { cause: "none", liable: "buyer" }),
  burden("B-19", ["seller", "buyer", "return_and_refund"], "what nobody can tell", { cause: "none" }),
  speaks(
    "liability",
    "L-36",
    "who cannot name the seller pays first",
    { reason: { cause: "L-36", liable: "seller" }, line: { custody: "unknown" }, order: { channel: "online" } },
    { outward: "platform", inward: "seller", inwardShare: 10_000, inwardOther: "none", otherShare: 0 },
  ),
  bears("L-11", ["seller", "carrier_out"], "thawed on its way"),
  bears("L-11w", ["seller", "warehouse"], "thawed before it was handed over", { custody: "seller" }),
  bears("L-13", ["seller", "warehouse"], "short, and nothing happened to it on its way"),
  bears("L-13l", ["seller", "carrier_out"], "short, and the parcel grew lighter on its way", { lighterWith: "carrier_out" }),
  bears("L-13p", ["seller", "pickup_point"], "short, and the parcel grew lighter where it lay", { lighterWith: "pickup_point" }),
  bears("L-13", ["seller", "warehouse"], "short, and the carrier was handed less than was packed", { lighterWith: "seller" }),
  bears("L-13", ["seller", "warehouse"], "short, and the parcel kept its weight", { lighterWith: "nobody" }),
  ...(["carrier_out", "pickup_point"] as const).flatMap(lighterWith => [
    bears(lighterWith === "carrier_out" ? "L-20l" : "L-20q", ["seller", lighterWith], "short weight, and so was the parcel", {
      lighterWith,
      reason: "70.02",
    }),
    bears("L-20", ["seller", "seller"], "rot does not show on a scale", { lighterWith, reason: "70.01" }),
  ]),
  bears("L-13c", ["seller", "carrier_out"], "short, and it was opened on its way", { custody: "carrier_out" }),
  bears("L-22", ["seller", "manufacturer"], "harm by goods that are defective"),
  bears("L-22c", ["seller", "carrier_out"], "harm by goods that the carriage made defective", { custody: "carrier_out" }),
  bears("L-29s", ["seller", "seller"], "a return for a fault of the seller is lost at the seller's risk"),
  bears("L-29", ["buyer", "carrier_return"], "a return without a reason is lost at the buyer's risk", {
    liable: "buyer",
    ground: "no_reason",
  }),
  bears("L-29", ["buyer", "carrier_return"], "a return within a longer promise is nobody's fault either", { ground: "no_reason" }),
  ...PROMISES.flatMap(({ row, burdenRow, reason, fact, by }) => [
    speaks("liability", row, `${reason}: the promise is the ${by}'s to keep`, broken(reason, { [fact]: by }), {
      ...{ outward: by, inward: by, inwardShare: 10_000, inwardOther: "none", otherShare: 0 },
    }),
    speaks("burden", burdenRow, `${reason}: that it was kept is the ${by}'s to show`, broken(reason, { [fact]: by }), {
      ...(by === "seller"
        ? { burdenOn: by, shiftsTo: "buyer", ifSilent: "return_and_refund" }
        : { burdenOn: by, shiftsTo: "none", ifSilent: "for_buyer" }),
    }),
  ]),
  bears("L-43", ["none", "seller"], "what a flood took before the sign-off"),
  bears("L-43b", ["none", "buyer"], "what a flood took after the sign-off", { custody: "buyer" }),
];
