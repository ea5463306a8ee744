import { listSellers } from "@amends/contract/routes/seller/list";
import { isId } from "@amends/domain/kernel/ids";
import type { SellerCursor } from "@amends/flows/seller-reader";
import { cursorOf, keyOfCursor } from "../../cursor.ts";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

export const listSellersRoute = ({ sellers }: Pick<ServerDeps, "sellers">) =>
  mount(listSellers, async ({ scope, query: { q, cursor, limit } }) => {
    const found = await sellers.list(scope, { q: q ?? null, after: afterOf(cursor), limit: limit + 1 });
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    return answer(200, { items, nextCursor: last === undefined ? null : cursorOf([last.name, last.sellerId]) });
  });

const afterOf = (cursor: string | undefined): SellerCursor | null => {
  const [name, sellerId] = keyOfCursor(cursor);
  return typeof name === "string" && typeof sellerId === "string" && isId("seller", sellerId) ? { name, sellerId } : null;
};
