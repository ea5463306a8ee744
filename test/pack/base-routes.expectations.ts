import type { PolicyRecord } from "@amends/domain/policy/value";
import { speaks } from "./base-row.ts";
import type { PackExpectation } from "./expectation.ts";

type Case = {
  readonly type?: string;
  readonly kind?: string;
  readonly ground?: string;
  readonly reason?: string;
  readonly repairs?: number;
  readonly priceDrops?: number;
  readonly sevenDay?: string;
  readonly state?: string;
  readonly order?: string;
  readonly days?: number;
  readonly inWindow?: boolean;
  readonly promise?: Readonly<Record<string, boolean>>;
  readonly given?: boolean;
  readonly sameSku?: boolean;
};

const facts = (given: Case): PolicyRecord => ({
  request: {
    type: given.type ?? "return_refund",
    kind: given.kind ?? null,
    reason: given.reason ?? "40.01",
    by: "buyer",
    refundRoute: "original",
    differenceCovered: true,
    replacement: { given: given.given ?? true, available: true, sameProduct: true, sameSku: given.sameSku ?? false },
  },
  reason: { ground: given.ground ?? "quality" },
  order: { state: given.order ?? "delivered", tenderCount: 1 },
  line: {
    state: given.state ?? "delivered",
    sevenDayClass: "none",
    goods: "physical",
    inReasonWindow: given.inWindow ?? true,
    daysSinceSigned: given.days ?? 3,
    inSevenDays: (given.days ?? 3) <= 7,
    inTwoYears: (given.days ?? 3) <= 730,
    category: "home",
    hoursLate: 0,
    guaranteed: true,
    promise: { fifteen_day_exchange: false, thirty_day_renewal: false, price_protection: true, ...given.promise },
  },
  sevenDay: { verdict: given.sevenDay ?? "not_asked", refusal: "fresh_goods" },
  amendment: { kind: "none", sameMethod: false, balanceCovers: true },
  claims: { amendments: [], types: [], repairs: given.repairs ?? 0, priceDrops: given.priceDrops ?? 0 },
});

const goes = (rowId: string, route: string, sentence: string, given: Case, because = "eligibility", verdict = "eligible") =>
  speaks("eligibility", rowId, sentence, facts(given), { verdict, route, because });
const refused = (rowId: string, refusal: string, sentence: string, given: Case, because = "eligibility") =>
  speaks("eligibility", rowId, sentence, facts(given), { verdict: "refused", route: "none", refusal, because });

const late = { inWindow: false, days: 40 };

