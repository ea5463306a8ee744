import { assert } from "../kernel/assert.ts";

/**
 * How many people a stream of work needs (policy.md §4.3). Offered load A = arrivals per second × handling time; the queue is stable only above A people.
 * The formula ignores those who give up waiting, so it never asks for too few. An estimate for planning: nothing is decided by it.
 */
export type StaffingAsk = {
  readonly arrivals: number;
  readonly perSeconds: number;
  readonly handleSeconds: number;
  /** So many basis points of the arrivals are answered within so many seconds. */
  readonly withinSeconds: number;
  readonly targetBasisPoints: number;
  /** The share of paid time in which a person is not at the desk. */
  readonly shrinkageBasisPoints: number;
};

export type Staffing = {
  readonly load: number;
  readonly agents: number;
  /** The chance that one has to wait at all. */
  readonly waits: number;
  readonly serviceLevel: number;
  readonly meanWaitSeconds: number;
  readonly occupancy: number;
  /** People on the list, so that `agents` of them are at the desk. */
  readonly headcount: number;
};

const WHOLE = 10_000;
/** A desk of ten thousand is a mistake in the figures, and the search has an end. */
const AGENTS_MAX = 10_000;

export const staffingFor = (ask: StaffingAsk): Staffing => {
  const { shrinkageBasisPoints } = ask;
  assert(shrinkageBasisPoints >= 0 && shrinkageBasisPoints < WHOLE, "somebody is at the desk");
  const load = loadOf(ask);
  let agents = Math.floor(load) + 1;
  while (agents < AGENTS_MAX && serviceOf(ask, agents).serviceLevel * WHOLE < ask.targetBasisPoints) agents += 1;
  return serviceOf(ask, agents);
};

/** What a given number of people achieves. With too few for the load nobody is ever answered. */
export const serviceOf = (ask: StaffingAsk, agents: number): Staffing => {
  const load = loadOf(ask);
  const headcount = (agents * WHOLE) / (WHOLE - ask.shrinkageBasisPoints);
  if (load === 0) return { load, agents, waits: 0, serviceLevel: 1, meanWaitSeconds: 0, occupancy: 0, headcount };
  if (agents <= load)
    return { load, agents, waits: 1, serviceLevel: 0, meanWaitSeconds: Number.POSITIVE_INFINITY, occupancy: 1, headcount };
  const blocked = erlangB(load, agents);
  const waits = (agents * blocked) / (agents - load * (1 - blocked));
  const spare = agents - load;
  return {
    load,
    agents,
    waits,
    serviceLevel: 1 - waits * Math.exp((-spare * ask.withinSeconds) / ask.handleSeconds),
    meanWaitSeconds: (waits * ask.handleSeconds) / spare,
    occupancy: load / agents,
    headcount,
  };
};

const loadOf = ({ arrivals, perSeconds, handleSeconds }: StaffingAsk): number => (arrivals * handleSeconds) / perSeconds;

/** B(0) = 1, B(k) = A·B(k−1) / (k + A·B(k−1)): no factorial to overflow. */
const erlangB = (load: number, agents: number): number => {
  let blocked = 1;
  for (let count = 1; count <= agents; count += 1) blocked = (load * blocked) / (count + load * blocked);
  return blocked;
};
