import { STEP_OWNERS } from "@amends/domain/case/step";
import { CHANNELS } from "@amends/domain/notice/notice";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { effectId, id, instant, ordinalId } from "../../wire.ts";

/** Work that does not move by itself: given up by the machine, or due and not done. The most overdue first. */
export const listStuck = defineRoute({
  method: "GET",
  path: "/v1/stuck",
  summary: bilingual("卡住的工作", "List what is stuck"),
  access: { roles: ["supervisor", "finance", "admin"] },
  answers: {
    200: z
      .strictObject({
        effects: z.array(
          z.strictObject({
            effectId,
            caseId: id("case"),
            shortNo: z.string(),
            kind: z.string(),
            status: z.enum(["parked", "overdue"]),
            dueAt: instant,
            attempts: z.int(),
            lastFault: z.string().nullable(),
          }),
        ),
        deadlines: z.array(
          z.strictObject({
            caseId: id("case"),
            shortNo: z.string(),
            stepNo: z.int(),
            stepType: z.string(),
            owner: z.enum(STEP_OWNERS),
            dueAt: instant,
          }),
        ),
        /** Cases the platform paid for whose bearers could not be told what they owe; they are tried again by themselves. */
        advances: z.array(
          z.strictObject({
            caseId: id("case"),
            shortNo: z.string(),
            stuckAt: instant,
            dueAt: instant,
            attempts: z.int(),
            lastFault: z.string(),
          }),
        ),
        /** Messages to buyers that were given up. */
        notices: z.array(
          z.strictObject({
            noticeId: ordinalId("notice"),
            channel: z.enum(CHANNELS),
            caseId: id("case"),
            attempts: z.int(),
            lastFault: z.string().nullable(),
            dueAt: instant,
          }),
        ),
        /** Endpoints for which deliveries were given up, or that said they are gone. */
        webhooks: z.array(
          z.strictObject({
            webhookId: id("webhook"),
            host: z.string(),
            status: z.enum(["active", "paused", "gone"]),
            dead: z.int(),
            waiting: z.int(),
          }),
        ),
        feedLagSeconds: z.number(),
      })
      .meta({ id: "Stuck" }),
  },
  refusals: [],
});
