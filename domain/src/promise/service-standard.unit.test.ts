import { describe, expect, test } from "vitest";
import { compiledPack } from "../../../test/policy/read-pack.ts";
import type { RefundOnlyKind, ServiceType } from "../intake/service-type.ts";
import { rungAbove } from "./ladder.ts";
import { type PromiseContext, serviceStandard } from "./service-standard.ts";

const BASE = compiledPack("policies/base");
const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

type Asked = readonly [step: string, owner: string, type: ServiceType, kind: RefundOnlyKind | null];
const context = ([type, owner, request, kind]: Asked, level = "p4", tier = "standard"): PromiseContext => ({
  step: { type, owner },
  request: { type: request, kind },
  severity: { level },
  buyer: { tier },
});

const RETURN: Asked = ["review", "seller", "return_refund", null];
const PLATFORM: Asked = ["review", "platform", "return_refund", null];
const COMPLAINT: Asked = ["review", "platform", "complaint", null];

describe("the service standards of the default pack, by the words of the table they come from", () => {
  test.each<readonly [words: string, asked: Asked, level: string, tier: string, seconds: number]>([
    ["P1: first person within 15 minutes", PLATFORM, "p1", "standard", 15 * MINUTE],
    ["P1, whoever is to answer", RETURN, "p1", "standard", 15 * MINUTE],
    ["P2: first person within 30 minutes", PLATFORM, "p2", "standard", 30 * MINUTE],
    ["VIP: answered within 15 minutes", PLATFORM, "p4", "vip", 15 * MINUTE],
    ["green lane: answered within 15 minutes", PLATFORM, "p4", "green_lane", 15 * MINUTE],
    ["P3: first answer within 2 hours", PLATFORM, "p3", "standard", 2 * HOUR],
    ["return reviewed within 4 hours", RETURN, "p4", "standard", 4 * HOUR],
    ["exchange reviewed within 4 hours", ["review", "seller", "exchange", null], "p4", "standard", 4 * HOUR],
    ["VIP's return reviewed sooner", RETURN, "p4", "vip", 2 * HOUR],
    ["green lane's sooner still", RETURN, "p4", "green_lane", HOUR],
    ["pickup arranged within 24 hours", ["pickup", "carrier", "return_refund", null], "p4", "standard", DAY],
    ["refund there within 24 hours", ["refund", "system", "return_refund", null], "p4", "standard", DAY],
    ["complaint: owner in 1 hour", COMPLAINT, "p4", "standard", HOUR],
    ["logistics: progress in 2 hours", ["trace", "platform", "logistics", null], "p4", "standard", 2 * HOUR],
    ["third-party repair solved in 3 days", ["repair", "repairer", "repair", null], "p4", "standard", 3 * DAY],
    ["replacement sent within 24 hours", ["reship", "warehouse", "exchange", null], "p4", "standard", DAY],
    ["an agreed compensation is paid within 24 hours", ["compensate", "system", "compensation", null], "p4", "standard", DAY],
    ["a visit within 3 days", ["visit", "repairer", "repair", null], "p4", "standard", 3 * DAY],
    ["P1: a visit within 2 hours", ["visit", "repairer", "repair", null], "p1", "standard", 2 * HOUR],
  ])("%s", (_, asked, level, tier, seconds) => {
    expect(serviceStandard(BASE, context(asked, level, tier))).toMatchObject({ standardSeconds: seconds, countsIn: null });
  });
});

