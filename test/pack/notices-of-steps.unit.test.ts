import type { Recorded } from "@amends/domain/case/case-event";
import { STEP_OUTCOMES, STEP_OWNERS, type StepOwner, type StepType } from "@amends/domain/case/step";
import { instant } from "@amends/domain/kernel/time";
import { chooseNotice } from "@amends/domain/notice/choose-notice";
import { describe, expect, test } from "vitest";
import { BASE } from "../evaluation/base-pack.ts";

/** Why a buyer is not told of a turn by itself. Each names what tells them instead, or why there is nothing to tell. */
const REASONS = {
  own: "the buyer did it, or let it lie and was told before what that means; what follows is told",
  machine: "over in seconds: how it ended is told",
  promised: "the turn before told what comes next and by when; how it ends is told",
  money: "the money itself is told when it is there (money_returned, money_collected, benefit_granted)",
  ended: "the case ends with it, which is told (case_ended)",
  offer: "the offer itself is told when it is made (offer_made)",
  parcel: "the parcel itself is told (parcel_named, parcel_tracked, parcel_traced)",
  goods: "what arrived and how it was found is told (goods_received, goods_inspected)",
  visit: "the visit is told when it is booked (visit_booked), and they were there",
  repair: "the finding is told when it is reported (repair_reported), a quote when it waits for them",
  seller: "the goods are the seller's again: what the buyer got for them is told (money_returned)",
  next: "the buyer's own step begins or ends with it, which is told",
  desk: "the platform makes it good: a person takes it over, which is told (handler_named)",
} as const;
type Reason = keyof typeof REASONS;

/** By step, what of it is told otherwise; `started` is its beginning for anybody but the buyer, who always hears of their own turn. */
const NOT_TOLD: { readonly [T in StepType]: { readonly [transition: string]: Reason } } = {
  collect_evidence: { started: "promised", provided: "own", expired: "own" },
  review: { started: "promised", rejected: "ended", offered: "offer" },
  offer: { started: "offer", accepted_keep: "own", accepted_return: "own", declined: "own", countered: "own" },
  intercept: { started: "promised" },
  reserve: { started: "machine", reserved: "promised" },
  pickup: { started: "parcel", handed_over: "parcel", expired: "own" },
  drop_off: { started: "parcel", handed_over: "own", pickup_wanted: "own", expired: "own" },
  receive: { started: "parcel", received: "goods", partly_received: "goods", wrong_goods: "goods", not_arrived: "parcel" },
  inspect: { started: "goods", passed: "goods", passed_with_deduction: "goods", not_passed: "goods", proven_fake: "goods" },
  return_to_buyer: { started: "goods", not_sent_back: "desk" },
  refund: { started: "promised", refunded: "money" },
  compensate: { started: "promised", compensated: "money" },
  collect: { started: "promised", collected: "money", not_collected: "own" },
  reship: { started: "parcel" },
  amend: { started: "machine" },
  trace: { started: "promised", lost: "parcel", damaged: "parcel" },
  visit: { started: "visit", visited: "visit" },
  repair: { started: "promised", repaired: "repair", quoted: "repair", beyond_repair: "repair" },
  quote: { started: "repair", accepted: "own", declined: "own" },
  ship_back: { started: "parcel" },
  forward: { started: "seller", delivered: "seller", not_delivered: "desk" },
  follow_up: { started: "desk", settled: "own", reopened: "own" },
  dispose: { started: "promised", disposed: "own", not_disposed: "own" },
  lend: { started: "promised" },
  recover: { started: "promised", goods_back: "own", not_recovered: "own" },
  give_address: { given: "next", not_given: "next" },
};

const told = (type: StepType, owner: StepOwner, data: object): string | null => {
  const event = { seq: 1, at: instant(0), by: { role: "system", id: "x" }, ...data } as Recorded;
  return chooseNotice(BASE, event, { type, owner }, "buyer")?.template ?? null;
};
const STARTED = { type: "step_started", ready: false };
const typesOf = Object.keys(STEP_OUTCOMES) as readonly StepType[];

describe.each(typesOf)("of a %s the buyer hears before they ask", type => {
  test("when it is their turn", () => {
    expect(told(type, "buyer", STARTED)).not.toBeNull();
  });

  test("when it is somebody else's, or it is said why not", () => {
    const untold = STEP_OWNERS.filter(owner => owner !== "buyer" && told(type, owner, STARTED) === null);
    expect(untold.length > 0, untold.join(", ")).toBe(NOT_TOLD[type]["started"] !== undefined);
  });

  test("of each way it ends, or it is said why not, and for none that is told", () => {
    const untold = STEP_OUTCOMES[type].filter(outcome =>
      STEP_OWNERS.some(owner => told(type, owner, { type: "step_ended", outcome }) === null),
    );
    expect(untold.toSorted()).toEqual(
      Object.keys(NOT_TOLD[type])
        .filter(name => name !== "started")
        .toSorted(),
    );
  });
});

/** What the reasons speak of is really told. */
test.each(["goods_received", "goods_inspected", "money_returned", "money_collected", "benefit_granted", "visit_booked", "handler_named"])(
  "%s is told to the buyer",
  type => {
    expect(told("refund", "system", { type })).not.toBeNull();
  },
);
