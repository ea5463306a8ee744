import { SEVERITIES } from "@amends/domain/triage/severity";
import { CALL_RESULTS, WORK_KINDS } from "@amends/domain/work/work-item";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, STAFF } from "../../route.ts";
import { itemId, workClass, workItem, workWord } from "../../views/work-view.ts";
import { id, instant, list, page, pageQuery, queryInteger, text } from "../../wire.ts";

const WORKERS = ["seller", ...STAFF] as const;
const ITEM = z.strictObject({ itemId });

/** Whatever may keep an item as it is. */
const REFUSALS = [
  "not_found",
  "item_ended",
  "item_merged",
  "claimed_by_other",
  "not_claimed",
  "owner_kept",
  "capacity_full",
  "not_an_agent",
  "lacks_skill",
  "not_same_buyer",
  "ends_with_step",
  "not_a_call",
  "time_in_past",
  "conflict_retry",
] as const;

export const nextWork = defineRoute({
  method: "POST",
  path: "/v1/work:next",
  summary: bilingual(
    "领取下一项：级别最高、等得最久、我能办的",
    "Take the next item: the highest class, the longest wait, within one's skills",
  ),
  access: { roles: WORKERS },
  answers: { 200: z.strictObject({ item: workItem.nullable() }) },
  refusals: ["not_an_agent", "not_on_duty", "capacity_full"],
});

const VIEWS = ["waiting", "mine", "put_off", "open"] as const;
const FILTER = {
  team: workWord.optional(),
  kind: z.enum(WORK_KINDS).optional(),
  skill: workWord.optional(),
  severity: z.enum(SEVERITIES).optional(),
  /** `soon`: broken, or broken within half an hour if nobody moves. */
  breaching: z.literal("soon").optional(),
  sellerId: id("seller").optional(),
  ownerId: id("account").optional(),
};

export const listWork = defineRoute({
  method: "GET",
  path: "/v1/work",
  summary: bilingual("工作队列", "List the queue"),
  access: { roles: WORKERS },
  query: z.strictObject({
    ...pageQuery,
    view: z.enum(VIEWS).default("waiting"),
    class: queryInteger(1, 4).optional(),
    ...FILTER,
  }),
  answers: { 200: page(workItem) },
  refusals: [],
});

const choices = z.array(z.strictObject({ value: z.string(), count: z.int() }));

/** What each choice of a filter would show while the others stay as they are. `isMore`: the view is longer than what was counted. */
export const countWorkChoices = defineRoute({
  method: "GET",
  path: "/v1/work/choices",
  summary: bilingual("队列可以怎样筛选，各有多少", "How the queue can be filtered, and how many each choice shows"),
  access: { roles: WORKERS },
  query: z.strictObject({ view: z.enum(VIEWS).default("waiting"), class: queryInteger(1, 4).optional(), ...FILTER }),
  answers: {
    200: z.strictObject({
      team: choices,
      kind: choices,
      skill: choices,
      severity: choices,
      /** Broken, or broken within half an hour. */
      breaching: z.int(),
      isMore: z.boolean(),
    }),
  },
  refusals: [],
});

/** Counted up to a bound and no further: `isMore` where there are more than that. */
export const countWork = defineRoute({
  method: "GET",
  path: "/v1/work/counts",
  summary: bilingual("各级别等待数", "How many wait, by class"),
  access: { roles: WORKERS },
  answers: {
    200: z.strictObject({
      classes: z.array(z.strictObject({ class: workClass, waiting: z.int(), isMore: z.boolean(), breached: z.int() })),
    }),
  },
  refusals: [],
});

const call = z
  .strictObject({
    itemId,
    callNo: z.int(),
    accountId: id("account"),
    name: z.string().nullable(),
    calledAt: instant,
    result: z.enum(CALL_RESULTS),
    againAt: instant.nullable(),
  })
  .meta({ id: "WorkCall" });

export const showCaseWork = defineRoute({
  method: "GET",
  path: "/v1/cases/{caseId}/work",
  summary: bilingual("售后单的待办工作", "The open work of a case"),
  access: { roles: WORKERS },
  params: z.strictObject({ caseId: id("case") }),
  answers: { 200: z.strictObject({ items: z.array(workItem), calls: z.array(call) }) },
  refusals: ["not_found"],
});

export const claimWork = defineRoute({
  method: "POST",
  path: "/v1/work/{itemId}/claim",
  summary: bilingual("领取", "Take an item"),
  access: { roles: WORKERS },
  params: ITEM,
  answers: { 200: workItem },
  refusals: REFUSALS,
});

