import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, STAFF } from "../../route.ts";
import { customerDetail } from "../../views/customer-view.ts";
import { externalId, page } from "../../wire.ts";

/** By the id the shop knows them by: one or none. Nobody leafs through the customers of an operation. */
export const listCustomers = defineRoute({
  method: "GET",
  path: "/v1/customers",
  summary: bilingual("按商家的客户编号查找客户", "Find a customer by the shop's own id"),
  access: { roles: [...STAFF, "integrator"] },
  query: z.strictObject({ externalId }),
  answers: { 200: page(customerDetail) },
  refusals: [],
});
