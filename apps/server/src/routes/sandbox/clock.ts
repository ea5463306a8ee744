import { refuse } from "@amends/contract/errors";
import { advanceSandboxClock, SANDBOX_CLOCK_SECONDS_MAX, showSandboxClock } from "@amends/contract/routes/sandbox/clock";
import { addMs, type Instant } from "@amends/domain/kernel/time";
import type { DueWork } from "@amends/flows/advance-clock";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

type Deps = Pick<ServerDeps, "clock" | "wallClock" | "sandboxClock">;

export const showSandboxClockRoute = ({ clock, wallClock, sandboxClock }: Deps) =>
  mount(showSandboxClock, async () => answer(200, { ...shown(clock(), wallClock()), isMovable: sandboxClock !== null }));

export const advanceSandboxClockRoute = ({ clock, wallClock, sandboxClock }: Deps) =>
  mount(advanceSandboxClock, async ({ principal, body, now }) => {
    if (sandboxClock === null) return refuse("clock_not_movable");
    const to = body.to ?? addMs(now, (body.bySeconds ?? 0) * 1000);
    const backwards = () => refuse("clock_never_backwards", { nowTime: timeText(clock()), askedTime: timeText(to) });
    if (to < now) return backwards();
    if (to - now > SANDBOX_CLOCK_SECONDS_MAX * 1000)
      return refuse("clock_too_far", { maxDaysCount: SANDBOX_CLOCK_SECONDS_MAX / 86_400, askedTime: timeText(to) });
    const advanced = await sandboxClock.advance(to);
    if ("kind" in advanced) return backwards();
    const own = advanced.happened.filter(({ operationId }) => operationId === principal.operationId);
    return answer(200, {
      from: advanced.from,
      ...shown(clock(), wallClock()),
      happened: own.map(happenedOf),
      elsewhere: advanced.happened.length - own.length,
    });
  });

const shown = (now: Instant, wall: Instant) => ({ now, aheadSeconds: Math.max(0, Math.round((now - wall) / 1000)) });

const happenedOf = (work: DueWork) => {
  const { dueAt: at, caseId } = work;
  return work.kind === "deadline"
    ? { kind: work.kind, at, caseId, stepNo: work.stepNo, stepType: work.stepType }
    : { kind: work.kind, at, caseId, effectId: work.effectId, effect: work.effect };
};

const timeText = (at: Instant): string => new Date(at).toISOString();
