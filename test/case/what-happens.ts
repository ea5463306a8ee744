import { EXTENDABLE_STEPS, type Extension } from "@amends/domain/case/announced-extension";
import { isOwing } from "@amends/domain/case/buyer-debt";
import type { CaseCommand } from "@amends/domain/case/case-command";
import type { CaseState } from "@amends/domain/case/case-state";
import { RECOVERY } from "@amends/domain/case/decide-recovery";
import { couriersOf } from "@amends/domain/case/evolve-couriers";
import { SCAN_CODES } from "@amends/domain/case/parcel";
import { MAY_COMMAND } from "@amends/domain/case/who-may";
import type { FileFinding } from "@amends/domain/evidence/file-shows";
import { addMs, DAY_MS } from "@amends/domain/kernel/time";
import type { TrackingCode } from "@amends/domain/order/order-facts";
import { ROLES, type Role } from "@amends/domain/party/party";
import { SEVERITIES } from "@amends/domain/triage/severity";
import fc from "fast-check";
import { by, type CaseParts, later, NOWHERE, SHOP_BOOK } from "./a-case.ts";
import { isAnswered, runOut, type World } from "./a-world.ts";
import { actorOf, commandsFor, counted, freightPaid, granted, inspected, scan } from "./what-people-do.ts";

/** One thing that happens to a case: somebody says something, a partner answers, a clock runs out. Numbers choose among what there is. */
export type Happening =
  | { readonly kind: "say"; readonly role: number; readonly what: number; readonly n: number }
  | { readonly kind: "act"; readonly step: number; readonly way: number; readonly n: number }
  | { readonly kind: "answer"; readonly effect: number; readonly refuse: boolean }
  | { readonly kind: "answer_again"; readonly effect: number; readonly refuse: boolean }
  | { readonly kind: "time_runs_out" }
  | { readonly kind: "withdraw" }
  | { readonly kind: "wait"; readonly hours: number };

const number = fc.nat(1000);
const anyNumber = fc.noBias(number);
const seldom = fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.constant(true));
export const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({ kind: fc.constant("act" as const), step: number, way: fc.oneof(fc.constant(0), number), n: number }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("answer" as const), effect: number, refuse: seldom }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("answer_again" as const), effect: number, refuse: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("say" as const), role: anyNumber, what: anyNumber, n: number }) },
  { weight: 2, arbitrary: fc.constant({ kind: "time_runs_out" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "withdraw" as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("wait" as const), hours: fc.nat(100) }) },
);

export const parts = (template: string): fc.Arbitrary<CaseParts> =>
  fc.record({
    template: fc.constant(template),
    offersMax: fc.constant(6),
    refusesAtDoor: template === "refund_in_transit" ? fc.boolean() : fc.constant(false),
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
    places: fc.constantFrom(undefined, SHOP_BOOK, NOWHERE),
    parcel: fc.constantFrom<(TrackingCode | "not_shipped")[]>("signed", "hub_scan", "lost", "refused", "not_shipped"),
  });

const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)];

const TEXT = { textId: "text_000000000000000000000001", textHash: "02" } as const;
const RECORD = {
  fileId: "file_000000000000000000000002",
  kind: "document",
  sha256: "01",
  consent: { version: "paper-1", language: "zh" },
} as const;
const FILE = { fileId: "file_000000000000000000000001", kind: "photo", sha256: "00" } as const;
const AS_GIVEN: FileFinding = { kind: "as_given" };
const FINDINGS: readonly FileFinding[] = [AS_GIVEN, { kind: "void", because: "irrelevant" }, { kind: "shows", shows: "matching_photo" }];
const EXTENSION_ID = "extension_000000000000000000000001";

/** Reasons with a cause that may stand behind them. */
const CAUSES = [
  { judgedReason: "40.02", rootCause: "L-15" },
  { judgedReason: "40.02", rootCause: "L-24" },
  { judgedReason: "60.05", rootCause: "L-09" },
  { judgedReason: "20.01", rootCause: "L-03" },
  { judgedReason: "20.01", rootCause: "L-07" },
];

