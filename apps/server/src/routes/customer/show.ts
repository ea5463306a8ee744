import { refuse } from "@amends/contract/errors";
import { showCustomer as showCustomerRouteOf } from "@amends/contract/routes/customer/show";
import { showCustomer } from "@amends/flows/show-customer";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { customerDetailOf } from "../../views/customer-view.ts";

export const showCustomerRoute = ({ reads }: Pick<ServerDeps, "reads">) =>
  mount(showCustomerRouteOf, async ({ principal, params: { customerId }, now }) => {
    const shown = await showCustomer(reads, principal, { customerId }, now);
    return shown === null ? refuse("not_found", { id: customerId }) : answer(200, customerDetailOf(shown));
  });