export const releaseWork = defineRoute({
  method: "POST",
  path: "/v1/work/{itemId}/release",
  summary: bilingual("放回队列", "Give an item back to the queue"),
  access: { roles: WORKERS },
  params: ITEM,
  answers: { 200: workItem },
  refusals: REFUSALS,
});

/** Ends what no step asks for: a call-back that was made. Anything else ends with its step. */
export const finishWork = defineRoute({
  method: "POST",
  path: "/v1/work/{itemId}/finish",
  summary: bilingual("办结（回电等）", "Finish an item that no step of a plan asks for"),
  access: { roles: WORKERS },
  params: ITEM,
  answers: { 200: workItem },
  refusals: REFUSALS,
});

const handOver = {
  to: id("account"),
  /** For colleagues; it stands in the case, and the buyer never sees it. */
  note: text(4_000).nullable().default(null),
  /** What the buyer is told; left out, the item's own standard, while that is still ahead. */
  promisedAt: instant.nullable().default(null),
} as const;

export const handOverWork = defineRoute({
  method: "POST",
  path: "/v1/work/{itemId}/hand-over",
  summary: bilingual("转交，并告诉买家接手人和承诺时间", "Hand over, and tell the buyer who has it and by when"),
  access: { roles: WORKERS },
  params: ITEM,
  body: z.strictObject(handOver),
  answers: { 200: workItem },
  refusals: REFUSALS,
});

export const snoozeWork = defineRoute({
  method: "POST",
  path: "/v1/work/{itemId}/snooze",
  summary: bilingual("暂缓到某时", "Put off until a time"),
  access: { roles: WORKERS },
  params: ITEM,
  body: z.strictObject({ until: instant }),
  answers: { 200: workItem },
  refusals: REFUSALS,
});

export const mergeWork = defineRoute({
  method: "POST",
  path: "/v1/work/{itemId}/merge",
  summary: bilingual("并入同一位买家的另一项工作", "Merge into another item of the same buyer"),
  access: { roles: WORKERS },
  params: ITEM,
  body: z.strictObject({ into: itemId }),
  answers: { 200: workItem },
  refusals: REFUSALS,
});

const BULK_MAX = 200;

export const changeManyItems = defineRoute({
  method: "POST",
  path: "/v1/work:bulk",
  summary: bilingual("批量领取、放回、办结、转交、合并或暂缓", "Claim, release, finish, hand over, merge or put off many"),
  access: { roles: WORKERS },
  body: z.strictObject({
    deed: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.enum(["claim", "release", "finish"]) }),
      z.strictObject({ kind: z.literal("merge"), into: itemId }),
      z.strictObject({ kind: z.literal("hand_over"), ...handOver }),
      z.strictObject({ kind: z.literal("snooze"), until: instant }),
    ]),
    select: z.union([
      z.strictObject({ itemIds: list(itemId, BULK_MAX) }),
      z.strictObject({
        filter: z.strictObject({
          view: z.enum(VIEWS),
          class: workClass.optional(),
          ...FILTER,
        }),
        most: z.int().min(1).max(BULK_MAX),
      }),
    ]),
  }),
  /** Each for itself: `code` says why one stayed as it was, null that it was changed. */
  answers: { 200: z.strictObject({ items: z.array(z.strictObject({ itemId, code: z.string().nullable() })) }) },
  refusals: [],
});

export const openCallBack = defineRoute({
  method: "POST",
  path: "/v1/cases/{caseId}/call-backs",
  summary: bilingual("请人回电", "Ask for the buyer to be called"),
  access: { roles: [...STAFF, "integrator"] },
  params: z.strictObject({ caseId: id("case") }),
  body: z.strictObject({
    /** As the buyer was promised; left out, as soon as the routing rules ask. */
    dueAt: instant.nullable().default(null),
    /** Whose call it is until then; the buyer is told their name. */
    callerId: id("account").nullable().default(null),
    /** What it is about, for colleagues. */
    note: text(4_000).nullable().default(null),
  }),
  answers: { 201: workItem },
  refusals: ["not_found", "time_in_past", "not_an_agent", "lacks_skill"],
});

/** Nobody answered: the call stays to be made, at `againAt` or in its caller's hands. Any other end finishes it. */
export const recordCall = defineRoute({
  method: "POST",
  path: "/v1/work/{itemId}/calls",
  summary: bilingual("记录一次回电的结果", "Record how a call-back went"),
  access: { roles: WORKERS },
  params: ITEM,
  body: z.strictObject({
    result: z.enum(CALL_RESULTS),
    /** What was said, for colleagues; it stands in the case. */
    note: text(4_000).nullable().default(null),
    againAt: instant.nullable().default(null),
  }),
  answers: { 201: workItem },
  refusals: REFUSALS,
});
