import type { CaseCommand } from "@amends/domain/case/case-command";
import { lacksGrant } from "@amends/domain/case/decide-grant";
import { GIVE_ADDRESS, heldStep } from "@amends/domain/case/give-address";
import type { PlanTarget, PlanTemplate } from "@amends/domain/case/plan-graph";
import { STEP_OUTCOMES, type Step, type StepOutcome } from "@amends/domain/case/step";
import { addMs } from "@amends/domain/kernel/time";
import { by, FAKE_REASON, NOWHERE } from "./a-case.ts";
import { check, type World } from "./a-world.ts";
import { planNamed } from "./plans.ts";
import { actorOf, counted, granted, inspected, scan } from "./what-people-do.ts";

/** How many cases may try each way, with other claims and offers each time. */
export const STARTS = 120;

/** Goes through the plan towards one outcome of one step, always by the way that leads there soonest. */
export const walkTo = (world: World, plan: PlanTemplate, key: string, outcome: StepOutcome): void => {
  for (let turn = 0; turn < 30 && world.state.end === null; turn += 1) {
    if (outcome === "no_address") loseAddress(world, key);
    const active = world.state.steps.filter(step => step.status === "active");
    const isGoal = (step: Step): boolean => step.key === key || (step.key === GIVE_ADDRESS && heldStep(world.state)?.key === key);
    const goal = active.find(isGoal);
    if (goal !== undefined) {
      makeHappen(world, goal, outcome);
      check(world);
      if (world.state.steps.some(step => step.key === key && step.outcome === outcome)) return;
      continue;
    }
    const step = active.toSorted((left, right) => distance(plan, left.key, key) - distance(plan, right.key, key))[0];
    if (step === undefined) return;
    stepTowards(world, plan, step, key);
    check(world);
  }
};

/** From here on nobody knows where the goods of this step go; others were told before. */
const loseAddress = (world: World, key: string): void => {
  if (!world.state.steps.some(each => each.key === key && each.status === "active")) return;
  world.rules = { ...world.rules, places: NOWHERE };
  world.say({ kind: "note_return_address", was: {}, since: world.now }, by("system"));
};

/** The first attempts go by the shortest way; the later ones stray, as long as the goal can still be reached. */
const stepTowards = (world: World, plan: PlanTemplate, step: Step, key: string): void => {
  const withdrawn = plan.withdraw.get(step.key);
  const ways = [...(plan.steps.get(step.key)?.next ?? []), ...(withdrawn === undefined ? [] : [["withdraw", withdrawn] as const])]
    .map(([outcome, target]) => ({ outcome, far: targetDistance(plan, target, key) }))
    .filter(way => way.far < FAR)
    .sort((left, right) => left.far - right.far);
  const stray = world.attempt < STARTS / 3 ? 0 : (world.attempt * 7 + world.state.version) % 5;
  const way = ways[stray % Math.max(1, ways.length)];
  if (way?.outcome === "withdraw") {
    world.say({ kind: "withdraw" }, by("buyer"));
    for (const effect of world.unanswered.filter(({ kind }) => kind === "cancel_pickup")) world.answer(effect, false);
  } else makeHappen(world, step, way?.outcome ?? STEP_OUTCOMES[step.type][0]);
};

const targetDistance = (plan: PlanTemplate, target: PlanTarget, key: string): number =>
  target.kind === "end" ? FAR : Math.min(...target.keys.map(next => distance(plan, next, key)));

const FAR = 1000;

const distance = (plan: PlanTemplate, from: string, key: string): number => {
  const seen = new Set([from]);
  for (let ring = [from], steps = 0; ring.length > 0; steps += 1) {
    if (ring.includes(key)) return steps;
    const targets = ring.flatMap(one => [
      ...(plan.steps.get(one)?.next.values() ?? []),
      ...[plan.withdraw.get(one)].filter(way => way !== undefined),
    ]);
    ring = [...new Set(targets.flatMap(target => (target.kind === "steps" ? target.keys : [])))].filter(one => !seen.has(one));
    for (const one of ring) seen.add(one);
  }
  return FAR;
};

/** Whatever it takes for this step to end this way: somebody's word, a partner's answer, or nobody's. */
const makeHappen = (world: World, step: Step, outcome: StepOutcome): void => {
  for (const effect of world.unanswered.filter(one => one.stepNo === step.stepNo)) world.answer(effect, REFUSED.has(outcome));
  const now = world.state.steps.find(one => one.stepNo === step.stepNo);
  if (now?.status !== "active") return;
  const command = commandTo(world, step, outcome);
  if (command !== null) world.say(command, actorOf(command, step, world.state));
  else if (step.dueAt !== null) {
    world.now = addMs(step.dueAt, 0);
    world.say({ kind: "step_due", stepNo: step.stepNo }, by("system"));
  }
};

