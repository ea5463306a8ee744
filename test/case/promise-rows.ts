import type { StepOwner, StepType } from "@amends/domain/case/step";
import type { OperationKind } from "@amends/domain/intake/case-facts";
import type { RefundOnlyKind, ServiceType } from "@amends/domain/intake/service-type";

const [MINUTE, HOUR, DAY] = [60, 3600, 86_400];

type Standing = { readonly level?: string; readonly tier?: string };
export type PromiseRow = readonly [
  rowId: string,
  step: StepType,
  owner: StepOwner,
  request: readonly [ServiceType, (RefundOnlyKind | null)?],
  standing: Standing,
  standardSeconds: number | null,
  silenceSeconds: number | null,
  silenceMeans: string,
];

/** Who should have acted when, and what silence means: policy.md §3.2 row by row, and what the desk itself promises. */
export const PROMISES: readonly PromiseRow[] = [
  ["PR-01", "review", "seller", ["return_refund"], { level: "p1" }, 15 * MINUTE, null, "escalate"],
  ["PR-03", "review", "platform", ["complaint"], {}, HOUR, DAY, "escalate"],
  ["PR-04", "review", "platform", ["return_refund"], {}, 4 * HOUR, null, "escalate"],
  ["PR-05", "review", "seller", ["refund_only", "pre_ship"], {}, 4 * HOUR, DAY, "approved"],
  ["PR-06", "review", "seller", ["refund_only", "not_received"], {}, 4 * HOUR, 36 * HOUR, "approved"],
  ["PR-06", "review", "seller", ["return_refund"], {}, 4 * HOUR, 36 * HOUR, "approved"],
  ["PR-06", "review", "seller", ["exchange"], {}, 4 * HOUR, 36 * HOUR, "approved"],
  ["PR-06", "review", "seller", ["refuse_delivery"], {}, 4 * HOUR, 36 * HOUR, "approved"],
  ["PR-07", "review", "seller", ["resend"], {}, 4 * HOUR, 48 * HOUR, "approved"],
  ["PR-07", "review", "seller", ["repair"], {}, 4 * HOUR, 48 * HOUR, "approved"],
  ["PR-07a", "review", "seller", ["amend_order"], {}, 4 * HOUR, DAY, "approved"],
  ["PR-07b", "review", "seller", ["guarantee_claim"], {}, 4 * HOUR, DAY, "escalate"],
  ["PR-08", "review", "seller", ["compensation"], {}, 4 * HOUR, 48 * HOUR, "escalate"],
  ["PR-09", "pickup", "carrier", ["return_refund"], {}, DAY, 7 * DAY, "expired"],
  ["PR-10", "drop_off", "buyer", ["return_refund"], {}, null, 7 * DAY, "expired"],
  ["PR-11a", "receive", "warehouse", ["return_refund"], {}, null, 5 * DAY, "received"],
  ["PR-11", "receive", "warehouse", ["repair"], {}, null, 7 * DAY, "received"],
  ["PR-12", "inspect", "warehouse", ["return_refund"], {}, DAY, 48 * HOUR, "passed"],
  ["PR-12a", "inspect", "warehouse", ["guarantee_claim"], {}, 48 * HOUR, 7 * DAY, "not_passed"],
  ["PR-13", "refund", "system", ["return_refund"], {}, DAY, 7 * DAY, "escalate"],
  ["PR-14", "reship", "warehouse", ["exchange"], {}, DAY, 7 * DAY, "escalate"],
  ["PR-15", "collect_evidence", "buyer", ["return_refund"], {}, null, DAY, "expired"],
  ["PR-16", "offer", "buyer", ["return_refund"], {}, null, 48 * HOUR, "declined"],
  ["PR-17", "intercept", "carrier", ["return_refund"], {}, 2 * HOUR, DAY, "not_intercepted"],
  ["PR-18", "reserve", "warehouse", ["exchange"], {}, HOUR, 4 * HOUR, "out_of_stock"],
  ["PR-19", "amend", "system", ["amend_order"], {}, HOUR, DAY, "not_amended"],
  ["PR-20", "collect", "buyer", ["exchange"], {}, null, 3 * DAY, "not_collected"],
  ["PR-21", "return_to_buyer", "warehouse", ["return_refund"], {}, DAY, 7 * DAY, "not_sent_back"],
  ["PR-22", "repair", "repairer", ["repair"], {}, 3 * DAY, 20 * DAY, "escalate"],
  ["PR-23", "trace", "carrier", ["logistics"], {}, 2 * HOUR, DAY, "escalate"],
  ["PR-24", "visit", "repairer", ["repair"], {}, 3 * DAY, 15 * DAY, "missed"],
  ["PR-25", "quote", "buyer", ["repair"], {}, null, 7 * DAY, "declined"],
  ["PR-26", "ship_back", "repairer", ["repair"], {}, DAY, 7 * DAY, "escalate"],
  ["PR-27", "compensate", "system", ["compensation"], {}, DAY, DAY, "escalate"],
  ["PR-28", "follow_up", "buyer", ["complaint"], {}, null, 3 * DAY, "settled"],
  ["PR-29", "dispose", "seller", ["refund_only", "unreturnable"], {}, null, 7 * DAY, "not_disposed"],
  ["PR-29a", "dispose", "inspector", ["guarantee_claim"], {}, 3 * DAY, 7 * DAY, "escalate"],
  ["PR-30", "lend", "warehouse", ["repair"], {}, 4 * HOUR, DAY, "not_lent"],
  ["PR-31a", "recover", "buyer", ["repair"], {}, null, 7 * DAY, "not_recovered"],
  ["PR-32", "give_address", "seller", ["return_refund"], {}, DAY, 7 * DAY, "not_given"],
  ["PR-32a", "give_address", "platform", ["return_refund"], {}, 4 * HOUR, null, "escalate"],
];

