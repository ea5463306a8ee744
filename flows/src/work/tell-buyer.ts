import { type CommandPorts, commandCase } from "../command-case.ts";
import { inOrderAtMost } from "../in-order-at-most.ts";
import type { Untold, WorkStore } from "./work-ports.ts";

export type TellBuyerPorts = CommandPorts & { readonly work: Pick<WorkStore, "untold" | "told"> };

const MOST = 50;
const AT_ONCE = 4;

/** Everybody who took a matter over and whose buyer does not know yet. Null when nobody is left, 0 when there may be more. */
export const tellBuyers = async (ports: TellBuyerPorts): Promise<number | null> => {
  const untold = await ports.work.untold(MOST);
  const told = await inOrderAtMost(AT_ONCE, untold, one => tellBuyer(ports, one));
  return untold.length === MOST && told.some(Boolean) ? 0 : null;
};

/**
 * An ordinary command to the case, under a key that names this taking over: where the process dies between the case and the note that it knows, the buyer is
 * told once. A case that is busy is asked again at the next look; one that is gone, or whose buyer is, has nobody to tell.
 */
export const tellBuyer = async (ports: TellBuyerPorts, untold: Untold): Promise<boolean> => {
  const { operationId, itemId, caseId, ownerId, promisedAt, ownedSince } = untold;
  const outcome = await commandCase(ports, {
    principal: { role: "system", operationId },
    caseId,
    command: { kind: "name_handler", accountId: ownerId, promisedAt },
    ifVersion: null,
    idempotency: { principal: "work", key: `${itemId}-${ownerId}-${ownedSince ?? 0}`, requestHash: "name_handler" },
    endsEffect: null,
    answer: () => ({ status: 204, response: "" }),
  });
  if (outcome.kind === "too_busy") return false;
  await ports.work.told(untold);
  return true;
};
