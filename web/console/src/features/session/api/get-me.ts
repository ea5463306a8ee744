import type { Role } from "@amends/domain/party/party";
import { setShopClock } from "@amends/ui/format/shop-clock";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { client, keepCsrf } from "../../../client.ts";

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async ({ signal }) => {
    const { body } = await client.showMe({ signal });
    setShopClock(body, Date.now());
    if (body.session !== undefined) keepCsrf(body.session.csrf);
    return body.identity;
  },
  staleTime: Number.POSITIVE_INFINITY,
});

/** Only inside the signed-in part of the app. */
export const useRole = (): Role | undefined => useQuery(meQuery).data?.role;
