import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute } from "../../route.ts";
import { id, instant } from "../../wire.ts";

/** Time of the installation as its cases live it. Credentials are not touched by it: they hold by the wall's clock. */
const clock = { now: instant, aheadSeconds: z.int().min(0) };

export const showSandboxClock = defineRoute({
  method: "GET",
  path: "/v1/sandbox/clock",
  summary: bilingual("沙箱时钟：现在几点，能不能拨快", "The sandbox's clock: what time it is, and whether it can be moved"),
  access: { roles: ["admin", "integrator"] },
  answers: { 200: z.strictObject({ ...clock, isMovable: z.boolean() }) },
  refusals: [],
});

const YEAR_SECONDS = 366 * 86_400;

/** What was due on the way, in the order it happened; of other operations on the same installation only how much. */
const happened = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("deadline"), at: instant, caseId: id("case"), stepNo: z.int(), stepType: z.string() }),
  z.strictObject({ kind: z.literal("effect"), at: instant, caseId: id("case"), effectId: z.string(), effect: z.string() }),
]);

export const advanceSandboxClock = defineRoute({
  method: "POST",
  path: "/v1/sandbox/clock:advance",
  summary: bilingual(
    "把沙箱时钟拨快，途中到期的事依次发生",
    "Move the sandbox's clock ahead; everything due on the way happens in its order",
  ),
  access: { roles: ["admin", "integrator"] },
  body: z
    .strictObject({ to: instant.optional(), bySeconds: z.int().max(YEAR_SECONDS).optional() })
    .refine(({ to, bySeconds }) => (to === undefined) !== (bySeconds === undefined), { message: "exactly one of `to` and `bySeconds`" }),
  answers: { 200: z.strictObject({ from: instant, ...clock, happened: z.array(happened), elsewhere: z.int() }) },
  refusals: ["clock_not_movable", "clock_never_backwards", "clock_too_far"],
});

export const SANDBOX_CLOCK_SECONDS_MAX = YEAR_SECONDS;
