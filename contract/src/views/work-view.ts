import { STEP_OWNERS } from "@amends/domain/case/step";
import { SERVICE_TYPES } from "@amends/domain/intake/service-type";
import type { Id } from "@amends/domain/kernel/ids";
import { SEVERITIES } from "@amends/domain/triage/severity";
import { WORK_KINDS, WORK_LANGUAGES } from "@amends/domain/work/work-item";
import { z } from "zod";
import { STAFF } from "../route.ts";
import { id, instant } from "../wire.ts";

const BODY = "[0-9a-hjkmnp-tv-z]{24}([0-9a-hjkmnp-tv-z]{3})?";

/** The item of a step has its case's own body and three characters more; one that no step asks for has a body of its own. */
export const itemId = z
  .string()
  .regex(new RegExp(`^item_${BODY}$`))
  .meta({ "x-id-kind": "item", examples: ["item_01jd7v8k2m0f9q3r5s7t9v1x001"] }) as unknown as z.ZodType<Id<"item">, string>;

/** 1 is answered first. */
export const workClass = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);

/** A name the pack's routing table gives to a team or a skill. */
export const workWord = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/)
  .meta({ examples: ["general"] });

export const workItem = z
  .strictObject({
    itemId,
    caseId: id("case"),
    shortNo: z.string(),
    stepNo: z.int().nullable(),
    kind: z.enum(WORK_KINDS),
    stepOwner: z.enum(STEP_OWNERS),
    sellerId: id("seller"),
    customerId: id("customer"),
    serviceType: z.enum(SERVICE_TYPES),
    category: z.string(),
    language: z.enum(WORK_LANGUAGES),
    tier: z.string(),
    severity: z.enum(SEVERITIES),
    team: z.string(),
    skill: z.string(),
    class: workClass,
    effort: z.int(),
    keepsOwner: z.boolean(),
    routedBy: z.string(),
    waitingSince: instant,
    answerDueAt: instant,
    standardDueAt: instant.nullable(),
    dueAt: instant.nullable(),
    /** What is broken next if nobody moves. */
    breachAt: instant.nullable(),
    /** In the future while it is put off. */
    readyAt: instant,
    preferredId: id("account").nullable(),
    ownerId: id("account").nullable(),
    ownerName: z.string().nullable(),
    ownedSince: instant.nullable(),
    mergedInto: itemId.nullable(),
    endedAt: instant.nullable(),
    version: z.int(),
  })
  .meta({ id: "WorkItem" });

export const shift = z
  .strictObject({
    weekday: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6), z.literal(7)]),
    fromMinute: z.int().min(0).max(1439),
    toMinute: z.int().min(1).max(1440),
  })
  .refine(({ fromMinute, toMinute }) => fromMinute < toMinute, { message: "a shift ends after it begins; one over midnight is two" });

export const workAgent = z
  .strictObject({
    accountId: id("account"),
    name: z.string(),
    role: z.enum([...STAFF, "seller"]),
    sellerId: id("seller").nullable(),
    teams: z.array(z.string()),
    skills: z.array(z.string()),
    languages: z.array(z.enum(WORK_LANGUAGES)),
    capacity: z.int(),
    load: z.int(),
    isOnDuty: z.boolean(),
    dutySince: instant.nullable(),
    shifts: z.array(shift),
  })
  .meta({ id: "WorkAgent" });
