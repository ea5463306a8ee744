import { refuse } from "@amends/contract/errors";
import { eraseCustomer as eraseCustomerRouteOf } from "@amends/contract/routes/customer/erase";
import { eraseCustomer } from "@amends/flows/erase-customer";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

export const eraseCustomerRoute = ({ reads: { personalData, findPerson } }: Pick<ServerDeps, "reads">) =>
  mount(eraseCustomerRouteOf, async ({ principal, params: { customerId }, body: { reason }, now }) => {
    const status = await eraseCustomer({ persons: personalData.persons, findPerson }, principal, { customerId, reason }, now);
    return status === "not_found" ? refuse("not_found", { id: customerId }) : answer(200, { status });
  });
