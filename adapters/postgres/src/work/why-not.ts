import type { AccountId } from "@amends/domain/kernel/ids";
import type { WorkItemId } from "@amends/domain/work/work-item";
import type { WorkActor, WorkItem, WorkRefused } from "@amends/flows/work/work-ports";

/** Who is to hold an item, as far as that can be refused. */
export type AgentStanding = {
  readonly load: number;
  readonly capacity: number;
  readonly teams: readonly string[];
  readonly skills: readonly string[];
  readonly languages: readonly string[];
};

export type Asked = {
  readonly kind: "claim" | "release" | "hand_over" | "snooze" | "merge" | "finish" | "call";
  readonly actor: WorkActor;
  readonly itemId: WorkItemId;
  /** Who is to hold it afterwards, where anybody is. */
  readonly receiverId: AccountId | null;
  readonly intoId: WorkItemId | null;
  readonly item: WorkItem;
  readonly agent: AgentStanding | null;
  readonly into: WorkItem | null;
};

/**
 * Why a change left an item as it was, looked up after it did: the first of these that holds now. Where none does, somebody was changing it at that very
 * moment, and the same once more will be answered otherwise.
 */
export const whyNot = (asked: Asked): WorkRefused["kind"] => {
  const { item, actor, kind } = asked;
  if (item.endedAt !== null) return "item_ended";
  if (item.mergedInto !== null) return "item_merged";
  const isOthers = item.ownerId !== null && item.ownerId !== actor.accountId;
  if (isOthers && (kind === "claim" || !actor.mayMoveOthers)) return "claimed_by_other";
  if (kind === "finish" && endsWithStep(item)) return "ends_with_step";
  if (kind === "call" && item.kind !== "call_back") return "not_a_call";
  if (NEEDS_OWNER.has(kind) && item.ownerId === null) return "not_claimed";
  if (item.keepsOwner && !actor.mayMoveOthers && isKept(asked)) return "owner_kept";
  if (kind === "merge") return whyNotMerged(asked);
  return asked.receiverId === null ? "busy" : whyNotHeld(asked);
};

const NEEDS_OWNER: ReadonlySet<Asked["kind"]> = new Set(["release", "finish", "call"]);
const endsWithStep = ({ stepNo, kind }: WorkItem): boolean => stepNo !== null || kind === "order_changed";

/** Put off by its one owner, it comes back to them alone; a first look for somebody else is no reason to keep it from whoever asks for it by name. */
const isKept = ({ kind, item, actor }: Asked): boolean => {
  if (kind === "release" || kind === "hand_over") return item.ownerId !== null;
  const forOther = item.preferredId !== null && item.preferredId !== actor.accountId;
  return kind === "claim" && forOther && item.preferredUntil === null;
};

const whyNotMerged = ({ item, into }: Asked): WorkRefused["kind"] => {
  if (into === null) return "not_found";
  if (into.endedAt !== null) return "item_ended";
  if (into.mergedInto !== null || into.itemId === item.itemId) return "item_merged";
  return into.customerId === item.customerId ? "busy" : "not_same_buyer";
};

const whyNotHeld = ({ kind, agent, item }: Asked): WorkRefused["kind"] => {
  if (agent === null) return "no_agent";
  const isAble = agent.teams.includes(item.team) && agent.skills.includes(item.skill) && agent.languages.includes(item.language);
  if (kind === "hand_over" && !isAble) return "lacks_skill";
  return agent.load >= agent.capacity ? "capacity_full" : "busy";
};
