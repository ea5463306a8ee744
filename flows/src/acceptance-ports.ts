import type { FileId, OrderId, PersonId, SellerId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { AcceptanceEntry } from "@amends/domain/order/acceptance-record";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import type { Actor } from "@amends/domain/party/party";
import type { StoredFile } from "./evidence-ports.ts";
import type { NewText, SealedTexts } from "./personal-data-ports.ts";
import type { Scope } from "./scope.ts";

/** What was said at hand-overs. Whoever may see an order sees all that was said about it. */
export type AcceptanceStore = {
  /** Null for an order out of scope. */
  list(scope: Scope, orderId: OrderId): Promise<StoredAcceptances | null>;
  /** Guarded by the facts the entry was decided on: `stale` when the order, or what was said about it, has changed since. */
  append(write: AcceptanceWrite): Promise<"appended" | "stale">;
  /** A file that an entry names, on record as seen by this viewer. */
  takeFile(scope: Scope, orderId: OrderId, fileId: FileId, viewer: Actor, at: Instant): Promise<StoredFile | null>;
};

export type StoredAcceptances = {
  readonly order: OrderFacts;
  readonly entries: readonly AcceptanceEntry[];
  /** Those who sell something of it as a business. */
  readonly traders: readonly SellerId[];
  readonly personId: PersonId;
  /** Null once the buyer was erased. */
  readonly remarks: SealedTexts | null;
};

export type AcceptanceWrite = {
  readonly entry: AcceptanceEntry;
  readonly remark: NewText | null;
  /** The order as it is with the entry. */
  readonly order: OrderFacts;
  readonly factsVersion: number;
};
