import type { CaseId } from "@amends/domain/kernel/ids";
import { shardOf } from "@amends/domain/kernel/ids";
import { addMs, HOUR_MS, type Instant } from "@amends/domain/kernel/time";
import { type CommandPorts, commandCase } from "./command-case.ts";
import type { AnnouncedExtension, ExtensionPlace, ExtensionStore } from "./extension-ports.ts";
import { inOrderAtMost } from "./in-order-at-most.ts";

export type ExtendTimesPorts = CommandPorts & { readonly extensions: ExtensionStore };

const BATCH = 50;
const AT_ONCE = 4;
const LEASE_MS = 60_000;
/** While an announced time runs, steps begin: so often they are looked for. */
const AGAIN_MS = HOUR_MS;
const START: ExtensionPlace = { shard: -1, caseId: "" };

/**
 * Tells one batch of open cases of one announcement; true when there may be more to do. Each case is told by a command and decides itself what it means
 * for it; told twice, it changes nothing the second time, so a worker that dies half way loses nothing.
 */
export const extendTimesOfCases = async (ports: ExtendTimesPorts): Promise<boolean> => {
  const { extensions, clock } = ports;
  const leased = await extensions.lease(clock.now(), LEASE_MS);
  if (leased === null) return false;
  const { extension, place } = leased;
  const cases = await extensions.casesAfter(extension, place, BATCH);
  await inOrderAtMost(AT_ONCE, cases, caseId => tell(ports, extension, caseId));
  const last = cases.at(-1);
  if (last !== undefined) await extensions.save(extension, { shard: shardOf(last), caseId: last }, "at_once");
  else await extensions.save(extension, START, nextPass(extension, clock.now()));
  return true;
};

const nextPass = ({ withdrawnAt, untilAt }: AnnouncedExtension, now: Instant): Instant | "never" =>
  withdrawnAt !== null || untilAt <= now ? "never" : addMs(now, AGAIN_MS);

const tell = async (ports: ExtendTimesPorts, extension: AnnouncedExtension, caseId: CaseId): Promise<void> => {
  const { operationId, extensionId, announcedAt: _at, announcedBy: _by, withdrawnAt, ...announced } = extension;
  const outcome = await commandCase(ports, {
    principal: { role: "system", operationId },
    caseId,
    command:
      withdrawnAt === null
        ? { kind: "extend_times", extension: { extensionId, ...announced } }
        : { kind: "take_back_extension", extensionId },
    ifVersion: null,
    idempotency: null,
    endsEffect: null,
    answer: () => ({ status: 204, response: "" }),
  });
  if (outcome.kind !== "done" && outcome.kind !== "too_busy")
    throw new Error(`broken invariant: ${caseId} is told of ${extensionId}: ${outcome.kind === "rejected" ? outcome.code : outcome.kind}`);
};
