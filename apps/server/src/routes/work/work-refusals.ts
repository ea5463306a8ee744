import { refuse } from "@amends/contract/errors";
import type { AccountId, OperationId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { WorkItemId } from "@amends/domain/work/work-item";
import type { AgentStore, WorkRefused } from "@amends/flows/work/work-ports";

export type Refused = WorkRefused | { readonly kind: "time_in_past"; readonly at: Instant };

export type RefusedItem = {
  readonly itemId: WorkItemId;
  /** Who was to hold it. */
  readonly receiver: AccountId;
  readonly intoId: WorkItemId | null;
  readonly capacity: number;
};

/** Each in the words of the catalogue; `code` is the same for one item as in a batch. */
export const workRefusal = (refused: Refused, { itemId, receiver, intoId, capacity }: RefusedItem) => {
  switch (refused.kind) {
    case "not_found":
      return refuse("not_found", { id: intoId ?? itemId });
    case "item_ended":
      return refuse("item_ended", { itemId });
    case "item_merged":
      return refuse("item_merged", { itemId });
    case "claimed_by_other":
      return refuse("claimed_by_other", { itemId });
    case "not_claimed":
      return refuse("not_claimed", { itemId });
    case "capacity_full":
      return refuse("capacity_full", { accountId: receiver, capacityCount: capacity });
    case "no_agent":
      return refuse("not_an_agent", { accountId: receiver });
    case "lacks_skill":
      return refuse("lacks_skill", { accountId: receiver, itemId });
    case "owner_kept":
      return refuse("owner_kept", { itemId });
    case "not_same_buyer":
      return refuse("not_same_buyer", { itemId, intoId: intoId ?? itemId });
    case "ends_with_step":
      return refuse("ends_with_step", { itemId });
    case "not_a_call":
      return refuse("not_a_call", { itemId });
    case "busy":
      return refuse("conflict_retry", { id: itemId });
    case "time_in_past":
      return refuse("time_in_past", { at: new Date(refused.at).toISOString() });
  }
};

export const capacityOf = async (agents: AgentStore, operationId: OperationId, accountId: AccountId): Promise<number> =>
  (await agents.find(operationId, accountId))?.capacity ?? 0;