const eligibility: readonly PackExpectation[] = [
  refused(
    "EL-41",
    "fresh_goods",
    "a refusal of the seven-day right is told in that rule's words",
    { sevenDay: "refused", ground: "no_reason" },
    "seven_day",
  ),
  goes("EL-44", "seven_day", "what a person must see of it", { sevenDay: "review", ground: "no_reason" }, "seven_day", "review"),
  goes("EL-45", "seven_day", "a return within the seven-day right", { sevenDay: "eligible", ground: "no_reason" }, "seven_day"),
  goes("EL-49", "seven_day", "an exchange within it is the seller's custom", {
    sevenDay: "eligible",
    ground: "no_reason",
    type: "exchange",
  }),
  ...["return_refund", "exchange", "repair"].map(type =>
    goes("EL-52", "quality", `a fault on the seventh day: ${type}`, { type, days: 7 }),
  ),
  goes("EL-55", "fault", "a fault on the eighth day", { days: 8 }),
  goes("EL-55", "fault", "a wrong item is no fault of quality", { ground: "wrong_or_damaged" }),
  goes("EL-55", "fault", "a re-send for a fault", { type: "resend" }),
  goes("EL-53", "quality", "the promised exchange on the fifteenth day", {
    type: "exchange",
    days: 15,
    inWindow: false,
    promise: { fifteen_day_exchange: true },
  }),
  goes(
    "EL-5A",
    "fault",
    "and on the sixteenth it is for a person",
    { type: "exchange", days: 16, inWindow: false, promise: { fifteen_day_exchange: true } },
    "eligibility",
    "review",
  ),
  goes(
    "EL-5A",
    "fault",
    "nor does it cover a return",
    { days: 15, inWindow: false, promise: { fifteen_day_exchange: true } },
    "eligibility",
    "review",
  ),
  goes(
    "EL-5A",
    "fault",
    "nor goods not as described",
    { ground: "description", type: "exchange", days: 15, inWindow: false, promise: { fifteen_day_exchange: true } },
    "eligibility",
    "review",
  ),
  goes("EL-5A", "fault", "nor a sale without the promise", { type: "exchange", days: 15, inWindow: false }, "eligibility", "review"),
  ...["exchange", "repair"].map(type =>
    goes("EL-54", "quality", `the promised renewal on the thirtieth day: ${type}`, {
      type,
      days: 30,
      inWindow: false,
      promise: { thirty_day_renewal: true },
    }),
  ),
  goes(
    "EL-5A",
    "fault",
    "and on the thirty-first it is for a person",
    { type: "repair", days: 31, inWindow: false, promise: { thirty_day_renewal: true } },
    "eligibility",
    "review",
  ),
  goes(
    "EL-5A",
    "fault",
    "nor does it cover a return",
    { days: 30, inWindow: false, promise: { thirty_day_renewal: true } },
    "eligibility",
    "review",
  ),
  goes(
    "EL-5A",
    "fault",
    "nor another ground",
    { ground: "fresh", type: "repair", days: 30, inWindow: false, promise: { thirty_day_renewal: true } },
    "eligibility",
    "review",
  ),
  goes("EL-5A", "fault", "nor a sale without the promise", { type: "repair", days: 30, inWindow: false }, "eligibility", "review"),
  ...["quality", "description", "wrong_or_damaged", "fresh"].flatMap(ground => [
    refused("EL-59", "beyond_two_years", `after two years: ${ground}`, { ground, inWindow: false, days: 731 }),
    goes(
      "EL-5A",
      "fault",
      `on the last day of two years a person looks: ${ground}`,
      { ground, inWindow: false, days: 730 },
      "eligibility",
      "review",
    ),
  ]),
  ...["40.10", "50.03", "50.05", "50.08"].map(reason =>
    goes(
      "EL-5K",
      "fault",
      `for a seller who knew no time runs: ${reason}`,
      { reason, ground: reason === "40.10" ? "quality" : "description", inWindow: false, days: 800 },
      "eligibility",
      "review",
    ),
  ),
  ...["exchange", "refund_only"].map(type =>
    goes(
      "EL-5K",
      "fault",
      `whatever is asked for it: ${type}`,
      { reason: "50.05", ground: "description", type, kind: "unreturnable", inWindow: false, days: 800 },
      "eligibility",
      "review",
    ),
  ),
  goes(
    "EL-68",
    "compensation",
    "and what is lost by it is claimed like any loss",
    { reason: "50.05", ground: "description", type: "compensation", inWindow: false, days: 800 },
    "eligibility",
    "review",
  ),
  goes(
    "EL-5A",
    "fault",
    "within two years it is an ordinary late fault",
    { reason: "50.05", ground: "description", inWindow: false, days: 730 },
    "eligibility",
    "review",
  ),
  ...["return_refund", "exchange", "repair", "resend"].map(type =>
    goes("EL-5A", "fault", `a late fault is for a person: ${type}`, { type, ...late }, "eligibility", "review"),
  ),
  goes(
    "EL-5A",
    "fault",
    "a late refund of goods that cannot go back",
    { type: "refund_only", kind: "unreturnable", ...late },
    "eligibility",
    "review",
  ),
  ...["service", "complaint"].map(ground =>
    goes(
      "EL-5A",
      "fault",
      `what was wrong with the service, not with the goods, has no two years: ${ground}`,
      { ground, inWindow: false, days: 800 },
      "eligibility",
      "review",
    ),
  ),
  ...["return_refund", "exchange", "repair", "resend", "refund_only"].map(type =>
    refused("EL-59", "beyond_two_years", `goods that do not conform, after two years: ${type}`, {
      type,
      kind: "unreturnable",
      inWindow: false,
      days: 731,
    }),
  ),
  goes(
    "EL-68",
    "compensation",
    "a loss may be claimed after two years, by way of a person",
    { type: "compensation", inWindow: false, days: 800 },
    "eligibility",
    "review",
  ),
  goes("EL-65", "compensation", "compensation is not returned, exchanged or repaired", { type: "compensation", days: 40 }),
  ...["40.02", "40.04"].flatMap(reason => [
    goes("EL-5D", "quality", `a return after the fifteenth day is for a person: ${reason}`, { reason, days: 16 }, "eligibility", "review"),
    goes("EL-55", "fault", `on the fifteenth it is not: ${reason}`, { reason, days: 15 }),
    goes("EL-55", "fault", `and an exchange is not: ${reason}`, { reason, type: "exchange", days: 16 }),
  ]),
  goes("EL-55", "fault", "nor a flaw that is seen at once", { reason: "40.05", days: 16 }),
  goes("EL-5B", "quality", "two repairs that failed open the way to a return", { reason: "40.02", days: 300, repairs: 2 }),
  goes("EL-5D", "quality", "one does not", { reason: "40.02", days: 300, repairs: 1 }, "eligibility", "review"),
  goes(
    "EL-99",
    "other",
    "what nobody foresaw is for a person",
    { type: "return_refund", ground: "not_received", ...late },
    "eligibility",
    "review",
  ),
  goes("EL-63", "price_protection", "promised price protection in its time", { type: "price_protection", ground: "not_received" }),
  refused("EL-6B", "price_paid_before", "the difference is paid once for each order", { type: "price_protection", priceDrops: 1 }),
  goes("EL-66", "complaint", "a complaint is always taken up", { type: "complaint", ground: "not_received" }),
];

