import { addMs, type Instant } from "@amends/domain/kernel/time";
import type { LeasedDeadline, WorkQueue } from "./case-ports.ts";
import { type CommandPorts, commandCase } from "./command-case.ts";
import { inOrderAtMost } from "./in-order-at-most.ts";

export type FireDeadlinesPorts = CommandPorts & { readonly queue: WorkQueue };

/**
 * `fired`: the case acted on it. `gone`: its step had ended before. `realigned`: the step waits for another time. `put_off`: the case was busy.
 * `failed`: it stays leased and comes back when the lease runs out.
 */
export type DeadlineRun = { readonly deadline: LeasedDeadline } & (
  | { readonly how: "fired" | "gone" | "realigned" | "put_off" }
  | { readonly how: "failed"; readonly fault: unknown }
);

/** Far longer than a command takes, and short, because what a worker that was killed held waits for its end. */
const LEASE_MS = 5000;
const BUSY_MS = 200;

/** Different cases need not wait for each other; this many at once leave connections for the people at the counter. */
const AT_ONCE = 4;

/**
 * One batch of what is due, earliest first. A queue gives out only the earliest deadline of a case, so after a standstill each case lives through its
 * deadlines in their order, whichever server fires them. Empty when nothing is due.
 */
export const fireDeadlines = async (ports: FireDeadlinesPorts, most: number): Promise<readonly DeadlineRun[]> => {
  const leasedAt = ports.clock.now();
  const due = await ports.queue.leaseDeadlines(leasedAt, LEASE_MS, most);
  return inOrderAtMost(AT_ONCE, due, deadline => fire(ports, deadline, leasedAt));
};

const fire = async (ports: FireDeadlinesPorts, deadline: LeasedDeadline, leasedAt: Instant): Promise<DeadlineRun> => {
  try {
    return { deadline, how: await tellCase(ports, deadline, leasedAt) };
  } catch (fault) {
    return { deadline, how: "failed", fault };
  }
};

/** Told twice, the case does nothing the second time: its version guards the first, and the step has ended for the second. */
const tellCase = async (
  ports: FireDeadlinesPorts,
  deadline: LeasedDeadline,
  leasedAt: Instant,
): Promise<"fired" | "gone" | "realigned" | "put_off"> => {
  const { caseId, operationId, stepNo } = deadline;
  const outcome = await commandCase(ports, {
    principal: { role: "system", operationId },
    caseId,
    command: { kind: "step_due", stepNo },
    ifVersion: null,
    idempotency: null,
    endsEffect: null,
    answer: () => ({ status: 204, response: "" }),
  });
  if (outcome.kind === "too_busy") {
    await ports.queue.putOffDeadline(deadline, addMs(ports.clock.now(), BUSY_MS));
    return "put_off";
  }
  if (outcome.kind === "rejected" && outcome.code === "not_due_yet") return realign(ports, deadline, "realigned");
  if (outcome.kind !== "done")
    throw new Error(
      `broken invariant: ${caseId} is told that step ${stepNo} is due: ${outcome.kind === "rejected" ? outcome.code : outcome.kind}`,
    );
  const step = outcome.state.steps.find(candidate => candidate.stepNo === stepNo);
  // A step that ended since the lease took its deadline along in the same write; a row left by anything else goes here.
  const endedBefore = step === undefined || (step.status !== "active" && (step.endedAt === null || step.endedAt < leasedAt));
  return endedBefore ? realign(ports, deadline, "gone") : "fired";
};

const realign = async <H extends "gone" | "realigned">({ queue }: FireDeadlinesPorts, deadline: LeasedDeadline, how: H): Promise<H> => {
  await queue.realignDeadline(deadline);
  return how;
};
