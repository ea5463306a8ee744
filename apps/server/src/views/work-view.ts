import type { workAgent, workItem } from "@amends/contract/views/work-view";
import type { WorkAgentRow, WorkItem } from "@amends/flows/work/work-ports";
import type { z } from "zod";

export const workItemView = ({
  operationId: _operation,
  rankAt: _rank,
  preferredUntil: _until,
  ...item
}: WorkItem): z.output<typeof workItem> => item;

export const workAgentView = (agent: WorkAgentRow): z.output<typeof workAgent> => {
  const { role, teams, skills, languages, shifts } = agent;
  if (role === "buyer" || role === "integrator" || role === "system")
    throw new Error(`broken invariant: ${agent.accountId} is an account, and ${role} has none`);
  return { ...agent, role, teams: [...teams], skills: [...skills], languages: [...languages], shifts: [...shifts] };
};
