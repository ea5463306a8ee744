import { type ProjectWorkPorts, projectWork } from "@amends/flows/work/project-work";
import { type TellBuyerPorts, tellBuyers } from "@amends/flows/work/tell-buyer";
import { type Loop, startLoop } from "./loop.ts";

/** An item may be seen this much later than its case asked for it; a server that numbers no events itself hears of them by the feed's wake-up. */
const POLL_MS = 500;
const GAP_MS = 100;

/** Follows the feed for what people are to do, and tells buyers who took their matter over. Any number of servers do it side by side. */
export const startDeskLoop = (ports: ProjectWorkPorts & TellBuyerPorts, onFault: (name: string, fault: unknown) => void): Loop => {
  const turn = async (): Promise<number | null> => {
    const [read, told] = [await projectWork(ports), await tellBuyers(ports)];
    return read ?? told;
  };
  return startLoop({ name: "desk", turn, pollMs: POLL_MS, gapMs: GAP_MS, onFault });
};
