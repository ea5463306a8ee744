import type { CaseCommand } from "@amends/domain/case/case-command";
import type { CaseState } from "@amends/domain/case/case-state";
import type { Step, StepType } from "@amends/domain/case/step";
import type { AccountId, OperationId } from "@amends/domain/kernel/ids";
import { type Minor, sumMinor } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import { type CommandPorts, commandCase, type WriteNote } from "@amends/flows/command-case";
import type { Principal, StaffRole } from "@amends/flows/scope";
import type { Chance } from "./chance.ts";

/** Who plays whom: the accounts of one operation. */
export type Cast = { readonly operationId: OperationId; readonly accountOf: (role: StaffRole | "seller") => AccountId };

/**
 * What became of a turn: `done`; `lies`: a buyer lets it lie, and what silence means happens by itself; `waits`: it is nobody's turn but a partner's, or
 * whoever's it is comes to it later.
 */
export type Turned = "done" | "lies" | "waits";

/** Whoever's turn it is acts, or does not. Partners answer in their own time. */
export const moveOn = async (ports: CommandPorts, cast: Cast, state: CaseState, buyer: Principal, chance: Chance): Promise<Turned> => {
  const step = state.steps.find(({ status }) => status === "active");
  if (step === undefined || MOVES[step.type] === undefined) return "waits";
  const command = commandFor(step, state, ports.clock.now(), chance);
  if (command === null) return step.owner === "buyer" ? "lies" : "waits";
  return (await say(ports, state, principalOf(step, command, cast, state, buyer), command)) ? "done" : "waits";
};

const NOTES = [
  "已电话联系买家，约定今晚再回复",
  "买家补充：外箱完好，里面有磕碰",
  "和仓库核对过出库记录，件数没有问题",
  "买家比较着急，请优先处理",
  "已向承运商催查，等回复",
];

/** What somebody at the desk writes down for the next one. */
export const writeNote = (ports: CommandPorts, { operationId, accountOf }: Cast, state: CaseState, chance: Chance): Promise<boolean> =>
  say(
    ports,
    state,
    { role: "agent", operationId, accountId: accountOf("agent") },
    { kind: "write_note", text: chance.oneOf(NOTES), visibleTo: "staff" },
  );

const say = async (
  ports: CommandPorts,
  { caseId }: CaseState,
  principal: Principal,
  command: CaseCommand | WriteNote,
): Promise<boolean> => {
  const outcome = await commandCase(ports, {
    principal,
    caseId,
    command,
    ifVersion: null,
    idempotency: null,
    endsEffect: null,
    answer: () => ({ status: 200, response: "" }),
  });
  return outcome.kind === "done";
};

const principalOf = (
  step: Step,
  { kind }: CaseCommand,
  { operationId, accountOf }: Cast,
  { sellerId }: CaseState,
  buyer: Principal,
): Principal => {
  if (kind === "withdraw" || kind === "confirm_arrival" || step.owner === "buyer") return buyer;
  if (kind === "report_tracking") return { role: "admin", operationId, accountId: accountOf("admin") };
  if (step.owner === "seller") return { role: "seller", operationId, sellerId, accountId: accountOf("seller") };
  const role =
    step.owner === "warehouse" || step.owner === "inspector" || step.owner === "repairer"
      ? "warehouse"
      : step.owner === "finance"
        ? "finance"
        : "supervisor";
  return { role, operationId, accountId: accountOf(role) };
};

const commandFor = (step: Step, state: CaseState, now: Instant, chance: Chance): CaseCommand | null =>
  step.owner !== "system" && chance.inThousand(40) ? { kind: "withdraw" } : (MOVES[step.type]?.(state, chance, now) ?? null);

type Move = (state: CaseState, chance: Chance, now: Instant) => CaseCommand | null;

const MOVES: Readonly<Partial<Record<StepType, Move>>> = {
  review: ({ money, serviceType }, chance) =>
    chance.weighted<CaseCommand | null>([
      [50, PAYS_ON_TOP.has(serviceType) ? grantOf(chance) : { kind: "approve" }],
      [12, { kind: "reject", reason: "evidence_contradicts" }],
      [10, offerOf(money)],
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
  pickup: ({ returnParcel }, _chance, now) =>
    returnParcel === null ? null : { kind: "report_tracking", trackingNo: returnParcel.trackingNo, code: "picked_up", trackedAt: now },
  trace: (_state, chance) =>
    chance.weighted<CaseCommand | null>([
      [55, { kind: "report_trace", finding: "arrived" }],
      [15, { kind: "report_trace", finding: "lost" }],
      [30, null],
    ]),
  reship: ({ replacementParcel }) => (replacementParcel === null ? null : { kind: "confirm_arrival", arrived: true }),
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
  follow_up: (_state, chance) =>
    chance.weighted<CaseCommand | null>([
      [60, { kind: "confirm_solution", settled: true }],
      [10, { kind: "confirm_solution", settled: false }],
      [30, null],
    ]),
  visit: (_state, chance) => (chance.inThousand(600) ? { kind: "report_visit", met: true } : null),
  quote: (_state, chance) => ({ kind: "answer_quote", accept: chance.inThousand(700) }),
  repair: (_state, chance) =>
    chance.weighted<CaseCommand | null>([
      [45, { kind: "report_repair", result: "repaired", parts: [] }],
      [15, { kind: "report_repair", result: "beyond_repair", parts: [] }],
      [40, null],
    ]),
  forward: (state, chance) => sentOrArrived(state, `SF6${chance.between(10_000_000, 99_999_999)}`),
  ship_back: (state, chance) => sentOrArrived(state, `SF7${chance.between(10_000_000, 99_999_999)}`),
  return_to_buyer: (_state, chance) => ({ kind: "send_back", carrier: "sf", trackingNo: `SF8${chance.between(10_000_000, 99_999_999)}` }),
};

const sentOrArrived = ({ replacementParcel }: CaseState, trackingNo: string): CaseCommand =>
  replacementParcel === null ? { kind: "send_back", carrier: "sf", trackingNo } : { kind: "confirm_arrival", arrived: true };

/** Cases whose sum a person names. */
const PAYS_ON_TOP: ReadonlySet<CaseState["serviceType"]> = new Set(["compensation", "complaint", "guarantee_claim"]);

const grantOf = (chance: Chance): CaseCommand => ({
  kind: "grant",
  grant: { refundMinor: 0n, cashMinor: BigInt(chance.between(5, 30)) * 100n, benefits: [], bearer: null },
});

/** Half of what is asked for; where nothing is, there is nothing to halve, and a complaint is not bought off with a cent. */
const offerOf = (money: CaseState["money"]): CaseCommand | null => {
  const amountMinor = halfOf(money);
  return amountMinor === 0n ? null : { kind: "make_offer", amountMinor, keepGoods: true, benefits: [] };
};

const halfOf = ({ refunds }: CaseState["money"]): Minor => sumMinor(refunds.map(refund => refund.promisedMinor)) / 2n;
