import type { AccountId, CaseId, OperationId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { ShiftChange, ShiftReason, Span } from "@amends/domain/work/shift-plan";
import type { WorkItemId, WorkKind } from "@amends/domain/work/work-item";
import type { WorkItem } from "./work-ports.ts";

export type Attainment = {
  readonly team: string;
  readonly kind: WorkKind;
  readonly standard: "answered" | "handled";
  /** Null = nobody took it. */
  readonly accountId: AccountId | null;
  /** The row of the rules that promised it; null where the figures are older than that was kept. */
  readonly rowId: string | null;
  readonly met: number;
  readonly missed: number;
  readonly lateSeconds: number;
};

/** What came in by half hour of a day, counted from its first: on the day itself, and on the days of the four weeks before it. */
export type ArrivedHalfHour = {
  readonly team: string;
  readonly place: number;
  readonly today: number;
  /** Of the same weekday, and of any day. */
  readonly sameWeekday: number;
  readonly anyDay: number;
};
export type Handled = { readonly team: string; readonly handled: number; readonly seconds: number };
export type Arrivals = {
  readonly halfHours: readonly ArrivedHalfHour[];
  /** In the four weeks up to the end of the day. */
  readonly handled: readonly Handled[];
  /** The first half hour there is a figure for; null where there is none before the day. */
  readonly since: Instant | null;
};

export type KeptShiftChange = ShiftChange & {
  readonly changeId: string;
  readonly accountId: AccountId;
  readonly reason: ShiftReason;
  readonly enteredBy: AccountId;
  readonly enteredAt: Instant;
};

/** Who is where, by single days. Spans overlap the window asked for; a duty that has not ended ends with it. */
export type RosterStore = {
  changes(operationId: OperationId, window: Span): Promise<readonly KeptShiftChange[]>;
  enter(operationId: OperationId, change: KeptShiftChange): Promise<void>;
  takeBack(operationId: OperationId, changeId: string): Promise<boolean>;
  duty(operationId: OperationId, window: Span): Promise<readonly (Span & { readonly accountId: AccountId })[]>;
  arrivals(operationId: OperationId, day: Span): Promise<Arrivals>;
};

export const HINDRANCE_KINDS = ["rule", "tool", "partner", "knowledge", "staffing", "other"] as const;
export type HindranceKind = (typeof HINDRANCE_KINDS)[number];

export type Hindrance = {
  readonly hindranceId: string;
  readonly accountId: AccountId;
  readonly kind: HindranceKind;
  readonly text: string;
  readonly itemId: WorkItemId | null;
  /** Of what it is about; null where it is about no item. */
  readonly caseId: CaseId | null;
  /** Who said it; null once there is no such account. */
  readonly name: string | null;
  readonly reportedAt: Instant;
  readonly reviewedAt: Instant | null;
  readonly reviewedBy: AccountId | null;
  readonly answer: string | null;
};

export type ReportedHindrance = Pick<Hindrance, "hindranceId" | "accountId" | "kind" | "text" | "itemId" | "reportedAt">;

/** What a team sees of itself. Every figure was added up when it happened; nothing here counts a history. */
export type TeamStore = {
  attainment(operationId: OperationId, fromDay: number): Promise<readonly Attainment[]>;
  /** Broken, or broken before then, the nearest first. */
  breaching(operationId: OperationId, before: Instant, most: number): Promise<readonly WorkItem[]>;
  report(operationId: OperationId, hindrance: ReportedHindrance): Promise<void>;
  /** Everybody's, or one person's; open, reviewed or either. */
  hindrances(
    operationId: OperationId,
    filter: { readonly isOpen: boolean | null; readonly accountId: AccountId | null },
    most: number,
  ): Promise<readonly Hindrance[]>;
  /** Null where there is none, or it has been answered before. */
  review(
    operationId: OperationId,
    hindranceId: string,
    review: { readonly by: AccountId; readonly answer: string; readonly at: Instant },
  ): Promise<Hindrance | null>;
};
