import type { CaseCommand, ReturnFreightClaim } from "@amends/domain/case/case-command";
import type { CaseState } from "@amends/domain/case/case-state";
import { lacksGrant } from "@amends/domain/case/decide-grant";
import type { ScanCode } from "@amends/domain/case/parcel";
import type { Step, StepOwner } from "@amends/domain/case/step";
import { MAY_ACT_FOR } from "@amends/domain/case/who-may";
import type { Actor } from "@amends/domain/party/party";
import { by, later } from "./a-case.ts";
import { planNamed } from "./plans.ts";

/** Small sums are believed, larger ones come with a receipt. */
export const freightPaid = (n: number): ReturnFreightClaim => ({
  amountMinor: BigInt(n * 30 + 1),
  receipt: n * 30 + 1 > 1500 ? [{ fileId: "file_000000000000000000000002", kind: "photo", sha256: "01" }] : [],
});

const actorFor = (owner: StepOwner): Actor => by(MAY_ACT_FOR[owner][0] ?? "admin");

/** Commands that fit an active step; the first is what everybody hopes for. */
export const commandsFor = (step: Step, state: CaseState, n: number): readonly CaseCommand[] => {
  switch (step.type) {
    case "collect_evidence":
      return [{ kind: "provide_evidence", items: [{ fileId: "file_000000000000000000000001", kind: "photo", sha256: "00" }] }];
    case "review":
      return [
        lacksGrant(state, planNamed(state.planTemplate), step) ? granted(n) : { kind: "approve" },
        { kind: "reject", reason: "goods_used" },
        { kind: "make_offer", amountMinor: BigInt(n * 10 + 1), keepGoods: n % 2 === 0, benefits: n % 3 === 0 ? [COUPON] : [] },
        granted(n),
        { kind: "request_evidence", of: "buyer", kinds: ["photo"] },
      ];
    case "offer":
      return [
        { kind: "answer_offer", accept: true },
        { kind: "answer_offer", accept: false },
        { kind: "counter_offer", amountMinor: BigInt(n * 7 + 1), keepGoods: n % 2 === 0 },
      ];
    case "pickup":
      return [
        scan(state.returnParcel?.trackingNo, "picked_up"),
        scan(state.returnParcel?.trackingNo, "pickup_missed"),
        { kind: "request_pickup" },
        { kind: "hand_over", carrier: "sf", trackingNo: "SF-BACK" },
      ];
    case "drop_off":
      return [
        { kind: "hand_over", carrier: "sf", trackingNo: "SF-BACK" },
        { kind: "hand_over", carrier: "sf", trackingNo: "SF-BACK", returnFreight: freightPaid(n) },
        { kind: "request_pickup" },
        { kind: "match_parcel", carrier: "yto", trackingNo: "YT-STRAY" },
        scan("SF-OUT", "refused"),
      ];
    case "receive":
      return [
        { kind: "receive_goods", lines: counted(state, 0), wrongGoods: false },
        { kind: "receive_goods", lines: counted(state, n % 3), wrongGoods: false },
        { kind: "receive_goods", lines: [], wrongGoods: true },
        scan(state.returnParcel?.trackingNo, "lost"),
      ];
    case "inspect":
      return [0, n % 4].map(short => ({ kind: "inspect_goods", lines: inspected(state, short, n) }));
    case "return_to_buyer":
      return [{ kind: "send_back", carrier: "sf", trackingNo: "SF-HOME" }];
    case "refund":
      return [
        { kind: "settle_by_hand", stepNo: step.stepNo, gatewayRef: "bank-1" },
        { kind: "retry_step", stepNo: step.stepNo },
      ];
    case "reship":
      return [
        { kind: "confirm_arrival", arrived: true },
        { kind: "confirm_arrival", arrived: false },
        scan(state.replacementParcel?.trackingNo, "signed"),
        scan(state.replacementParcel?.trackingNo, "lost"),
      ];
    case "compensate":
      return [
        { kind: "settle_by_hand", stepNo: step.stepNo, gatewayRef: "bank-1" },
        { kind: "retry_step", stepNo: step.stepNo },
      ];
    case "trace":
      return [
        { kind: "report_trace", finding: "arrived" },
        { kind: "report_trace", finding: n % 2 === 0 ? "lost" : "damaged" },
        scan("SF-OUT", n % 2 === 0 ? "signed" : "lost"),
      ];
    case "visit":
      return [
        { kind: "report_visit", met: true },
        { kind: "report_visit", met: false },
      ];
    case "repair":
      return [
        { kind: "report_repair", result: "repaired", parts: [{ partNo: "P-1", quantity: 1 }] },
        { kind: "quote_repair", amountMinor: BigInt(n + 1) },
        { kind: "report_repair", result: "beyond_repair", parts: [] },
      ];
    case "quote":
      return [
        { kind: "answer_quote", accept: true },
        { kind: "answer_quote", accept: false },
      ];
    case "ship_back":
    case "forward":
      return state.replacementParcel === null
        ? [{ kind: "send_back", carrier: "sf", trackingNo: "SF-MENDED" }]
        : [
            { kind: "confirm_arrival", arrived: true },
            { kind: "confirm_arrival", arrived: false },
            scan(state.replacementParcel.trackingNo, n % 2 === 0 ? "signed" : "lost"),
          ];
    case "follow_up":
      return [
        { kind: "confirm_solution", settled: true },
        { kind: "confirm_solution", settled: false },
      ];
    case "dispose":
      return [{ kind: "provide_evidence", items: [{ fileId: "file_000000000000000000000001", kind: "photo", sha256: "00" }] }];
    case "give_address":
      return [{ kind: "note_return_address", was: {}, since: later(0) }];
    case "lend":
      return [{ kind: "lend_unit", unitRef: "LOAN-1", worthMinor: BigInt(n + 1) * 100n }];
    case "recover":
      return [{ kind: "hand_over", carrier: "sf", trackingNo: "SF-AFTER-ALL" }];
    case "intercept":
    case "reserve":
    case "collect":
    case "amend":
      return [{ kind: "judge_reason", judgedReason: "40.02" }];
  }
};

