import type { CaseCommand } from "@amends/domain/case/case-command";
import type { CaseState } from "@amends/domain/case/case-state";
import type { Step, StepType } from "@amends/domain/case/step";
import type { AccountId, OperationId } from "@amends/domain/kernel/ids";
import { type Minor, maxMinor, sumMinor } from "@amends/domain/kernel/money";
import { type CommandPorts, commandCase } from "@amends/flows/command-case";
import type { Principal, StaffRole } from "@amends/flows/scope";
import type { Chance } from "./chance.ts";

/** Who plays whom: the accounts of one operation. */
export type Cast = { readonly operationId: OperationId; readonly accountOf: (role: StaffRole | "seller") => AccountId };

const MOVES_MAX = 8;

/** Everybody whose turn it is acts or lets it lie, until somebody lets it lie. Effects are carried out by the workers in their own time. */
export const moveOn = async (ports: CommandPorts, cast: Cast, filed: CaseState, buyer: Principal, chance: Chance): Promise<void> => {
  let state = filed;
  for (let move = 0; move < MOVES_MAX; move += 1) {
    const step = state.steps.find(({ status }) => status === "active");
    if (step === undefined || state.end !== null) return;
    const command = commandFor(step, state, chance);
    if (command === null) return;
    const outcome = await commandCase(ports, {
      principal: principalOf(step, command, cast, state, buyer),
      caseId: state.caseId,
      command,
      ifVersion: null,
      idempotency: null,
      endsEffect: null,
      answer: () => ({ status: 200, response: "" }),
    });
    if (outcome.kind !== "done") return;
    state = outcome.state;
  }
};

const principalOf = (
  step: Step,
  { kind }: CaseCommand,
  { operationId, accountOf }: Cast,
  { sellerId }: CaseState,
  buyer: Principal,
): Principal => {
  if (kind === "withdraw" || step.owner === "buyer") return buyer;
  if (step.owner === "seller") return { role: "seller", operationId, sellerId, accountId: accountOf("seller") };
  const role = step.owner === "warehouse" || step.owner === "inspector" ? "warehouse" : step.owner === "finance" ? "finance" : "supervisor";
  return { role, operationId, accountId: accountOf(role) };
};

/** Null lets the step lie: its clock goes on, which is what the lists are there to show. */
const commandFor = (step: Step, state: CaseState, chance: Chance): CaseCommand | null =>
  step.owner !== "system" && chance.inThousand(40) ? { kind: "withdraw" } : (MOVES[step.type]?.(state, chance) ?? null);

type Move = (state: CaseState, chance: Chance) => CaseCommand | null;

const MOVES: Readonly<Partial<Record<StepType, Move>>> = {
  review: ({ money }, chance) =>
    chance.weighted<CaseCommand | null>([
      [50, { kind: "approve" }],
      [12, { kind: "reject", reason: "evidence_contradicts" }],
      [10, { kind: "make_offer", amountMinor: maxMinor(halfOf(money), 1n), keepGoods: true, benefits: [] }],
      [28, null],
    ]),
  offer: (_state, chance) =>
    chance.weighted<CaseCommand | null>([
      [50, { kind: "answer_offer", accept: true }],
      [20, { kind: "answer_offer", accept: false }],
      [30, null],
    ]),
  drop_off: (_state, chance) =>
    chance.weighted<CaseCommand | null>([
      [45, { kind: "hand_over", carrier: "sf", trackingNo: `SF9${chance.between(10_000_000, 99_999_999)}` }],
      [20, { kind: "request_pickup" }],
      [35, null],
    ]),
  receive: ({ lines }, chance) =>
    chance.weighted<CaseCommand | null>([
      [65, { kind: "receive_goods", lines: lines.map(({ lineNo, quantity }) => ({ lineNo, quantity })), wrongGoods: false }],
      [35, null],
    ]),
  inspect: ({ lines }, chance) =>
    chance.weighted<CaseCommand | null>([
      [
        70,
        {
          kind: "inspect_goods",
          lines: lines.map(({ lineNo, quantity }) => ({ lineNo, grade: "a", good: quantity, damaged: 0, missing: 0, wrong: 0 })),
        },
      ],
      [30, null],
    ]),
  return_to_buyer: (_state, chance) => ({ kind: "send_back", carrier: "sf", trackingNo: `SF8${chance.between(10_000_000, 99_999_999)}` }),
};

const halfOf = ({ refunds }: CaseState["money"]): Minor => sumMinor(refunds.map(refund => refund.promisedMinor)) / 2n;
