import type { Instant } from "@amends/domain/kernel/time";
import type { OrderFacts } from "@amends/domain/order/order-facts";

/** What a buyer is owed is what was owed then; an order paid on delivery was bought when it was placed. */
export const boughtAt = ({ paidAt, placedAt }: Pick<OrderFacts, "paidAt" | "placedAt">): Instant => paidAt ?? placedAt;
