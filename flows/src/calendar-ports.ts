import type { OperationId, SellerId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { WorkCalendar } from "@amends/domain/kernel/working-time";
import type { WrittenCalendar } from "@amends/domain/promise/written-calendar";
import type { Scope } from "./scope.ts";

/** The hours of a seller, else those of the operation; null where neither wrote any down. */
export type CalendarOf = (operationId: OperationId, sellerId: SellerId) => WorkCalendar | null;

/** `sellerId` null: of the operation, for every seller without a calendar of its own. */
export type StoredCalendar = {
  readonly operationId: OperationId;
  readonly sellerId: SellerId | null;
  readonly written: WrittenCalendar;
  readonly changedAt: Instant;
};

export type CalendarStore = {
  put(calendar: StoredCalendar): Promise<void>;
  list(scope: Scope): Promise<readonly StoredCalendar[]>;
  /** Of all operations: calendars are few, and every server keeps them. */
  all(): Promise<readonly StoredCalendar[]>;
};
