import { listApiKeys } from "@amends/contract/routes/api-key/list";
import { isId } from "@amends/domain/kernel/ids";
import type { ApiKey } from "@amends/flows/identity/ports";
import { cursorOf, keyOfCursor } from "../../cursor.ts";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

export const listApiKeysRoute = ({ identity }: Pick<ServerDeps, "identity">) =>
  mount(listApiKeys, async ({ principal, query: { cursor, limit } }) => {
    const after = keyOfCursor(cursor)[0];
    const keys = await identity.apiKeys.list(
      principal.operationId,
      typeof after === "string" && isId("key", after) ? after : undefined,
      limit + 1,
    );
    const items = keys.slice(0, limit);
    const last = items.at(-1);
    return answer(200, { items: items.map(shown), nextCursor: keys.length > limit && last !== undefined ? cursorOf([last.keyId]) : null });
  });

const shown = ({ operationId: _operation, ...key }: ApiKey) => key;
