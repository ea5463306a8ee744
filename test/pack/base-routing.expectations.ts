import type { PolicyRecord } from "@amends/domain/policy/value";
import { speaks } from "./base-row.ts";
import type { PackExpectation } from "./expectation.ts";

type Item = {
  readonly kind?: string;
  readonly owner?: string;
  readonly type?: string;
  readonly department?: string;
  readonly severity?: string;
  readonly tier?: string;
};

const facts = ({
  kind = "review",
  owner = "platform",
  type = "return_refund",
  department = "shoes",
  severity = "p4",
  tier = "standard",
}: Item): PolicyRecord => ({
  item: { kind, owner, language: "zh" },
  request: { type, kind: null },
  line: { category: department, department },
  seller: { id: "seller_1" },
  severity: { level: severity },
  buyer: { tier },
});

type Answer = readonly [
  team: string,
  skill: string,
  level: string,
  headStart: number,
  answer: number,
  effort: number,
  known: number,
  keeps: string,
];

const goes = (rowId: string, sentence: string, item: Item, [team, skill, level, head, answer, effort, known, keeps]: Answer) =>
  speaks("routing", rowId, sentence, facts(item), {
    team,
    skill,
    ...(level === "" ? {} : { class: Number(level) }),
    headStartSeconds: head,
    answerSeconds: answer,
    effort,
    knownFirstSeconds: known,
    keepsOwner: keeps,
  });

export const expectations: readonly PackExpectation[] = [
  goes("RT-01", "a shop works at its own desk", { owner: "seller", severity: "p1" }, ["seller", "seller", "", 0, 14_400, 1, 0, "no"]),
  goes("RT-02", "money by hand is finance's", { owner: "finance", kind: "manual_refund" }, [
    "finance",
    "refund",
    "",
    0,
    14_400,
    1,
    0,
    "no",
  ]),
  goes("RT-03", "goods are the warehouse's", { owner: "warehouse" }, ["warehouse", "inspection", "", 0, 14_400, 1, 0, "no"]),
  goes("RT-04", "an injury has a person within 15 minutes, who stays", { severity: "p1" }, [
    "complaints",
    "safety",
    "1",
    0,
    900,
    3,
    0,
    "yes",
  ]),
  goes("RT-05", "a regulator within 30 minutes", { severity: "p2" }, ["complaints", "complaint", "2", 0, 1800, 2, 0, "yes"]),
  goes("RT-06", "a VIP's complaint within 15", { kind: "complaint", tier: "vip" }, ["complaints", "complaint", "2", 0, 900, 2, 900, "yes"]),
  goes("RT-07", "any complaint has its owner within an hour", { kind: "complaint" }, [
    "complaints",
    "complaint",
    "3",
    0,
    3600,
    2,
    900,
    "yes",
  ]),
  goes("RT-08", "the green lane goes ahead of other VIPs", { tier: "green_lane" }, ["vip", "vip", "2", 1800, 900, 1, 600, "no"]),
  goes("RT-09", "a VIP is answered within 15 minutes", { tier: "vip" }, ["vip", "vip", "2", 0, 900, 1, 600, "no"]),
  goes("RT-10", "who waits for a call is called within 30", { kind: "call_back" }, [
    "first_line",
    "general",
    "3",
    1200,
    1800,
    1,
    600,
    "no",
  ]),
  goes("RT-11", "a parcel has news within 2 hours", { type: "logistics" }, ["logistics", "logistics", "", 0, 7200, 1, 900, "no"]),
  goes("RT-12", "what spoils is seen first", { department: "fresh" }, ["first_line", "fresh", "3", 3600, 3600, 1, 900, "no"]),
  goes("RT-13", "repairs go to who knows repairs", { type: "repair" }, ["first_line", "repair", "", 0, 14_400, 1, 900, "no"]),
  goes("RT-14", "who knows the buyer asks how it went", { kind: "follow_up" }, ["first_line", "general", "4", 0, 86_400, 1, 3600, "no"]),
  goes("RT-15", "a changed order is looked at", { kind: "order_changed" }, ["first_line", "general", "3", 0, 14_400, 1, 900, "no"]),
  goes("RT-99", "and all the rest within 4 hours", {}, ["first_line", "general", "", 0, 14_400, 1, 900, "no"]),
];
