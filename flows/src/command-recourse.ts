import type { RunningPack } from "@amends/domain/case/bind-rules";
import { shardOf } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { Actor } from "@amends/domain/party/party";
import { decideRecourse, type RecourseDecided } from "@amends/domain/recourse/decide-recourse";
import { evolveRecourse } from "@amends/domain/recourse/evolve-recourse";
import type { RecourseCommand, RecourseRejection } from "@amends/domain/recourse/recourse-command";
import type { RecordedRecourse } from "@amends/domain/recourse/recourse-event";
import { recoursePosting } from "@amends/domain/recourse/recourse-postings";
import { recoveryRules } from "@amends/domain/recourse/recourse-rules";
import type { RecourseState } from "@amends/domain/recourse/recourse-state";
import { depositPot, frozenPot, type PotPlace } from "./pot-ports.ts";
import type { RecourseStore, RecourseWrite } from "./recourse-ports.ts";

export type RecoursePorts = {
  readonly recourses: Pick<RecourseStore, "commit">;
  readonly policy: { readonly packByHash: (packHash: string) => Promise<RunningPack> };
};

export type RecourseOutcome =
  | { readonly kind: "done"; readonly state: RecourseState }
  | { readonly kind: "stale" }
  | { readonly kind: "rejected"; readonly code: RecourseRejection };

/** Decides and commits; what was held of a pot for this is taken in the same transaction, and what is given back returns to where it came from. */
export const commandRecourse = async (
  ports: RecoursePorts,
  before: RecourseState,
  command: RecourseCommand,
  how: { readonly by: Actor; readonly at: Instant; readonly held?: { readonly pot: PotPlace; readonly key: string } },
): Promise<RecourseOutcome> => {
  const { pack } = await ports.policy.packByHash(before.packHash);
  const decided = decideRecourse(before, command, { rules: recoveryRules(pack), now: how.at, by: how.by });
  if (decided.kind === "rejected") return decided;
  if (decided.events.length === 0) return { kind: "done", state: before };
  const written = await ports.recourses.commit(writeOf(before, decided, how));
  return written === "stale" ? { kind: "stale" } : { kind: "done", state: decided.state };
};

/** The first command opens it: both become durable together. `stale` where it is open already. */
export const openRecourse = async (
  ports: RecoursePorts,
  opened: Extract<RecordedRecourse, { readonly type: "recourse_opened" }>,
  command: RecourseCommand,
  { by, at }: { readonly by: Actor; readonly at: Instant },
): Promise<RecourseOutcome> => {
  const before = evolveRecourse(null, opened);
  const { pack } = await ports.policy.packByHash(before.packHash);
  const decided = decideRecourse(before, command, { rules: recoveryRules(pack), now: at, by });
  if (decided.kind === "rejected") return decided;
  const write = writeOf(before, decided, { at });
  const written = await ports.recourses.commit({ ...write, before: null, events: [opened, ...write.events] });
  return written === "stale" ? { kind: "stale" } : { kind: "done", state: decided.state };
};

const writeOf = (
  before: RecourseState,
  { events, state }: Extract<RecourseDecided, { kind: "accepted" }>,
  { at, held }: { readonly at: Instant; readonly held?: { readonly pot: PotPlace; readonly key: string } },
): RecourseWrite => ({
  shard: shardOf(before.recourseId),
  before,
  state,
  events,
  legs: recoursePosting(before, state),
  takes: held === undefined ? [] : [{ pot: held.pot, keys: [held.key] }],
  moves: events.flatMap(event => {
    if (event.type !== "money_given_back") return [];
    const pot = potOf(state, event.source);
    return pot === null
      ? []
      : [{ pot, move: { key: `${state.recourseId}:${event.ref}`, kind: "given_back", amountMinor: event.amountMinor } }];
  }),
  at,
});

/** The pot a source is taken from; null where the money is the host's or comes by itself. */
export const potOf = (state: RecourseState, source: string): PotPlace | null => {
  const shard = shardOf(state.recourseId);
  if (source === "deposit") return depositPot(shard, state.sellerId);
  return source === "frozen_settlement" ? frozenPot(shard, state.sellerId, state.externalOrderNo) : null;
};
