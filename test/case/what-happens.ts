import type { CaseCommand } from "@amends/domain/case/case-command";
import type { CaseState } from "@amends/domain/case/case-state";
import { addMs } from "@amends/domain/kernel/time";
import { TRACKING_CODES, type TrackingCode } from "@amends/domain/order/order-facts";
import { ROLES } from "@amends/domain/party/party";
import fc from "fast-check";
import { by, type CaseParts } from "./a-case.ts";
import { isAnswered, runOut, type World } from "./a-world.ts";
import { actorOf, commandsFor, counted, freightPaid, granted, inspected, scan } from "./what-people-do.ts";

/** One thing that happens to a case: somebody says something, a partner answers, a clock runs out. Numbers choose among what there is. */
type Happening =
  | { readonly kind: "say"; readonly role: number; readonly what: number; readonly n: number }
  | { readonly kind: "act"; readonly step: number; readonly way: number; readonly n: number }
  | { readonly kind: "answer"; readonly effect: number; readonly refuse: boolean }
  | { readonly kind: "answer_again"; readonly effect: number; readonly refuse: boolean }
  | { readonly kind: "time_runs_out" }
  | { readonly kind: "withdraw" }
  | { readonly kind: "wait"; readonly hours: number };

const number = fc.nat(1000);
const seldom = fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.constant(true));
export const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({ kind: fc.constant("act" as const), step: number, way: fc.oneof(fc.constant(0), number), n: number }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("answer" as const), effect: number, refuse: seldom }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("answer_again" as const), effect: number, refuse: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("say" as const), role: number, what: number, n: number }) },
  { weight: 2, arbitrary: fc.constant({ kind: "time_runs_out" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "withdraw" as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("wait" as const), hours: fc.nat(100) }) },
);

export const parts = (template: string): fc.Arbitrary<CaseParts> =>
  fc.record({
    template: fc.constant(template),
    offersMax: fc.constant(6),
    outcome: fc.constantFrom("approved" as const, "review" as const),
    contests: fc.boolean(),
    lines: fc.constantFrom(
      [{ lineNo: 1, quantity: 2 }],
      [
        { lineNo: 1, quantity: 3 },
        { lineNo: 2, quantity: 1 },
      ],
      [{ lineNo: 2, quantity: 1 }],
    ),
    // A changed order names the article it is changed to.
    replacementSkuId: fc.constantFrom("cup-new", template === "amend_items" ? "cup-new" : null),
    replacementPriceMinor: fc.constantFrom(3000n, 4000n, 6000n, 3333n),
    returnFreightBy: fc.constantFrom("seller" as const, "buyer" as const, "platform" as const),
    parcel: fc.constantFrom<(TrackingCode | "not_shipped")[]>("signed", "hub_scan", "lost", "refused", "not_shipped"),
  });

const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)];

const sayings = (state: CaseState, n: number): readonly CaseCommand[] => [
  { kind: "approve" },
  { kind: "reject", reason: "goods_used" },
  { kind: "make_offer", amountMinor: BigInt(n), keepGoods: true, benefits: [] },
  granted(n),
  { kind: "confirm_solution", settled: n % 2 === 0 },
  { kind: "report_trace", finding: "lost" },
  { kind: "report_visit", met: true },
  { kind: "quote_repair", amountMinor: BigInt(n) },
  { kind: "lend_unit", unitRef: "LOAN-1", worthMinor: BigInt(n) },
  { kind: "answer_quote", accept: true },
  { kind: "report_repair", result: "repaired", parts: [] },
  { kind: "answer_offer", accept: n % 2 === 0 },
  { kind: "counter_offer", amountMinor: BigInt(n), keepGoods: n % 2 === 0 },
  { kind: "provide_evidence", items: [{ fileId: "file_000000000000000000000001", kind: "photo", sha256: "00" }] },
  { kind: "hand_over", carrier: "sf", trackingNo: "SF-BACK" },
  { kind: "hand_over", carrier: "sf", trackingNo: "SF-BACK", returnFreight: freightPaid(n) },
  { kind: "request_pickup" },
  { kind: "receive_goods", lines: counted(state, n % 2), wrongGoods: n % 5 === 0 },
  { kind: "inspect_goods", lines: inspected(state, n % 4, n) },
  { kind: "send_back", carrier: "sf", trackingNo: "SF-HOME" },
  { kind: "confirm_arrival", arrived: n % 2 === 0 },
  scan(pick(["SF-BACK", "SF-OUT", state.replacementParcel?.trackingNo ?? "SF-NONE"], n), pick(TRACKING_CODES, n) ?? "signed"),
  { kind: "retry_step", stepNo: (n % state.steps.length) + 1 },
  { kind: "settle_by_hand", stepNo: (n % state.steps.length) + 1, gatewayRef: "bank-2" },
  { kind: "step_due", stepNo: (n % state.steps.length) + 1 },
  { kind: "order_facts_changed", toVersion: 2 },
];

export const happen = (world: World, event: Happening): void => {
  const { state } = world;
  switch (event.kind) {
    case "say": {
      const command = pick(sayings(state, event.n), event.what);
      const role = pick(ROLES, event.role);
      if (command !== undefined && role !== undefined) world.say(command, by(role));
      return;
    }
    case "act": {
      const step = pick(
        state.steps.filter(candidate => candidate.status === "active"),
        event.step,
      );
      const command = step === undefined ? undefined : pick(commandsFor(step, state, event.n), event.way);
      if (step !== undefined && command !== undefined) world.say(command, actorOf(command, step));
      return;
    }
    case "answer": {
      const effect = pick(world.unanswered, event.effect);
      if (effect !== undefined) world.answer(effect, event.refuse);
      return;
    }
    case "answer_again": {
      const effect = pick(
        world.asked.filter(one => isAnswered(one) && !world.unanswered.includes(one)),
        event.effect,
      );
      if (effect !== undefined) world.answer(effect, event.refuse);
      return;
    }
    case "time_runs_out":
      runOut(world);
      return;
    case "withdraw":
      world.say({ kind: "withdraw" }, by("buyer"));
      return;
    case "wait":
      world.now = addMs(world.now, event.hours * 3_600_000);
  }
};
