import { ROW_STATUSES } from "@amends/domain/policy/row-meta";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, STAFF } from "../../route.ts";
import { ruleWords } from "../../views/rule-words.ts";
import { instant } from "../../wire.ts";

const READERS = ["seller", ...STAFF, "integrator"] as const;
const tableName = z
  .string()
  .regex(/^[a-z][a-z_]{0,31}$/)
  .meta({ examples: ["intactness"] });
const rowName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/)
  .meta({ examples: ["INT-1"] });

/** Cells by column, in the language of the tables; one that says nothing is left out. */
const cells = z.record(z.string(), z.string());

const rule = z
  .strictObject({
    row: z.string(),
    zh: z.string(),
    en: z.string(),
    source: z.string(),
    status: z.enum(ROW_STATUSES),
    cells,
  })
  .meta({ id: "Rule" });

const ruleTable = z
  .strictObject({
    table: z.string(),
    /** Conditions first, then what the row says; `field` is where it is read from or written to. */
    columns: z.array(z.strictObject({ column: z.string(), field: z.string(), kind: z.enum(["condition", "result"]) })),
    rows: z.array(rule),
  })
  .meta({ id: "RuleTable" });

export const listRules = defineRoute({
  method: "GET",
  path: "/v1/rules",
  summary: bilingual("本业务线现行的全部规则", "The rules of the operation as they stand, every table and row"),
  access: { roles: READERS },
  answers: { 200: z.strictObject({ packId: z.string(), packHash: z.string(), tables: z.array(ruleTable), words: ruleWords }) },
  refusals: [],
});

/** Latest first. The first version there was is a change of nothing. */
export const showRuleHistory = defineRoute({
  method: "GET",
  path: "/v1/rules/{table}/{row}/history",
  summary: bilingual("一条规则改过什么", "What a rule said before"),
  access: { roles: READERS },
  params: z.strictObject({ table: tableName, row: rowName }),
  answers: {
    200: z.strictObject({
      items: z.array(
        z.strictObject({
          /** When a server was first started with it. */
          since: instant,
          packHash: z.string(),
          changes: z.array(z.strictObject({ column: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
        }),
      ),
    }),
  },
  refusals: ["not_found"],
});

const said = z.strictObject({ zh: z.string(), en: z.string() });
const dated = {
  announcedAt: instant,
  effectiveAt: instant,
  /** Why the law did not let it wait for its notice; null where it waited. */
  urgentReason: said.nullable(),
};

/** One field that reads otherwise; null where it says nothing. */
const changedCell = z.strictObject({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() });

const upcoming = z
  .strictObject({
    inForce: z.strictObject(dated),
    /** Soonest first. */
    items: z.array(
      z.strictObject({
        ...dated,
        isMajor: z.boolean(),
        rows: z.array(
          z.strictObject({
            table: z.string(),
            row: z.string(),
            /** What it says in words; null where there is no such row. */
            before: said.nullable(),
            after: said.nullable(),
            burdens: z.enum(["buyer", "seller", "unknown"]).nullable(),
            cells: z.array(changedCell),
          }),
        ),
        /** Limits and ways of working that change besides. */
        otherCount: z.int(),
      }),
    ),
    words: ruleWords,
  })
  .meta({ id: "UpcomingRules" });

export const listUpcomingRules = defineRoute({
  method: "GET",
  path: "/v1/rules/upcoming",
  summary: bilingual("已公告、还没生效的规则", "Rules that are announced and do not hold yet"),
  access: { roles: [...READERS, "buyer"] },
  answers: { 200: upcoming },
  refusals: [],
});

/** Anybody may know by which rules a shop will judge before buying there. */
export const showUpcomingRules = defineRoute({
  method: "GET",
  path: "/v1/operations/{operationCode}/upcoming-rules",
  summary: bilingual("公开：已公告、还没生效的规则", "In public: rules that are announced and do not hold yet"),
  access: "anyone",
  params: z.strictObject({
    operationCode: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
      .meta({ examples: ["fresh"] }),
  }),
  answers: { 200: upcoming },
  refusals: ["not_found"],
});
