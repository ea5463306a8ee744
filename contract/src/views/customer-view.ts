import { CUSTOMER_TIERS } from "@amends/domain/order/host-record";
import { TENDER_KINDS } from "@amends/domain/order/order-facts";
import { z } from "zod";
import { amount, id } from "../wire.ts";

/** A customer as the shop described them and as cases have moved their stored value since. Personal data masked. */
export const customerDetail = z
  .strictObject({
    customerId: id("customer"),
    externalId: z.string(),
    tier: z.enum(CUSTOMER_TIERS),
    /** `balance` is null where the method is not limited, or nobody said. */
    methods: z.array(
      z.strictObject({ methodRef: z.string(), kind: z.enum(TENDER_KINDS), label: z.string().nullable(), balance: amount.nullable() }),
    ),
    /** Masked, the default first. Empty for readers who have no use for them. */
    addresses: z.array(z.strictObject({ name: z.string(), phone: z.string().nullable(), region: z.string(), detail: z.string() })),
    /** For those who may unmask them; the texts are in the order of the addresses. */
    unmask: z.strictObject({ personId: id("person"), addressTextIds: z.array(id("text")) }).nullable(),
  })
  .meta({ id: "CustomerDetail" });