/** Where approving pays nothing next, it is all there is to say. */
const approving = (attempt: number, { planTemplate }: World["state"], { key }: Step): CaseCommand => {
  const { steps } = planNamed(planTemplate);
  const target = steps.get(key)?.next.get("approved");
  const pays = target?.kind === "steps" && target.keys.some(next => steps.get(next)?.type === "compensate");
  return pays ? granted(attempt) : { kind: "approve" };
};

/** What a step comes to when its partner says no. */
const REFUSED: ReadonlySet<StepOutcome> = new Set([
  "refund_failed",
  "not_compensated",
  "not_collected",
  "not_intercepted",
  "out_of_stock",
  "not_delivered",
  "not_booked",
  "not_accepted",
  "not_amended",
]);

const commandTo = ({ state, attempt }: World, step: Step, outcome: StepOutcome): CaseCommand | null => {
  switch (outcome) {
    case "approved":
      return attempt % 2 === 0 && !lacksGrant(state, planNamed(state.planTemplate), step)
        ? { kind: "approve" }
        : approving(attempt, state, step);
    case "compensated":
      return { kind: "settle_by_hand", stepNo: step.stepNo, gatewayRef: "bank-1" };
    case "settled":
    case "reopened":
      return { kind: "confirm_solution", settled: outcome === "settled" };
    case "arrived":
    case "lost":
    case "damaged":
      return { kind: "report_trace", finding: outcome };
    case "visited":
    case "nobody_home":
      return { kind: "report_visit", met: outcome === "visited" };
    case "repaired":
    case "beyond_repair":
      return { kind: "report_repair", result: outcome, parts: [] };
    case "quoted":
      return { kind: "quote_repair", amountMinor: 900n };
    case "accepted":
      return { kind: "answer_quote", accept: true };
    case "provided":
    case "disposed":
      return { kind: "provide_evidence", items: [{ fileId: "file_000000000000000000000001", kind: "photo", sha256: "00" }] };
    case "rejected":
      return { kind: "reject", reason: "goods_used" };
    case "offered":
      return {
        kind: "make_offer",
        amountMinor: BigInt((state.offersMade + 1) * ((attempt % 3) + 1) * 400),
        benefits: [],
        keepGoods: ((attempt >> state.offersMade) & 1) === 0,
      };
    case "accepted_keep":
    case "accepted_return":
      return { kind: "answer_offer", accept: true };
    case "declined":
      if (step.type === "quote") return { kind: "answer_quote", accept: false };
      return { kind: "answer_offer", accept: false };
    case "countered":
      return { kind: "counter_offer", amountMinor: BigInt((state.offersMade + 1) * 700), keepGoods: attempt % 2 === 0 };
    case "pickup_wanted":
      return { kind: "request_pickup" };
    case "handed_over":
      return step.type === "pickup"
        ? scan(state.returnParcel?.trackingNo, "picked_up")
        : { kind: "hand_over", carrier: "sf", trackingNo: "SF-BACK" };
    case "received":
      return { kind: "receive_goods", lines: counted(state, 0), wrongGoods: false };
    case "partly_received":
      return { kind: "receive_goods", lines: counted(state, 1), wrongGoods: false };
    case "wrong_goods":
      return { kind: "receive_goods", lines: [], wrongGoods: true };
    case "not_arrived":
      return scan(state.returnParcel?.trackingNo, "lost");
    case "passed":
      return { kind: "inspect_goods", lines: inspected(state, 0, 0) };
    case "proven_fake":
      return state.judgedReason === FAKE_REASON
        ? { kind: "inspect_goods", lines: inspected(state, 1, 0) }
        : { kind: "judge_reason", judgedReason: FAKE_REASON };
    case "passed_with_deduction":
      return { kind: "inspect_goods", lines: inspected(state, 1, state.version) };
    case "not_passed":
      return { kind: "inspect_goods", lines: inspected(state, 9, 1) };
    case "lent":
      return { kind: "lend_unit", unitRef: "LOAN-1", worthMinor: 900n };
    case "goods_back":
      return { kind: "hand_over", carrier: "sf", trackingNo: "SF-AFTER-ALL" };
    case "sent_back":
      return { kind: "send_back", carrier: "sf", trackingNo: "SF-HOME" };
    case "refunded":
      return { kind: "settle_by_hand", stepNo: step.stepNo, gatewayRef: "bank-1" };
    case "delivered":
    case "not_delivered":
      if ((step.type === "ship_back" || step.type === "forward") && state.replacementParcel === null)
        return { kind: "send_back", carrier: "sf", trackingNo: "SF-MENDED" };
      return { kind: "confirm_arrival", arrived: outcome === "delivered" };
    default:
      return null;
  }
};
