import { ROW_STATUSES } from "@amends/domain/policy/row-meta";
import { SHIFT_CHANGES, SHIFT_REASONS } from "@amends/domain/work/shift-plan";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, noContent, STAFF } from "../../route.ts";
import { workWord } from "../../views/work-view.ts";
import { id, instant, queryInteger } from "../../wire.ts";

const PLANNERS = ["supervisor", "admin"] as const;
const changeId = z
  .string()
  .regex(/^[0-9a-f-]{36}$/)
  .meta({ examples: ["00000000-0000-4000-8000-000000000000"] });

/** From inclusive, until exclusive. */
const span = { fromAt: instant, untilAt: instant } as const;
const DAYS_MAX = 31;

const shiftChange = z
  .strictObject({
    changeId,
    accountId: id("account"),
    kind: z.enum(SHIFT_CHANGES),
    reason: z.enum(SHIFT_REASONS),
    ...span,
    enteredBy: id("account"),
    enteredAt: instant,
  })
  .meta({ id: "ShiftChange" });

/** What a plan is made with: the words of the rules, who has no place at the queue yet, and who is away or comes in besides. */
export const showRoster = defineRoute({
  method: "GET",
  path: "/v1/work/roster",
  summary: bilingual("排班：请假、加班与可选的班组和技能", "The roster: absences, extra shifts, and the teams and skills there are"),
  access: { roles: PLANNERS },
  query: z.strictObject({ fromAt: instant, days: queryInteger(1, DAYS_MAX).default(7) }),
  answers: {
    200: z.strictObject({
      teams: z.array(workWord),
      skills: z.array(workWord),
      withoutPlace: z.array(z.strictObject({ accountId: id("account"), name: z.string() })),
      changes: z.array(shiftChange),
    }),
  },
  refusals: [],
});

export const enterShiftChange = defineRoute({
  method: "POST",
  path: "/v1/work/agents/{accountId}/shift-changes",
  summary: bilingual("登记请假或加班", "Enter an absence or an extra shift"),
  access: { roles: PLANNERS },
  params: z.strictObject({ accountId: id("account") }),
  body: z.strictObject({ kind: z.enum(SHIFT_CHANGES), reason: z.enum(SHIFT_REASONS), ...span }),
  answers: { 201: shiftChange },
  refusals: ["not_found", "not_an_agent", "span_not_forward"],
});

export const takeBackShiftChange = defineRoute({
  method: "DELETE",
  path: "/v1/work/shift-changes/{changeId}",
  summary: bilingual("撤销请假或加班", "Take back an absence or an extra shift"),
  access: { roles: PLANNERS },
  params: z.strictObject({ changeId }),
  answers: { 204: noContent },
  refusals: ["not_found"],
});

/** Shares of one, rounded as they are: figures for planning. */
const needed = z.strictObject({ agents: z.int(), headcount: z.number(), serviceLevel: z.number(), occupancy: z.number() });

export const showStaffing = defineRoute({
  method: "GET",
  path: "/v1/work/staffing",
  summary: bilingual(
    "人手：按半小时，需要、已排、在线与缺口",
    "Staffing by half hour: needed by Erlang C, planned, on duty, and how many are short",
  ),
  access: { roles: STAFF },
  /** Today, where it is left out. */
  query: z.strictObject({ day: z.iso.date().optional() }),
  answers: {
    200: z.strictObject({
      day: z.iso.date(),
      halfHours: z.array(
        z.strictObject({
          halfHourAt: instant,
          team: z.string(),
          /** Null where it lies ahead. */
          arrived: z.int().nullable(),
          expected: z.number(),
          /** Null where nothing was handled yet to learn from. */
          needed: needed.nullable(),
          planned: z.int(),
          onDuty: z.int().nullable(),
          short: z.int(),
          over: z.int(),
        }),
      ),
      /** By team how soon so many of ten thousand are to be answered, what share of paid time nobody is at the desk, and the row that says so. */
      goals: z.array(
        z.strictObject({
          team: z.string(),
          withinSeconds: z.int(),
          targetBasisPoints: z.int(),
          shrinkageBasisPoints: z.int(),
          ruleId: z.string(),
          status: z.enum(ROW_STATUSES),
          source: z.string(),
          name: z.string(),
        }),
      ),
    }),
  },
  refusals: [],
});
