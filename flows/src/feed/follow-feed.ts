import type { Clock } from "../clock.ts";
import {
  type Drawn,
  type FeedStretch,
  type FollowedFeed,
  type FollowerName,
  type FollowerPlace,
  NOTHING_WRITTEN,
  type Written,
} from "./followed-feed.ts";

/** What each follower makes of a stretch. Whatever it does besides can be done twice: a crash comes between it and the commit. */
export type Followers = { readonly [Name in FollowerName]: (stretch: FeedStretch) => Promise<Extract<Drawn, { readonly follower: Name }>> };

export type FollowFeedPorts = { readonly feed: FollowedFeed; readonly followers: Followers; readonly clock: Clock };

export type Followed = {
  /** There may be more to read at once. */
  readonly isMore: boolean;
  readonly written: Written;
  /** Followers that stayed where they were. */
  readonly blocked: readonly { readonly name: FollowerName; readonly fault: unknown }[];
};

/** So many events at a time: statements that are over in some tens of milliseconds, and hold their locks no longer. */
const PAGE = 1000;
const FAULT_LENGTH_MAX = 200;

/**
 * One look for those who stand at `places`. Who stand together read together: one reading of what is new, one transaction for all they write. Who cannot
 * go on stays behind, reads alone from there, and stands with the others again when it has caught up.
 */
export const followFeed = async (ports: FollowFeedPorts, places: readonly FollowerPlace[]): Promise<Followed> => {
  let sum: Followed = { isMore: false, written: NOTHING_WRITTEN, blocked: [] };
  for (const [readTo, names] of standingTogether(places)) {
    const stretch = await ports.feed.read(readTo, PAGE);
    if (stretch === null) continue;
    const { written, blocked } = await readTogether(ports, stretch, names);
    sum = {
      isMore: sum.isMore || (stretch.to - stretch.from >= PAGE && blocked.length < names.length),
      written: add(sum.written, written),
      blocked: [...sum.blocked, ...blocked],
    };
  }
  for (const { name, fault } of sum.blocked) await ports.feed.blocked(name, faultText(fault), ports.clock.now());
  return sum;
};

const standingTogether = (places: readonly FollowerPlace[]): ReadonlyMap<number, readonly FollowerName[]> => {
  const groups = new Map<number, readonly FollowerName[]>();
  for (const { name, readTo } of places) groups.set(readTo, [...(groups.get(readTo) ?? []), name]);
  return groups;
};

type Outcome = Pick<Followed, "written" | "blocked">;

const readTogether = async (
  { feed, followers, clock }: FollowFeedPorts,
  stretch: FeedStretch,
  names: readonly FollowerName[],
): Promise<Outcome> => {
  const drawn: Drawn[] = [];
  const blocked: { readonly name: FollowerName; readonly fault: unknown }[] = [];
  for (const name of names) {
    try {
      drawn.push(await followers[name](stretch));
    } catch (fault) {
      blocked.push({ name, fault });
    }
  }
  let written = NOTHING_WRITTEN;
  const commit = async (some: readonly Drawn[]): Promise<void> => {
    written = add(written, (await feed.commit(stretch, some, clock.now())) ?? NOTHING_WRITTEN);
  };
  if (drawn.length === 0) return { written, blocked };
  try {
    await commit(drawn);
  } catch {
    // One of them spoils it for all: each for itself, which one it was shows.
    for (const each of drawn) await commit([each]).catch(fault => blocked.push({ name: each.follower, fault }));
  }
  return { written, blocked };
};

const add = (left: Written, right: Written): Written => ({
  handed: [...left.handed, ...right.handed],
  sends: left.sends + right.sends,
  surveys: left.surveys + right.surveys,
  deliveries: left.deliveries + right.deliveries,
});

const faultText = (fault: unknown): string => String(fault).slice(0, FAULT_LENGTH_MAX);
