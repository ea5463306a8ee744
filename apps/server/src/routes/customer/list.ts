import { listCustomers as listCustomersRouteOf } from "@amends/contract/routes/customer/list";
import { showCustomer } from "@amends/flows/show-customer";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { customerDetailOf } from "../../views/customer-view.ts";

export const listCustomersRoute = ({ reads }: Pick<ServerDeps, "reads">) =>
  mount(listCustomersRouteOf, async ({ principal, query: { externalId }, now }) => {
    const shown = await showCustomer(reads, principal, { externalId }, now);
    return answer(200, { items: shown === null ? [] : [customerDetailOf(shown)], nextCursor: null });
  });