/** What is promised sooner for a graver matter or a valued buyer; silence means what the step's own row says. */
export const SOONER: readonly PromiseRow[] = [
  ["SS-01", "review", "platform", ["return_refund"], { level: "p1" }, 15 * MINUTE, null, "escalate"],
  ["SS-02", "review", "platform", ["return_refund"], { level: "p2", tier: "vip" }, 15 * MINUTE, null, "escalate"],
  ["SS-02", "review", "seller", ["return_refund"], { level: "p2", tier: "green_lane" }, 15 * MINUTE, 36 * HOUR, "approved"],
  ["SS-03", "review", "seller", ["return_refund"], { level: "p2" }, 30 * MINUTE, 36 * HOUR, "approved"],
  ["SS-04", "review", "platform", ["return_refund"], { tier: "vip" }, 15 * MINUTE, null, "escalate"],
  ["SS-04", "review", "platform", ["return_refund"], { level: "p3", tier: "green_lane" }, 15 * MINUTE, null, "escalate"],
  ["SS-06", "review", "platform", ["return_refund"], { level: "p3" }, 2 * HOUR, null, "escalate"],
  ["SS-07", "review", "seller", ["return_refund"], { tier: "green_lane" }, HOUR, 36 * HOUR, "approved"],
  ["SS-08", "review", "seller", ["return_refund"], { level: "p3", tier: "vip" }, 2 * HOUR, 36 * HOUR, "approved"],
  ["SS-08", "review", "seller", ["return_refund"], { tier: "vip" }, 2 * HOUR, 36 * HOUR, "approved"],
  ["SS-09", "review", "seller", ["return_refund"], { level: "p3" }, 2 * HOUR, 36 * HOUR, "approved"],
  ["SS-21", "inspect", "warehouse", ["return_refund"], { level: "p1" }, 12 * HOUR, 48 * HOUR, "passed"],
  ["SS-21", "inspect", "warehouse", ["return_refund"], { level: "p2" }, 12 * HOUR, 48 * HOUR, "passed"],
  ["SS-22", "inspect", "warehouse", ["return_refund"], { tier: "green_lane" }, 12 * HOUR, 48 * HOUR, "passed"],
  ["SS-23", "refund", "system", ["return_refund"], { level: "p1" }, 4 * HOUR, 7 * DAY, "escalate"],
  ["SS-24", "refund", "system", ["return_refund"], { level: "p2" }, 12 * HOUR, 7 * DAY, "escalate"],
  ["SS-25", "refund", "system", ["return_refund"], { tier: "green_lane" }, 12 * HOUR, 7 * DAY, "escalate"],
  ["SS-26", "trace", "carrier", ["logistics"], { level: "p1" }, 30 * MINUTE, DAY, "escalate"],
  ["SS-27", "trace", "carrier", ["logistics"], { level: "p2" }, HOUR, DAY, "escalate"],
  ["SS-28", "trace", "carrier", ["logistics"], { tier: "vip" }, HOUR, DAY, "escalate"],
  ["SS-28", "trace", "carrier", ["logistics"], { tier: "green_lane" }, HOUR, DAY, "escalate"],
  ["SS-29", "visit", "repairer", ["repair"], { level: "p1" }, 2 * HOUR, 15 * DAY, "missed"],
  ["SS-30", "visit", "repairer", ["repair"], { level: "p2" }, DAY, 15 * DAY, "missed"],
  ["SS-31", "visit", "repairer", ["repair"], { tier: "green_lane" }, DAY, 15 * DAY, "missed"],
];

/** What the overlays of a kind of operation say instead. */
export const OF_A_KIND: readonly (readonly [kind: Exclude<OperationKind, "marketplace">, ...row: PromiseRow])[] = [
  ["brand", "PR-05", "review", "seller", ["refund_only", "pre_ship"], {}, 4 * HOUR, 12 * HOUR, "approved"],
  ["brand", "PR-06", "review", "seller", ["return_refund"], {}, 4 * HOUR, 12 * HOUR, "approved"],
  ["brand", "PR-07", "review", "seller", ["repair"], {}, 4 * HOUR, 12 * HOUR, "approved"],
  ["c2c", "PR-06", "review", "seller", ["return_refund"], {}, 4 * HOUR, 48 * HOUR, "approved"],
  ["c2c", "PR-26a", "forward", "warehouse", ["return_refund"], {}, DAY, 7 * DAY, "escalate"],
  ["c2c", "PR-15", "collect_evidence", "buyer", ["guarantee_claim"], {}, null, 48 * HOUR, "expired"],
  ["group_buy", "GB-PR-01", "review", "seller", ["refund_only", "pre_ship"], { level: "p2" }, 10 * MINUTE, null, "escalate"],
  ["group_buy", "PR-05", "review", "seller", ["refund_only", "pre_ship"], {}, 10 * MINUTE, 15 * MINUTE, "approved"],
  ["group_buy", "PR-06", "review", "seller", ["return_refund"], {}, HOUR, 3 * HOUR, "approved"],
];

/** Rows that never speak for a step of the base pack, each with why not. */
export const NEVER_FIRST: Readonly<Record<string, string>> = {
  "PR-31": "is reached only when the time for a pickup and for sending has run out; the plans of a promise live through it",
  "PR-99": "the last resort: every type of step has a row of its own",
  "SS-05": "says what the step's own row PR-03 says, so that a pack which makes that slower is still held to it",
  "SS-10": "says what the rows PR-05 to PR-08 of the step say, so that a pack which makes them slower is still held to it",
  "SS-99": "promises nothing",
};
