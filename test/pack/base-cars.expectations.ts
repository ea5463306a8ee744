import { speaks } from "./base-row.ts";
import type { PackExpectation } from "./expectation.ts";

type Car = {
  readonly type: string;
  readonly ground?: string;
  readonly reason?: string;
  readonly days: number;
  readonly repairs?: number;
  /** Days of repair in all, and of the longest one. */
  readonly repairDays?: number;
  readonly department?: string;
};

const facts = ({ type, ground = "quality", reason = "40.02", days, repairs = 0, repairDays = 0, department = "vehicle" }: Car) => ({
  request: { type, kind: null, reason, by: "buyer", replacement: { given: false } },
  reason: { ground },
  order: { state: "delivered" },
  line: {
    ...{ state: "delivered", department, inReasonWindow: days <= 365, daysSinceSigned: days, hoursLate: 0, guaranteed: true },
    ...{ category: department, inSevenDays: days <= 7, inTwoYears: days <= 730, inThreeYears: days <= 1095 },
    promise: { fifteen_day_exchange: false, thirty_day_renewal: false },
  },
  sevenDay: { verdict: "not_asked" },
  claims: { repairs, repairDays, longestRepairDays: repairDays },
});
const looked = (rowId: string, sentence: string, car: Car): PackExpectation =>
  speaks("eligibility", rowId, sentence, facts(car), { verdict: "review", route: "quality", because: "eligibility" });
const open = (rowId: string, sentence: string, car: Car, route = "quality"): PackExpectation =>
  speaks("eligibility", rowId, sentence, facts(car), { verdict: "eligible", route, because: "eligibility" });

const beyond = (sentence: string, car: Car): PackExpectation =>
  speaks("eligibility", "EL-59", sentence, facts(car), {
    verdict: "refused",
    route: "none",
    refusal: "beyond_two_years",
    because: "eligibility",
  });

const OVERDUE: Car = { type: "exchange", reason: "40.09", days: 200, repairs: 1, department: "phones" };
const overdue = (category: string, repairDays: number) => {
  const of = facts({ ...OVERDUE, repairDays });
  return { ...of, line: { ...of.line, category: `electronics.${category}` } };
};

/** CAR a18-24 (policy.md §1.7): the days are known, the mileage is for a person to read. */
export const expectations: readonly PackExpectation[] = [
  open("EL-52", "within seven days a car is returned like any other goods", { type: "return_refund", days: 7 }),
  ...["return_refund", "exchange"].flatMap(type => [
    looked("EL-C5", `steering, brakes, body, fuel or fire within 60 days: ${type}`, { type, reason: "40.11", days: 60 }),
    looked("EL-C6", `two repairs that failed within two years: ${type}`, { type, days: 730, repairs: 2 }),
    looked("EL-C7", `more than thirty days of repair within two years: ${type}`, { type, days: 730, repairs: 1, repairDays: 31 }),
  ]),
  looked("EL-C5", "the sixtieth day is the last", { type: "exchange", reason: "40.04", days: 60 }),
  open("EL-55", "on the sixty-first the ordinary way of a fault is left", { type: "exchange", reason: "40.04", days: 61 }, "fault"),
  open("EL-55", "thirty days of repair open no way to another car", { type: "exchange", days: 200, repairs: 1, repairDays: 30 }, "fault"),
  open(
    "EL-55",
    "nor do thirty-one of a wrong description",
    { type: "exchange", ground: "description", days: 200, repairDays: 31 },
    "fault",
  ),
  open("EL-55", "nor of what is no car", { type: "exchange", days: 200, repairDays: 31, department: "phones" }, "fault"),
  open("EL-55", "nor for who wants it repaired once more", { type: "repair", days: 200, repairDays: 31 }, "fault"),
  beyond("after two years they open none either", { type: "exchange", days: 731, repairDays: 31 }),
  open("EL-55", "one repair opens no way to another car", { type: "exchange", days: 200, repairs: 1 }, "fault"),
  ...["40.02", "40.03"].map(reason => looked("EL-C5", `${reason} is one of those faults`, { type: "exchange", reason, days: 60 })),
  open("EL-55", "a fault of the paint is none of them", { type: "exchange", reason: "40.05", days: 60 }, "fault"),
  open("EL-55", "nor is a car that is not as it was described", { type: "exchange", ground: "description", days: 60 }, "fault"),
  open("EL-55", "who asks for a repair of such a fault gets a repair", { type: "repair", days: 60 }, "fault"),
  open("EL-55", "and so does who asks for a third one", { type: "repair", days: 300, repairs: 2 }, "fault"),
  open(
    "EL-55",
    "two repairs say nothing of a wrong description",
    { type: "exchange", ground: "description", days: 300, repairs: 2 },
    "fault",
  ),
  beyond("after two years repairs open no way to another car", { type: "exchange", days: 731, repairs: 2 }),
  looked("EL-C2", "within three years a car is repaired free", { type: "repair", days: 1095 }),
  beyond("but not exchanged", { type: "exchange", days: 1000 }),
  beyond("nor is anything else repaired for so long", { type: "repair", days: 1000, department: "phones" }),
  beyond("nor repaired for what is no fault of it", { type: "repair", ground: "description", days: 1000 }),
  speaks(
    "eligibility",
    "EL-5B",
    "two repairs of other goods go by their own guarantee",
    facts({ type: "exchange", days: 300, repairs: 2, department: "phones" }),
    {
      ...{ verdict: "eligible", route: "quality", because: "eligibility" },
    },
  ),
  beyond("after three years nothing of this is left", { type: "repair", days: 1096 }),
  ...[
    ["EL-5E", "phone", 61, "eligible", "a phone is exchanged after sixty days in repair"],
    ["EL-5F", "camera", 91, "eligible", "anything else after ninety"],
    ["EL-5G", "phone", 60, "review", "before that a person asks whose doing it was"],
    ["EL-5G", "camera", 90, "review", "and of anything else up to ninety"],
    ["EL-5G", "camera", 31, "review", "from the thirty-first day"],
  ].map(([rowId = "", category, repairDays, verdict, sentence]) =>
    speaks("eligibility", String(rowId), String(sentence), overdue(String(category), Number(repairDays)), {
      ...{ verdict: String(verdict), route: "quality", because: "eligibility" },
    }),
  ),
  open("EL-55", "thirty days in repair are no more than late", { ...OVERDUE, repairDays: 30 }, "fault"),
  open("EL-55", "a return is asked for by its own rules", { ...OVERDUE, type: "return_refund", repairDays: 100 }, "fault"),
  open("EL-55", "and so is what was never said to be overdue", { ...OVERDUE, reason: "40.05", repairDays: 100 }, "fault"),
  open("EL-55", "and what was said of another ground", { ...OVERDUE, ground: "description", repairDays: 100 }, "fault"),
];