describe("what silence means, by the timers of the platforms' table", () => {
  test.each<readonly [words: string, asked: Asked, seconds: number, effect: string]>([
    ["refund before shipment: 24 h, agreed", ["review", "seller", "refund_only", "pre_ship"], DAY, "approved"],
    ["refund only, shipped: 36 h, agreed", ["review", "seller", "refund_only", "not_received"], 36 * HOUR, "approved"],
    ["return and refund: 36 h, agreed", RETURN, 36 * HOUR, "approved"],
    ["exchange: 36 h, agreed", ["review", "seller", "exchange", null], 36 * HOUR, "approved"],
    ["resend: 48 h, agreed", ["review", "seller", "resend", null], 48 * HOUR, "approved"],
    ["repair: 48 h, agreed", ["review", "seller", "repair", null], 48 * HOUR, "approved"],
    ["the buyer sends within 7 d, else it closes", ["drop_off", "buyer", "return_refund", null], 7 * DAY, "expired"],
    ["a return counts as received 5 d after it was sent", ["receive", "warehouse", "return_refund", null], 5 * DAY, "received"],
    ["an exchange does as well", ["receive", "warehouse", "exchange", null], 5 * DAY, "received"],
    ["goods for the workshop 7 d after they were sent", ["receive", "warehouse", "repair", null], 7 * DAY, "received"],
    ["an address changed on the way: 24 h, agreed", ["review", "seller", "amend_order", null], 24 * HOUR, "approved"],
    ["inspected within 48 h of sign-off, else refunded", ["inspect", "warehouse", "return_refund", null], 48 * HOUR, "passed"],
    ["a replacement is there within 7 d, else somebody steps in", ["reship", "warehouse", "exchange", null], 7 * DAY, "escalate"],
    ["repaired and sent within 20 d", ["repair", "repairer", "repair", null], 20 * DAY, "escalate"],
    ["no visit within 15 d: missed", ["visit", "repairer", "repair", null], 15 * DAY, "missed"],
    ["evidence within 24 h", ["collect_evidence", "buyer", "return_refund", null], DAY, "expired"],
    ["a refund never later than the law's 7 d", ["refund", "system", "return_refund", null], 7 * DAY, "escalate"],
    ["a complaint: a solution within 24 h", COMPLAINT, DAY, "escalate"],
  ])("%s", (_, asked, seconds, effect) => {
    expect(serviceStandard(BASE, context(asked))).toMatchObject({ silenceSeconds: seconds, onSilence: effect });
  });

  test.each(["return_refund", "exchange"] as const)(
    "goods sent back for a %s are settled 7 d after they were sent, whoever is silent",
    type => {
      const waits = (["receive", "inspect"] as const).map(step => serviceStandard(BASE, context([step, "warehouse", type, null])));
      expect(waits.map(({ onSilence }) => onSilence)).toEqual(["received", "passed"]);
      expect(waits.reduce((sum, { silenceSeconds }) => sum + (silenceSeconds ?? 0), 0)).toBe(7 * DAY);
    },
  );

  test("a claim on a guarantee that the seller leaves unanswered is the platform's after 24 h", () => {
    const claimed: Asked = ["review", "seller", "guarantee_claim", null];
    expect(serviceStandard(BASE, context(claimed))).toMatchObject({ silenceSeconds: DAY, onSilence: "escalate" });
  });

  test("of the gravest matters silence decides nothing: a person does", () => {
    expect(serviceStandard(BASE, context(RETURN, "p1"))).toMatchObject({ silenceSeconds: null, onSilence: null });
  });
});

describe("the ladder of the default pack", () => {
  const rungsOf = (asked: Asked, level = "p4") => {
    const rungs: string[] = [];
    for (let rung = rungAbove(BASE, context(asked, level), 0); rung !== null; rung = rungAbove(BASE, context(asked, level), rung.rung))
      rungs.push(`${rung.action} ${rung.atBasisPoints / 100}%${rung.speaks ? " by day" : ""}`);
    return rungs;
  };

  test.each<readonly [whose: string, asked: Asked, level: string, rungs: readonly string[]]>([
    ["a merchant's", RETURN, "p4", ["warn 75% by day", "remind 100% by day", "reassign 150% by day", "supervisor 200%", "platform 600%"]],
    ["a merchant's in the gravest matter", RETURN, "p1", ["warn 75%", "remind 100%", "reassign 125%", "supervisor 150%", "platform 300%"]],
    ["our own people's", PLATFORM, "p4", ["warn 75%", "remind 100%", "reassign 150%", "supervisor 200%"]],
    ["a buyer's", ["drop_off", "buyer", "return_refund", null], "p4", ["remind 75% by day"]],
    [
      "G-7, a refund's, for its standard is a day and fifteen days are deliberate delay",
      ["refund", "platform", "return_refund", null],
      "p4",
      ["warn 75%", "remind 100%", "reassign 150%", "supervisor 200%", "supervisor 1300%"],
    ],
  ])("%s", (_, asked, level, rungs) => {
    expect(rungsOf(asked, level)).toEqual(rungs);
  });
});