/** Whatever can be said to a case, by people and by machines; the test that plays it counts whether each was ever carried out. */
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
  { kind: "request_evidence", of: n % 3 === 0 ? "seller" : "buyer", kinds: n % 2 === 0 ? ["photo"] : ["video", "document"] },
  { kind: "provide_evidence", items: [n % 2 === 0 ? RECORD : FILE] },
  { kind: "withdraw_consent", fileId: RECORD.fileId },
  { kind: "hand_over", carrier: "sf", trackingNo: "SF-BACK" },
  { kind: "hand_over", carrier: "sf", trackingNo: "SF-BACK", returnFreight: freightPaid(n) },
  { kind: "correct_parcel", carrier: "sf", trackingNo: n % 3 === 0 ? "SF-BACK" : "SF-RIGHT" },
  { kind: "request_pickup" },
  { kind: "accept_late_goods", ...cameLate(state, n) },
  { kind: "receive_goods", lines: counted(state, n % 2), wrongGoods: n % 5 === 0 },
  { kind: "inspect_goods", lines: inspected(state, n % 4, n) },
  { kind: "send_back", carrier: "sf", trackingNo: "SF-HOME" },
  { kind: "confirm_arrival", arrived: n % 2 === 0 },
  scan(
    pick(["SF-BACK", "SF-OUT", state.returnParcel?.trackingNo ?? "SF-NONE", state.replacementParcel?.trackingNo ?? "SF-NONE"], n),
    pick(SCAN_CODES, n) ?? "signed",
  ),
  { kind: "retry_step", stepNo: (n % state.steps.length) + 1 },
  { kind: "settle_by_hand", stepNo: (n % state.steps.length) + 1, gatewayRef: "bank-2" },
  { kind: "step_due", stepNo: (n % state.steps.length) + 1 },
  { kind: "order_facts_changed", toVersion: 2 },
  { kind: "pay_debt" },
  { kind: "remind_of_debt", reminder: n % 9 },
  { kind: "withdraw" },
  { kind: "match_parcel", carrier: "yto", trackingNo: "YT-STRAY" },
  { kind: "wait_for_buyer", reason: "answer_asked" },
  { kind: "go_on" },
  { kind: "set_severity", severity: pick(SEVERITIES, n) ?? "p4" },
  { kind: "extend_times", extension: announced(state) },
  { kind: "take_back_extension", extensionId: EXTENSION_ID },
  { kind: "note_return_address", was: n % 2 === 0 ? NOWHERE : {}, since: later(n % 3) },
  { kind: "judge_reason", judgedReason: "40.02" },
  {
    kind: "judge_cause",
    ...(pick(CAUSES, n) ?? { judgedReason: "40.02", rootCause: "L-15" }),
    evidence: n % 2 === 0 ? [FILE] : [],
    text: TEXT,
  },
  { kind: "object_to_judgement", text: TEXT },
  { kind: "add_note", ...TEXT, visibleTo: n % 2 === 0 ? "staff" : "everyone" },
  { kind: "clear_attention" },
  { kind: "open_recovery", score: 1 },
  { kind: "close_recovery" },
  { kind: "name_handler", accountId: "account_000000000000000000000001", promisedAt: null },
  { kind: "join_batch", batchId: "batch_000000000000000000000001", judgedReason: "40.02", approves: n % 2 === 0 },
  ...state.openEffects.map(({ effectId }) => ({
    kind: "effect_answered" as const,
    effectId,
    answer: { kind: "refused" as const, code: "declined" },
  })),
];

/** So much of the first line was bad; what was promised follows it. */
const proved = ({ lines: [line], money: { ask } }: CaseState, n: number) => {
  const basisPoints = (n * 13) % 10_000;
  const outcome = {
    sums: [],
    ask: ask === null ? null : { ...ask, lines: ask.lines.map(part => ({ ...part, damageBasisPoints: basisPoints })) },
  };
  return {
    proof: { lossMinor: BigInt(n), shares: [{ lineNo: line?.lineNo ?? 0, basisPoints, weights: null }], evidence: [FILE] },
    outcome,
  };
};

