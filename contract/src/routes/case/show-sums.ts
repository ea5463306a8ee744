import { TENDER_KINDS } from "@amends/domain/order/order-facts";
import { PARTIES } from "@amends/domain/party/party";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, STAFF } from "../../route.ts";
import { amount, id } from "../../wire.ts";

/** An amount that is added to what the buyer gets, or taken off it. */
const moved = { sign: z.enum(["plus", "minus"]), amount };

/** The refund of a case line by line: a table a buyer can read, from which every figure of the case follows. */
export const showCaseSums = defineRoute({
  method: "GET",
  path: "/v1/cases/{caseId}/sums",
  summary: bilingual("金额怎么算的", "Show how the sums come about"),
  access: { roles: ["buyer", "seller", ...STAFF, "integrator"] },
  params: z.strictObject({ caseId: id("case") }),
  answers: {
    200: z
      .strictObject({
        caseId: id("case"),
        /** Null where no money goes back by a computed refund, or where it was called off. */
        refund: z
          .strictObject({
            /** Steps sum to the total, plus what is struck off an earlier demand, less what is still to be paid by the buyer. */
            steps: z.array(z.strictObject({ key: z.string(), zh: z.string(), en: z.string(), ...moved, ruleIds: z.array(z.string()) })),
            total: amount,
            struckOff: amount,
            toCollect: amount,
            lines: z.array(
              z.strictObject({
                lineNo: z.int(),
                name: z.string(),
                quantity: z.int(),
                from: z.enum(["untouched", "partly_refunded", "exchanged"]),
                /** What was really paid for the pieces, what of it goes back, the tax within that, and what damage takes off. */
                worth: amount,
                amount,
                tax: amount,
                damage: amount,
              }),
            ),
            tenders: z.array(
              z.strictObject({
                tenderNo: z.int(),
                kind: z.enum(TENDER_KINDS),
                paid: amount,
                amount,
                manner: z.enum(["original_route", "in_kind", "other_method"]),
              }),
            ),
            /** What of each discount falls back to whoever gave it, and what the buyer loses of it on goods kept. */
            discounts: z.array(
              z.strictObject({
                bearer: z.enum(["platform", "seller", "creator"]),
                fellBack: z.strictObject(moved),
                lost: z.strictObject(moved),
              }),
            ),
            /** Who pays for it among themselves is not for the buyer: null there. */
            bearers: z.array(z.strictObject({ party: z.enum(PARTIES), ...moved })).nullable(),
          })
          .nullable(),
        returnFreight: z.strictObject({
          /** Whether the buyer who pays the parcel back is owed what it costs. */
          isOwed: z.boolean(),
          /** The most that is given back without a person's decision, and above which sum a receipt is asked for. */
          most: amount,
          receiptAbove: amount,
          stated: z.strictObject({ amount, paidBy: z.enum(["buyer", "platform"]) }).nullable(),
        }),
      })
      .meta({ id: "CaseSums" }),
  },
  refusals: ["not_found"],
});
