import { minMinor } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import type { Actor } from "@amends/domain/party/party";
import { outstandingMinor, type RecourseState } from "@amends/domain/recourse/recourse-state";
import { commandRecourse, potOf, type RecourseOutcome, type RecoursePorts } from "./command-recourse.ts";
import type { PotStore } from "./pot-ports.ts";
import type { RecourseStore } from "./recourse-ports.ts";

export type RunRecoursesPorts = RecoursePorts & {
  readonly recourses: Pick<RecourseStore, "commit" | "due">;
  readonly pots: Pick<PotStore, "hold">;
  /** Tells a case that its buyer is to be reminded of the debt; the same number again changes nothing. */
  readonly remindBuyer: (recourse: RecourseState, reminder: number) => Promise<void>;
};

export const BY_SYSTEM: Actor = { role: "system", id: "recourse" };

/**
 * Looks at every recourse whose time has come: asks the source it is at, or goes on to the next. A crash between holding and taking leaves a hold whose
 * key the next look asks for again; a hold the recourse has left behind is let go by its next commit. Gives how many were looked at.
 */
export const runRecourses = async (ports: RunRecoursesPorts, at: Instant, most: number): Promise<number> => {
  const due = await ports.recourses.due(at, most);
  const faults: unknown[] = [];
  for (const state of due) {
    try {
      await runRecourse(ports, state, at);
    } catch (fault) {
      faults.push(fault);
    }
  }
  // One that cannot go on keeps no other waiting, and is heard of each time.
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} of ${due.length} recourses could not be looked at`);
  return due.length;
};

export const runRecourse = async (ports: RunRecoursesPorts, state: RecourseState, at: Instant): Promise<RecourseOutcome> => {
  const source = state.trying?.source;
  if (source === "frozen_settlement" || source === "deposit") return takeFromPot(ports, state, source, at);
  const isRetry = source === "receivable" && (state.trying?.retryAt ?? Number.POSITIVE_INFINITY) <= at;
  if (isRetry && state.bearer === "buyer") await ports.remindBuyer(state, state.version);
  const taken = isRetry && state.bearer !== "buyer" ? await takeFromPot(ports, state, "deposit", at) : null;
  if (taken !== null && taken.kind !== "done") return taken;
  return commandRecourse(ports, taken?.state ?? state, { kind: "proceed" }, { by: BY_SYSTEM, at });
};

/** The key is of this version: whatever else happens to the recourse in between makes it ask anew. */
const takeFromPot = async (
  ports: RunRecoursesPorts,
  state: RecourseState,
  source: "frozen_settlement" | "deposit",
  at: Instant,
): Promise<RecourseOutcome> => {
  const pot = potOf(state, source);
  if (pot === null) throw new Error(`broken invariant: ${source} is a pot`);
  const key = `${state.recourseId}:${state.version}:${source}`;
  const [hold] = await ports.pots.hold(pot, [{ key, ownerId: state.recourseId, amountMinor: outstandingMinor(state) }], "in_part", at);
  const amountMinor = hold?.status === "held" ? minMinor(hold.amountMinor, outstandingMinor(state)) : 0n;
  const command = { kind: "take", source, amountMinor, ref: key } as const;
  return commandRecourse(ports, state, command, { by: BY_SYSTEM, at, ...(amountMinor > 0n ? { held: { pot, key } } : {}) });
};
