import { listReceivers } from "@amends/contract/routes/receiver/list";
import { isId } from "@amends/domain/kernel/ids";
import type { ReceiverCursor } from "@amends/flows/receiver-reader";
import { cursorOf, keyOfCursor } from "../../cursor.ts";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

export const listReceiversRoute = ({ receivers }: Pick<ServerDeps, "receivers">) =>
  mount(listReceivers, async ({ scope, query: { takesInAs, cursor, limit } }) => {
    const found = await receivers.list(scope, { takesInAs: takesInAs ?? null, after: afterOf(cursor), limit: limit + 1 });
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    return answer(200, { items, nextCursor: last === undefined ? null : cursorOf([last.name, last.receiverId]) });
  });

const afterOf = (cursor: string | undefined): ReceiverCursor | null => {
  const [name, receiverId] = keyOfCursor(cursor);
  return typeof name === "string" && typeof receiverId === "string" && isId("receiver", receiverId) ? { name, receiverId } : null;
};
