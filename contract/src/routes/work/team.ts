import { BREACHING_SHOWN_MAX, WORK_KINDS } from "@amends/domain/work/work-item";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, STAFF } from "../../route.ts";
import { bilingualText } from "../../views/case-view.ts";
import { itemId, workAgent, workItem } from "../../views/work-view.ts";
import { id, instant, queryInteger, text } from "../../wire.ts";

const WORKERS = ["seller", ...STAFF] as const;

export const showTeam = defineRoute({
  method: "GET",
  path: "/v1/work/team",
  summary: bilingual(
    "团队：在线、负荷、即将超时、达标率与表扬",
    "The team: who is there, load, what is about to breach, attainment, thanks",
  ),
  access: { roles: STAFF },
  query: z.strictObject({ days: queryInteger(1, 92).default(7) }),
  answers: {
    200: z.strictObject({
      agents: z.array(workAgent),
      /** The soonest first, and no more than a team looks at together: the queue has them all. */
      breaching: z.array(workItem).max(BREACHING_SHOWN_MAX),
      /** By person for supervisors; anybody else sees the team, and of people themselves alone. */
      attainment: z.array(
        z.strictObject({
          team: z.string(),
          kind: z.enum(WORK_KINDS),
          standard: z.enum(["answered", "handled"]),
          accountId: id("account").nullable(),
          /** The row of the rules that promised it and its words; null for figures that were kept without. */
          rowId: z.string().nullable(),
          words: bilingualText.nullable(),
          met: z.int(),
          missed: z.int(),
          lateSeconds: z.int(),
        }),
      ),
      recognised: z.array(z.strictObject({ accountId: id("account"), name: z.string(), points: z.int(), kept: z.int(), of: z.int() })),
      /** In words, the rows of the rules by which somebody is named; none where the rules say nothing of it. */
      recognisedBy: z.array(bilingualText),
    }),
  },
  refusals: [],
});

const hindranceKind = z.enum(["rule", "tool", "partner", "knowledge", "staffing", "other"]);
const hindranceId = z
  .string()
  .regex(/^[0-9a-f-]{36}$/)
  .meta({ examples: ["00000000-0000-4000-8000-000000000000"] });

const hindrance = z
  .strictObject({
    hindranceId,
    accountId: id("account"),
    kind: hindranceKind,
    text: z.string(),
    itemId: itemId.nullable(),
    caseId: id("case").nullable(),
    name: z.string().nullable(),
    reportedAt: instant,
    reviewedAt: instant.nullable(),
    reviewedBy: id("account").nullable(),
    answer: z.string().nullable(),
  })
  .meta({ id: "Hindrance" });

export const reportHindrance = defineRoute({
  method: "POST",
  path: "/v1/work/hindrances",
  summary: bilingual("反映妨碍工作的问题", "Report what hinders the work"),
  access: { roles: WORKERS },
  /** About the work, not about a buyer: it is read in the open. */
  body: z.strictObject({ kind: hindranceKind, text: text(2_000), itemId: itemId.nullable().default(null) }),
  answers: { 201: z.strictObject({ hindranceId }) },
  refusals: ["not_found"],
});

export const listHindrances = defineRoute({
  method: "GET",
  path: "/v1/work/hindrances",
  summary: bilingual(
    "反映的问题：主管看全部，其他人看自己的和答复",
    "What people reported: all of it for the review, one's own with the answers for everybody",
  ),
  access: { roles: WORKERS },
  query: z.strictObject({ status: z.enum(["open", "reviewed", "any"]).default("open") }),
  answers: { 200: z.strictObject({ items: z.array(hindrance) }) },
  refusals: [],
});

export const reviewHindrance = defineRoute({
  method: "POST",
  path: "/v1/work/hindrances/{hindranceId}/review",
  summary: bilingual("复盘并答复", "Review what was reported, and answer"),
  access: { roles: ["supervisor", "admin"] },
  params: z.strictObject({ hindranceId }),
  body: z.strictObject({ answer: text(2_000) }),
  answers: { 200: hindrance },
  refusals: ["not_found"],
});
