import type { SellerId } from "@amends/domain/kernel/ids";
import { addMs, DAY_MS, type Instant } from "@amends/domain/kernel/time";
import { type CommandOutcome, type CommandPorts, commandCase } from "./command-case.ts";
import type { Merchant, MerchantStore, StatementLine } from "./recourse-ports.ts";
import { type Principal, scopeOf } from "./scope.ts";

/** An objection to a line is answered within five days (policy.md §8, merchantAppeal.answerWorkDays, taken in calendar days: the sooner). */
const ANSWERED_WITHIN_MS = 5 * DAY_MS;

export type ObjectionPorts = CommandPorts & { readonly merchants: Pick<MerchantStore, "findLine" | "object"> };

export type ObjectionOutcome =
  | { readonly kind: "raised"; readonly raisedAt: Instant; readonly dueAt: Instant }
  | { readonly kind: "no_such_line" }
  | { readonly kind: "known" }
  | Exclude<CommandOutcome, { readonly kind: "done" | "answered_before" }>;

/** What the seller says goes into the case, under the buyer's key like every word about it; the line waits for an answer until a stated time. */
export const objectToLine = async (
  ports: ObjectionPorts,
  principal: Principal,
  merchant: Merchant,
  said: { readonly lineKey: string; readonly text: string },
  at: Instant,
): Promise<ObjectionOutcome> => {
  const line = await ports.merchants.findLine(scopeOf(principal), merchant.sellerId, said.lineKey);
  if (line === null || line.caseId === null) return { kind: "no_such_line" };
  if (line.objection !== null) return { kind: "known" };
  const noted = await note(ports, principal, line, said.text);
  if (noted.kind !== "done" && noted.kind !== "answered_before") return noted;
  const dueAt = addMs(at, ANSWERED_WITHIN_MS);
  const { shard, operationId } = merchant;
  const place: { readonly sellerId: SellerId } = merchant;
  const how = await ports.merchants.object({
    shard,
    operationId,
    ...place,
    lineKey: said.lineKey,
    caseId: line.caseId,
    raisedAt: at,
    dueAt,
  });
  return how === "raised" ? { kind: "raised", raisedAt: at, dueAt } : { kind: "known" };
};

const note = (ports: ObjectionPorts, principal: Principal, { caseId }: StatementLine, text: string): Promise<CommandOutcome> => {
  if (caseId === null) throw new Error("broken invariant: a line that is objected to has a case");
  return commandCase(ports, {
    principal,
    caseId,
    command: { kind: "write_note", text, visibleTo: principal.role === "seller" ? "everyone" : "staff" },
    ifVersion: null,
    idempotency: null,
    endsEffect: null,
    answer: () => ({ status: 204, response: "" }),
  });
};
