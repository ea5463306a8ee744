import { TAKES_IN_AS } from "@amends/domain/order/host-record";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, STAFF } from "../../route.ts";
import { id, page, pageQuery } from "../../wire.ts";

/** By name. A seller is shown those that take goods in for every seller, and its own. Where they are is personal data, and stays with the cases. */
export const listReceivers = defineRoute({
  method: "GET",
  path: "/v1/receivers",
  summary: bilingual("收货方列表：检测中心、退货仓、维修方", "List who takes goods in: inspection centres, return warehouses, repairers"),
  access: { roles: ["seller", ...STAFF, "integrator"] },
  query: z.strictObject({ ...pageQuery, takesInAs: z.enum(TAKES_IN_AS).optional() }),
  answers: {
    200: page(
      z
        .strictObject({
          receiverId: id("receiver"),
          name: z.string(),
          externalId: z.string(),
          takesInAs: z.enum(TAKES_IN_AS),
          /** Whose goods alone it takes in; null: every seller's. */
          seller: z.strictObject({ sellerId: id("seller"), name: z.string() }).nullable(),
          /** Nothing is sent to one that is closed, nor to one that has no address. */
          closed: z.boolean(),
          addressCount: z.int().min(0),
        })
        .meta({ id: "Receiver" }),
    ),
  },
  refusals: [],
});
