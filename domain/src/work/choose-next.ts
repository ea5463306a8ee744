import type { AccountId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { WorkAgent, WorkClass, WorkItemId, WorkLanguage } from "./work-item.ts";

/** An item nobody holds. `rankAt` is when it would have begun to wait, had its head start been waiting. */
export type WaitingItem = {
  readonly itemId: WorkItemId;
  readonly team: string;
  readonly skill: string;
  readonly language: WorkLanguage;
  readonly class: WorkClass;
  readonly rankAt: Instant;
  /** Not before: put off until then. */
  readonly readyAt: Instant;
  /** Kept for this person until then; null in `preferredUntil` = for ever. */
  readonly preferredId: AccountId | null;
  readonly preferredUntil: Instant | null;
  /** Taken from this person for being late: not offered to them again before then. */
  readonly passedOver?: { readonly fromId: AccountId; readonly until: Instant };
};

export const NO_NEXT = ["not_on_duty", "capacity_full", "nothing_waiting"] as const;
export type NoNext = (typeof NO_NEXT)[number];

/**
 * The next item for a person: the highest class they may work on, in it the one that has waited longest, and where two waited alike the older id. The
 * database chooses by the same rule in one statement; a test holds the two against each other.
 */
export const chooseNext = <Item extends WaitingItem>(agent: WorkAgent, waiting: Iterable<Item>, now: Instant): Item | NoNext => {
  if (!agent.isOnDuty) return "not_on_duty";
  if (agent.load >= agent.capacity) return "capacity_full";
  let best: Item | null = null;
  for (const item of waiting) if (mayTake(agent, item, now) && (best === null || goesBefore(item, best))) best = item;
  return best ?? "nothing_waiting";
};

export const mayTake = (agent: WorkAgent, item: WaitingItem, now: Instant): boolean =>
  item.readyAt <= now &&
  agent.teams.includes(item.team) &&
  agent.skills.includes(item.skill) &&
  agent.languages.includes(item.language) &&
  !(item.passedOver?.fromId === agent.accountId && now < item.passedOver.until) &&
  (item.preferredId === null || item.preferredId === agent.accountId || (item.preferredUntil !== null && item.preferredUntil <= now));

export const goesBefore = (one: WaitingItem, other: WaitingItem): boolean => {
  if (one.class !== other.class) return one.class < other.class;
  if (one.rankAt !== other.rankAt) return one.rankAt < other.rankAt;
  return one.itemId < other.itemId;
};
