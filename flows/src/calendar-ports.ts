import type { OperationId, SellerId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { Hours, Partner } from "@amends/domain/promise/hours";
import type { WrittenCalendar } from "@amends/domain/promise/written-calendar";
import type { Scope } from "./scope.ts";

/** The hours of a seller and of who works for them, else those of the operation; null where nobody wrote any down. */
export type CalendarOf = (operationId: OperationId, sellerId: SellerId) => Hours | null;

/**
 * `sellerId` null: of the operation, for every seller without a calendar of its own. `partner` null: of who sells; else of the partners of that kind who
 * work for them.
 */
export type StoredCalendar = {
  readonly operationId: OperationId;
  readonly sellerId: SellerId | null;
  readonly partner: Partner | null;
  readonly written: WrittenCalendar;
  readonly changedAt: Instant;
};

export type CalendarStore = {
  /** False where the operation has no such seller; nothing is kept then. */
  put(calendar: StoredCalendar): Promise<boolean>;
  list(scope: Scope): Promise<readonly StoredCalendar[]>;
  /** Of all operations: calendars are few, and every server keeps them. */
  all(): Promise<readonly StoredCalendar[]>;
};