export const COUPON = { kind: "coupon", worthMinor: 500n, validDays: 30 } as const;

/** Money back, money on top, something in kind, or some of each. */
export const granted = (n: number): CaseCommand => ({
  kind: "grant",
  grant: {
    refundMinor: n % 3 === 0 ? BigInt(n + 1) : 0n,
    cashMinor: n % 3 === 1 ? BigInt(n + 1) : 0n,
    benefits: n % 2 === 0 ? [COUPON] : [],
    bearer: n % 5 === 0 ? "platform" : null,
  },
});

export const scan = (trackingNo: string | undefined, code: ScanCode): CaseCommand => ({
  kind: "report_tracking",
  trackingNo: trackingNo ?? "SF-NONE",
  code,
  trackedAt: later(1),
});

export const counted = (state: CaseState, short: number) =>
  state.lines.map(line => ({ lineNo: line.lineNo, quantity: Math.max(0, line.quantity - line.receivedQuantity - short) }));

export const inspected = (state: CaseState, short: number, n: number) =>
  state.lines.map(({ lineNo, quantity }) => {
    const bad = Math.min(short, quantity);
    const damaged = n % 2 === 0 ? bad : 0;
    return { lineNo, grade: "b" as const, good: quantity - bad, damaged, missing: bad - damaged, wrong: 0 };
  });

/** A payment by hand that waits for a second person's word gets it. */
export const payerOf = ({ handPayment }: Pick<CaseState, "handPayment">): Actor =>
  by(handPayment?.by.role === "finance" ? "admin" : "finance");

export const actorOf = (command: CaseCommand, step: Step, state: CaseState): Actor => {
  if (command.kind === "settle_by_hand") return payerOf(state);
  if (command.kind === "note_return_address") return by("system");
  if (command.kind === "report_tracking" || command.kind === "match_parcel") return by("integrator");
  if (command.kind === "judge_reason" || command.kind === "confirm_arrival") return by("agent");
  return step.type === "refund" || step.type === "compensate" ? by("finance") : actorFor(step.owner);
};
