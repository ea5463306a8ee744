import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, STAFF } from "../../route.ts";
import { customerDetail } from "../../views/customer-view.ts";
import { id } from "../../wire.ts";

export const showCustomer = defineRoute({
  method: "GET",
  path: "/v1/customers/{customerId}",
  summary: bilingual("客户详情", "Show a customer"),
  access: { roles: ["buyer", ...STAFF, "integrator"] },
  params: z.strictObject({ customerId: id("customer") }),
  answers: { 200: customerDetail },
  refusals: ["not_found"],
});
