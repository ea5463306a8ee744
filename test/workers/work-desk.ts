import type { AccountId, CaseId, CustomerId, OperationId, SellerId } from "@amends/domain/kernel/ids";
import { type Instant, instant } from "@amends/domain/kernel/time";
import type { WorkItemId } from "@amends/domain/work/work-item";
import type { ProjectedItem, WorkAgentRow } from "@amends/flows/work/work-ports";
import type pg from "pg";

/** A desk without cases: items as the reader of the feed would write them, and people to take them. */
export const DESK: OperationId = "operation_01jd7v8k2m0f9q3r5s7t9v1x";
export const SHOP: SellerId = "seller_01jd7v8k2m0f9q3r5s7t9v1x";
export const NOW = instant(1_780_000_000_000);

const BODY = "01jd7v8k2m0f9q3r5s7t";
const tail = (number: number): string => number.toString(10).padStart(4, "0");
export const accountNo = (number: number): AccountId => `account_${BODY}${tail(number)}`;
export const customerNo = (number: number): CustomerId => `customer_${BODY}${tail(number)}`;
export const itemNo = (number: number): WorkItemId => `item_${BODY}${tail(number)}`;
export const caseNo = (number: number): CaseId => `case_${BODY}${tail(number)}`;

export const openDesk = async (pool: pg.Pool): Promise<void> => {
  await pool.query(
    `insert into operations (operation_id, code, kind, name_zh, name_en, currency, zone_id, zone_offset_minutes, created_at)
     values ($1, 'desk', 'marketplace', '客服台', 'desk', 'CNY', 'Asia/Shanghai', 480, 0)`,
    [DESK],
  );
};

export const anItem = (number: number, change: Partial<ProjectedItem> = {}): ProjectedItem => ({
  itemId: itemNo(number),
  operationId: DESK,
  caseId: caseNo(number),
  shortNo: `S${number}`,
  stepNo: 1,
  kind: "review",
  stepOwner: "platform",
  sellerId: SHOP,
  customerId: customerNo(number),
  serviceType: "return_refund",
  category: "shoes",
  language: "zh",
  tier: "standard",
  severity: "p4",
  team: "first_line",
  skill: "general",
  class: 4,
  effort: 1,
  keepsOwner: false,
  routedBy: "RT-99",
  waitingSince: NOW,
  rankAt: NOW,
  answerDueAt: later(4 * 3600),
  standardDueAt: later(4 * 3600),
  dueAt: null,
  preferredId: null,
  preferredUntil: null,
  ownerId: null,
  end: null,
  endedBy: null,
  standardRow: "PR-04",
  passed: null,
  ...change,
});

export const later = (seconds: number): Instant => instant(NOW + seconds * 1000);

export const anAgent = (number: number, change: Partial<WorkAgentRow> = {}): WorkAgentRow => ({
  accountId: accountNo(number),
  name: `客服 ${number}`,
  role: "agent",
  sellerId: null,
  teams: ["first_line"],
  skills: ["general"],
  languages: ["zh", "en"],
  capacity: 5,
  load: 0,
  isOnDuty: true,
  dutySince: null,
  shifts: [],
  ...change,
});
