import { WORK_LANGUAGES } from "@amends/domain/work/work-item";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, noContent, STAFF } from "../../route.ts";
import { shift, workAgent, workWord } from "../../views/work-view.ts";
import { id, list, text } from "../../wire.ts";

const WORKERS = ["seller", ...STAFF] as const;

/** A shop sees its own people. */
export const listAgents = defineRoute({
  method: "GET",
  path: "/v1/work/agents",
  summary: bilingual("客服人员、技能与在线情况", "The people at the queue, what they can do, who is there"),
  access: { roles: WORKERS },
  answers: { 200: z.strictObject({ items: z.array(workAgent) }) },
  refusals: [],
});

export const putAgent = defineRoute({
  method: "PUT",
  path: "/v1/work/agents/{accountId}",
  summary: bilingual("设置班组、技能、语言、上限和班次", "Set teams, skills, languages, capacity and shifts"),
  access: { roles: ["supervisor", "admin"] },
  params: z.strictObject({ accountId: id("account") }),
  body: z.strictObject({
    /** As buyers are told it. */
    name: text(40),
    teams: list(workWord, 20),
    skills: list(workWord, 40),
    languages: z.array(z.enum(WORK_LANGUAGES)).min(1).max(WORK_LANGUAGES.length),
    capacity: z.int().min(0).max(100),
    shifts: list(shift, 50),
  }),
  answers: { 200: workAgent },
  refusals: ["not_found", "skill_unknown", "team_unknown", "shifts_overlap"],
});

/** Whoever goes on duty for the first time gets the teams and skills of their role. */
export const setDuty = defineRoute({
  method: "PUT",
  path: "/v1/work/duty",
  summary: bilingual("上线或离线", "Go on duty, or off"),
  access: { roles: WORKERS },
  body: z.strictObject({ isOnDuty: z.boolean() }),
  answers: { 200: workAgent },
  refusals: [],
});

export const setAdvisor = defineRoute({
  method: "PUT",
  path: "/v1/customers/{customerId}/advisor",
  summary: bilingual("指定专属客服", "Name the buyer's own advisor"),
  access: { roles: ["supervisor", "admin"] },
  params: z.strictObject({ customerId: id("customer") }),
  body: z.strictObject({ accountId: id("account").nullable() }),
  answers: { 204: noContent },
  refusals: ["not_found", "not_an_agent"],
});

export const showAdvisor = defineRoute({
  method: "GET",
  path: "/v1/customers/{customerId}/advisor",
  summary: bilingual("查看专属客服", "Show the buyer's own advisor"),
  access: { roles: STAFF },
  params: z.strictObject({ customerId: id("customer") }),
  /** Both null where the buyer has none. */
  answers: { 200: z.strictObject({ accountId: id("account").nullable(), name: z.string().nullable() }) },
  refusals: ["not_found"],
});