const freightFacts = (given: {
  readonly type?: string;
  readonly ground?: string;
  readonly freight?: string;
  readonly promisedBy?: string;
  readonly free?: boolean;
  readonly breaks?: boolean;
}): PolicyRecord => ({
  request: { type: given.type ?? "return_refund", kind: null, reason: "30.01", breaksFreeFreight: given.breaks ?? false },
  reason: { ground: given.ground ?? "no_reason", freight: given.freight ?? "buyer" },
  line: { sevenDayClass: "none", department: "home", freightPromiseBy: given.promisedBy ?? "none" },
  order: { freeShipping: given.free ?? true },
});

const bears = (rowId: string, outbound: string, back: string, sentence: string, given: Parameters<typeof freightFacts>[0]) =>
  speaks("freight", rowId, sentence, freightFacts(given), { outbound, return: back });

const freight: readonly PackExpectation[] = [
  bears("F-0p", "none", "platform", "the platform keeps its promise of a free way back", { promisedBy: "platform", free: false }),
  bears("F-0s", "none", "seller", "the seller keeps its promise of a free way back", { promisedBy: "seller", free: false }),
  bears("F-6", "seller", "seller", "a promise of the platform does not take the seller's fault away", {
    promisedBy: "platform",
    ground: "quality",
    freight: "seller",
  }),
  bears("F-3", "none", "buyer", "a promise made for returns does not cover a refusal", { promisedBy: "seller", ground: "refused" }),
  bears("F-3", "none", "buyer", "nor does the platform's", { promisedBy: "platform", ground: "refused" }),
  bears("F-5", "buyer", "buyer", "an exchange without a reason", { type: "exchange" }),
  bears("F-4a", "buyer", "buyer", "a return that breaks free shipping", { breaks: true }),
  bears("F-4a", "buyer", "buyer", "a refusal that breaks free shipping", { breaks: true, ground: "refused", type: "refuse_delivery" }),
  bears("F-4a", "buyer", "buyer", "a refused exchange that breaks free shipping", { breaks: true, ground: "refused", type: "exchange" }),
  bears("F-00", "none", "none", "a refund before shipping breaks nothing that travels", { breaks: true, type: "refund_only" }),
  bears("F-6", "seller", "seller", "a faulty part of the order breaks no threshold", {
    breaks: true,
    ground: "quality",
    freight: "seller",
  }),
  bears("F-4", "buyer", "buyer", "an order whose freight was charged", { free: false }),
  bears("F-3", "none", "buyer", "an order with free shipping", {}),
  bears("F-3", "none", "buyer", "a parcel refused for no reason", { ground: "refused", type: "refuse_delivery" }),
  bears("F-3", "none", "buyer", "a refused exchange", { ground: "refused", type: "exchange" }),
  bears("F-00", "none", "none", "nothing travels for a refund alone", { type: "refund_only", freight: "buyer" }),
  bears("F-00", "none", "none", "nor where the freight is nobody's", { ground: "quality", freight: "none" }),
  bears("F-12", "none", "seller", "a repair", { type: "repair", ground: "quality", freight: "seller" }),
  bears("F-00", "none", "none", "a repair that is nobody's fault", { type: "repair", ground: "quality", freight: "none" }),
  ...["return_refund", "exchange", "resend", "refund_only", "compensation", "guarantee_claim", "refuse_delivery"].map(type =>
    bears("F-6", "seller", "seller", `the seller's fault: ${type}`, { type, ground: "quality", freight: "seller" }),
  ),
  bears("F-00", "none", "none", "a complaint moves no goods", { type: "complaint", ground: "quality", freight: "seller" }),
];

