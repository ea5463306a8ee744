import type { ReceiverId, SellerId } from "@amends/domain/kernel/ids";
import type { TakesInAs } from "@amends/domain/order/host-record";
import type { Scope } from "./scope.ts";

export type ListedReceiver = {
  readonly receiverId: ReceiverId;
  readonly name: string;
  readonly externalId: string;
  readonly takesInAs: TakesInAs;
  /** Whose goods alone it takes in; null: every seller's. */
  readonly seller: { readonly sellerId: SellerId; readonly name: string } | null;
  readonly closed: boolean;
  readonly addressCount: number;
};

export type ReceiverCursor = { readonly name: string; readonly receiverId: ReceiverId };

export type ReceiverReader = {
  /** By name. A seller's scope has those of every seller and its own; a buyer's has none. */
  list(
    scope: Scope,
    page: { readonly takesInAs: TakesInAs | null; readonly after: ReceiverCursor | null; readonly limit: number },
  ): Promise<readonly ListedReceiver[]>;
};
