import type { AccountId, OperationId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { WorkItemId, WorkKind } from "@amends/domain/work/work-item";
import type { WorkItem } from "./work-ports.ts";

export type Attainment = {
  readonly team: string;
  readonly kind: WorkKind;
  readonly standard: "answered" | "handled";
  /** Null = nobody took it. */
  readonly accountId: AccountId | null;
  readonly met: number;
  readonly missed: number;
  readonly lateSeconds: number;
};

export type HalfHour = {
  readonly halfHourAt: Instant;
  readonly team: string;
  readonly arrived: number;
  readonly handled: number;
  readonly handleSeconds: number;
};

export const HINDRANCE_KINDS = ["rule", "tool", "partner", "knowledge", "staffing", "other"] as const;
export type HindranceKind = (typeof HINDRANCE_KINDS)[number];

export type Hindrance = {
  readonly hindranceId: string;
  readonly accountId: AccountId;
  readonly kind: HindranceKind;
  readonly text: string;
  readonly itemId: WorkItemId | null;
  readonly reportedAt: Instant;
  readonly reviewedAt: Instant | null;
  readonly reviewedBy: AccountId | null;
  readonly answer: string | null;
};

/** What a team sees of itself. Every figure was added up when it happened; nothing here counts a history. */
export type TeamStore = {
  attainment(operationId: OperationId, fromDay: number): Promise<readonly Attainment[]>;
  halfHours(operationId: OperationId, from: Instant): Promise<readonly HalfHour[]>;
  /** Broken, or broken before then, the nearest first. */
  breaching(operationId: OperationId, before: Instant, most: number): Promise<readonly WorkItem[]>;
  report(operationId: OperationId, hindrance: Hindrance): Promise<void>;
  hindrances(operationId: OperationId, isOpen: boolean, most: number): Promise<readonly Hindrance[]>;
  /** Null where there is none, or it has been answered before. */
  review(
    operationId: OperationId,
    hindranceId: string,
    review: { readonly by: AccountId; readonly answer: string; readonly at: Instant },
  ): Promise<Hindrance | null>;
};