const step = (type: string): PolicyRecord => ({
  step: { type, owner: "system" },
  request: { type: "return_refund", kind: null },
  severity: { level: "p4" },
  buyer: { tier: "standard" },
});

const repairStep = (type: string): PolicyRecord => ({ ...step(type), request: { type: "repair", kind: null } });
const ownedStep = (type: string, owner: string): PolicyRecord => ({ ...step(type), step: { type, owner } });

const promises: readonly PackExpectation[] = [
  speaks("promises", "PR-13", "a refund within a day, and never later than the law's seven", step("refund"), {
    silenceSeconds: 604_800,
    onSilence: "escalate",
    standardSeconds: 86_400,
  }),
  speaks("promises", "PR-29", "showing that the goods are destroyed", step("dispose"), {
    silenceSeconds: 604_800,
    onSilence: "not_disposed",
  }),
  speaks("promises", "PR-30", "lending a unit", step("lend"), { silenceSeconds: 86_400, onSilence: "not_lent", standardSeconds: 14_400 }),
  speaks("promises", "PR-31a", "a lent unit asked for again", repairStep("recover"), {
    silenceSeconds: 604_800,
    onSilence: "not_recovered",
  }),
  speaks("promises", "PR-32", "a seller says where goods go, within half the law's fifteen days", ownedStep("give_address", "seller"), {
    silenceSeconds: 604_800,
    onSilence: "not_given",
    standardSeconds: 86_400,
  }),
  speaks("promises", "PR-32a", "the platform says it the same day, and no silence decides", ownedStep("give_address", "platform"), {
    standardSeconds: 14_400,
  }),
  speaks("promises", "PR-31", "goods asked for again", step("recover"), { silenceSeconds: 604_800, onSilence: "not_recovered" }),
  speaks("promises", "PR-99", "a step nobody foresaw", step("unforeseen"), {
    silenceSeconds: 172_800,
    onSilence: "escalate",
    standardSeconds: 86_400,
  }),
];

export const expectations: readonly PackExpectation[] = [...eligibility, ...freight, ...promises];
