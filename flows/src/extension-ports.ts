import type { Extension } from "@amends/domain/case/announced-extension";
import type { CaseId, ExtensionId, OperationId, Shard } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { Actor } from "@amends/domain/party/party";
import type { Scope } from "./scope.ts";

export type AnnouncedExtension = Extension & {
  readonly operationId: OperationId;
  readonly announcedAt: Instant;
  readonly announcedBy: Actor;
  readonly withdrawnAt: Instant | null;
};

/** How far one pass through the open cases has come. */
export type ExtensionPlace = { readonly shard: Shard | -1; readonly caseId: string };

export type ExtensionStore = {
  /** Work begins at once. */
  announce(extension: Omit<AnnouncedExtension, "withdrawnAt">): Promise<void>;
  /** Latest first. */
  list(scope: Scope, limit: number): Promise<readonly AnnouncedExtension[]>;
  /** Work begins again, to take it back. Null where none in force goes by that id in this scope. */
  withdraw(scope: Scope, extensionId: ExtensionId, at: Instant): Promise<AnnouncedExtension | null>;
  /** One with work to do, kept from other workers for a while; null when there is none. */
  lease(at: Instant, leaseMs: number): Promise<{ readonly extension: AnnouncedExtension; readonly place: ExtensionPlace } | null>;
  /** The next open cases whose active steps it may mean, in the order of their place. */
  casesAfter(extension: AnnouncedExtension, place: ExtensionPlace, most: number): Promise<readonly CaseId[]>;
  /** `at_once`: the pass goes on at that place; an instant: the pass is done and begins anew then; `never`: all is done. */
  save(extension: AnnouncedExtension, place: ExtensionPlace, again: Instant | "at_once" | "never"): Promise<void>;
};
