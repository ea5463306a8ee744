import type { FeedReader } from "@amends/flows/feed-ports";
import type { FilingPorts } from "@amends/flows/file-case";
import type { WorkProjection } from "@amends/flows/work/work-ports";
import { createAgentStore } from "@amends/postgres/work/agent-store";
import { createRosterStore } from "@amends/postgres/work/roster-store";
import { createTeamStore } from "@amends/postgres/work/team-store";
import { createWorkStore } from "@amends/postgres/work/work-store";
import type pg from "pg";
import type { ServerDeps } from "./deps.ts";
import { startDeskLoop } from "./workers/desk-loop.ts";
import type { LoopList } from "./workers/loop-list.ts";

type Given = {
  readonly pool: pg.Pool;
  readonly filing: FilingPorts;
  readonly projection: WorkProjection;
  readonly caseVersion: FeedReader["caseVersion"];
  readonly loops: Pick<LoopList, "start">;
};

/** What people are asked to do and the people themselves, and the loop that gives the one to the other. */
export const startDesk = ({ pool, filing, projection, caseVersion, loops }: Given): ServerDeps["work"] => {
  const work = {
    ...filing,
    work: createWorkStore(pool),
    projection,
    agents: createAgentStore(pool),
    team: createTeamStore(pool),
    roster: createRosterStore(pool),
    caseVersion,
  };
  startDeskLoop(work, loops);
  return work;
};
