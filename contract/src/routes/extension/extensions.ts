import { EXTENDABLE_STEPS } from "@amends/domain/case/announced-extension";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { regionField } from "../../import/native-fields.ts";
import { defineRoute } from "../../route.ts";
import { externalId, id, instant, text } from "../../wire.ts";

const WORDS_MAX = 200;

/** Whom it is for: each left out means whichever. */
const meant = {
  /** Province the goods went to: CN-ZJ, 330000 or 浙江省. */
  region: regionField.optional(),
  carrier: text(60).optional(),
  /** A category and all below it. */
  category: externalId.optional(),
  sellerId: id("seller").optional(),
};

const extensionView = z
  .strictObject({
    extensionId: id("extension"),
    zh: z.string(),
    en: z.string(),
    region: z.string().nullable(),
    carrier: z.string().nullable(),
    category: z.string().nullable(),
    sellerId: z.string().nullable(),
    stepTypes: z.array(z.enum(EXTENDABLE_STEPS)),
    fromAt: instant,
    untilAt: instant,
    announcedAt: instant,
    withdrawnAt: instant.nullable(),
  })
  .meta({ id: "TimeExtension" });

const access = { roles: ["supervisor", "admin"] } as const;

export const announceExtension = defineRoute({
  method: "POST",
  path: "/v1/time-extensions",
  summary: bilingual(
    "公告时限顺延（如春节快递停运）：这段时间里相关步骤的时限停走",
    "Announce that times are extended (couriers rest over a festival): clocks of the steps named stand still meanwhile",
  ),
  access,
  body: z.strictObject({
    zh: text(WORDS_MAX),
    en: text(WORDS_MAX),
    ...meant,
    stepTypes: z.array(z.enum(EXTENDABLE_STEPS)).min(1).max(EXTENDABLE_STEPS.length),
    fromAt: instant,
    untilAt: instant,
  }),
  answers: { 201: extensionView },
  refusals: ["extension_over", "extension_too_long"],
});

export const listExtensions = defineRoute({
  method: "GET",
  path: "/v1/time-extensions",
  summary: bilingual("时限顺延公告，最新的在前", "Announced extensions, latest first"),
  access,
  answers: { 200: z.strictObject({ items: z.array(extensionView) }) },
  refusals: [],
});

export const withdrawExtension = defineRoute({
  method: "POST",
  path: "/v1/time-extensions/{extensionId}/withdraw",
  summary: bilingual(
    "撤回顺延公告，还在进行的步骤恢复原时限",
    "Withdraw an announcement: what it gave is taken back from steps that still run",
  ),
  access,
  params: z.strictObject({ extensionId: id("extension") }),
  body: z.strictObject({}),
  answers: { 200: extensionView },
  refusals: ["not_found"],
});
