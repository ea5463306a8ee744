import { setShopClock } from "@amends/ui/format/shop-clock";
import { queryOptions } from "@tanstack/react-query";
import { client } from "../../../client.ts";

/** Once a visit the page asks what time it is at the shop. Who is not known yet reads their own clock until they are. */
export const clockQuery = queryOptions({
  queryKey: ["clock"],
  queryFn: async ({ signal }) => {
    const { body } = await client.showMe({ signal });
    setShopClock(body, Date.now());
    return true;
  },
  retry: false,
  staleTime: Number.POSITIVE_INFINITY,
});
