import type { RecourseState } from "@amends/domain/recourse/recourse-state";
import { type CommandPorts, commandCase } from "./command-case.ts";

/** Tells the case of a debt that its buyer is to be reminded. A case that is too busy is told at the recourse's next look, under the same number. */
export const remindBuyer =
  (ports: CommandPorts) =>
  async ({ operationId, caseId }: RecourseState, reminder: number): Promise<void> => {
    const outcome = await commandCase(ports, {
      principal: { role: "system", operationId },
      caseId,
      command: { kind: "remind_of_debt", reminder },
      ifVersion: null,
      idempotency: null,
      endsEffect: null,
      answer: () => ({ status: 204, response: "" }),
    });
    if (outcome.kind !== "done" && outcome.kind !== "person_erased")
      throw new Error(`${caseId} was not told to remind its buyer: ${outcome.kind}`);
  };