const cameLate = ({ lines: [line] }: CaseState, n: number) => ({
  ...{ carrier: "yto", trackingNo: `YT-LATE-${n % 3}` },
  lines: [{ lineNo: line?.lineNo ?? 0, grade: "a" as const, good: n % 2 === 0 ? 1 : (line?.quantity ?? 1), damaged: 0 }],
});

const found = (n: number): CaseCommand => ({
  kind: "assess_file",
  fileId: FILE.fileId,
  finding: FINDINGS[n % FINDINGS.length] ?? AS_GIVEN,
  known: { kind: FILE.kind, sha256: FILE.sha256, confidenceBasisPoints: n % 10_000 },
  text: TEXT,
});

/** What is only said after something else was. */
const replies = (state: CaseState, n: number): readonly CaseCommand[] => {
  const { steps, judgement, openEffects, evidence } = state;
  return [
    ...(evidence.includes(FILE.sha256) ? [{ kind: "enter_proof", ...proved(state, n) } as const, found(n)] : []),
    ...(steps.some(({ climb }) => climb !== null && climb.pausedAt !== null) ? [{ kind: "go_on" } as const] : []),
    ...(state.returnParcel !== null && state.returnParcel.seenAt === undefined
      ? [{ kind: "correct_parcel", carrier: "sf", trackingNo: `SF-RIGHT-${n}` } as const]
      : []),
    ...couriersOf(state).map(({ trackingNo }) => scan(trackingNo, n % 3 === 0 ? "picked_up" : "pickup_missed")),
    ...(couriersOf(state).some(({ isMissed }) => isMissed === true) ? [{ kind: "request_pickup" } as const] : []),
    ...(state.end === "resolved" ? [{ kind: "accept_late_goods", ...cameLate(state, n) } as const] : []),
    ...(isOwing(state) ? [{ kind: "pay_debt" } as const] : []),
    ...(judgement?.objection === null ? [{ kind: "object_to_judgement", text: TEXT } as const] : []),
    ...steps
      .filter(({ status }) => status === "active")
      .flatMap(({ key, type, owner, climb }): readonly CaseCommand[] => {
        if (climb?.pausedAt === null && owner !== "buyer" && n % 4 === 0) return [{ kind: "wait_for_buyer", reason: "answer_asked" }];
        if (key === RECOVERY) return [{ kind: "close_recovery" }];
        return type === "offer" ? [{ kind: "counter_offer", amountMinor: BigInt(n), keepGoods: n % 2 === 0 }] : [];
      }),
    ...openEffects.flatMap(({ stepNo, refused }) => (refused ? [{ kind: "retry_step", stepNo } as const] : [])),
  ];
};

/** A storm from the day of the filing on. */
const announced = ({ filedAt }: CaseState): Extension => ({
  ...{ extensionId: EXTENSION_ID, zh: "台风", en: "A typhoon", region: null, carrier: null, category: null, sellerId: null },
  ...{ stepTypes: EXTENDABLE_STEPS, fromAt: filedAt, untilAt: addMs(filedAt, 3 * DAY_MS) },
});

/** Mostly somebody who may say it at all. */
const sayer = (command: CaseCommand, n: number): Role | undefined => pick(n % 4 === 0 ? ROLES : MAY_COMMAND[command.kind], n);

export const happen = (world: World, event: Happening): void => {
  const { state } = world;
  switch (event.kind) {
    case "say": {
      const reply = event.n % 2 === 0 ? pick(replies(state, event.n), event.what) : undefined;
      const command = reply ?? pick(sayings(state, event.n), event.what);
      const role = command === undefined ? undefined : sayer(command, event.role);
      if (command !== undefined && role !== undefined) world.say(command, by(role));
      return;
    }
    case "act": {
      const step = pick(
        state.steps.filter(candidate => candidate.status === "active"),
        event.step,
      );
      const command = step === undefined ? undefined : pick(commandsFor(step, state, event.n), event.way);
      if (step !== undefined && command !== undefined) world.say(command, actorOf(command, step, state));
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
