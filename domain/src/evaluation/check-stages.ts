import { STAGE_TABLES, type StageTable } from "../intake/stage.ts";
import { PROMISE_KINDS } from "../order/order-facts.ts";
import type { CompiledTable } from "../policy/compile-table.ts";
import { REFERENCE, walk } from "../policy/expression.ts";
import type { CompiledPack } from "../policy/pack.ts";
import type { PolicyProblem, PolicyProblemCode } from "../policy/problem.ts";
import { isMetadata } from "../policy/table.ts";
import { consentProblems } from "./check-consents.ts";
import { formProblems } from "./check-forms.ts";
import { rankProblems } from "./check-ranks.ts";
import { EVALUATION_VOCABULARY } from "./vocabulary.ts";

/** What the evaluation needs of a pack beyond its form. Asked once when a pack is loaded; a pack with a problem is not used. */
export const checkStages = (pack: CompiledPack): readonly PolicyProblem[] => [
  ...vocabularyProblems(pack),
  ...STAGE_TABLES.flatMap(id => {
    const table = pack.tables.get(id);
    return table === undefined ? [problem("bad_shape", id, null, "the pack lacks this table")] : tableProblems(id, table);
  }),
  ...formProblems(pack),
  ...consentProblems(pack),
  ...rankProblems(pack),
];

const vocabularyProblems = (pack: CompiledPack): readonly PolicyProblem[] =>
  Object.entries(EVALUATION_VOCABULARY).flatMap(([field, words]) => {
    const declared = pack.vocabulary[field];
    if (declared === undefined)
      return [problem("bad_manifest", "manifest", field, "the vocabulary of the evaluation has this field; declare its words")];
    const stranger = declared.find(word => !words.includes(word));
    return stranger === undefined
      ? []
      : [problem("bad_manifest", "manifest", field, `the evaluation does not know the word "${stranger}"`)];
  });

const tableProblems = (id: StageTable, compiled: CompiledTable): readonly PolicyProblem[] => {
  const problems: PolicyProblem[] = [];
  const known = FIELDS_OF_OTHERS[id] ?? CONTEXT_FIELDS;
  const check = (field: string, column: string): void => {
    if (!known.has(field)) problems.push(problem("bad_column", id, column, `no fact has the name ${field}`));
  };
  for (const column of compiled.table.inputs) check(column.field, column.id);
  for (const row of compiled.rows) {
    const cells = [...row.conditions.flatMap(cell => cell ?? []), ...row.results.map(result => result.expression)];
    for (const part of cells.flatMap(walk)) {
      if (part.kind === "path" && part.segments[0] !== REFERENCE) check(part.segments.join("."), row.id);
    }
  }
  const given = compiled.table.outputs.filter(column => !isMetadata(column)).map(column => column.field);
  for (const field of OUTPUTS[id])
    if (!given.includes(field))
      problems.push(problem("bad_column", id, field, `the evaluation reads the output ${field}, which no column writes`));
  return problems;
};

const problem = (code: PolicyProblemCode, table: string, column: string | null, message: string): PolicyProblem => ({
  code,
  table,
  row: null,
  column,
  message,
});

const OUTPUTS: Readonly<Record<StageTable, readonly string[]>> = {
  host_types: ["hostType"],
  host_reasons: ["reason"],
  reasons: [
    "ground",
    "types",
    "evidence",
    "liable",
    "cause",
    "freight",
    "basis",
    "windowFrom",
    "windowAmount",
    "windowUnit",
    "windowPromise",
    "record",
    "sensitive",
  ],
  evidence: ["photos", "videos", "documents", "windowHours"],
  intactness: ["intact"],
  seven_day: ["verdict", "refusal"],
  eligibility: ["verdict", "route", "refusal", "because"],
  severity: ["level"],
  burden: ["burdenOn", "shiftsTo", "ifSilent"],
  liability: ["outward", "inward", "inwardShare", "inwardOther", "otherShare"],
  freight: ["outbound", "return"],
  ratio: ["basisPoints", "perDayBasisPoints", "perThousandKmBasisPoints", "unitMinor", "rounding"],
  tracking_limits: ["gapHours"],
  entitlements: ["heads"],
  compensation: [
    ...["standing", "basisPoints", "lossBasisPoints", "minMinor", "maxMinor", "unitMinor", "rounding", "bearer"],
    ...["form", "formValue", "giftSku"],
  ],
  price_offers: ["counts"],
  price_protection: ["bearer", "maxMinor", "unitMinor", "rounding", "channelDiscount"],
  remedy: ["outcome", "instantRefund"],
  plans: ["planTemplate"],
  promises: ["silenceSeconds", "onSilence", "standardSeconds"],
  standards: ["standardSeconds", "countsIn"],
  ladder: ["action", "atBasisPoints", "speaks"],
  options: ["reasons"],
  inspection: ["outcome", "damageBasisPoints"],
  routing: ["team", "skill", "class", "headStartSeconds", "answerSeconds", "effort", "knownFirstSeconds", "keepsOwner"],
  recourse: ["recoverFrom", "shareBasisPoints", "waitSeconds", "retrySeconds"],
};

const fields = (parent: string, ...names: readonly string[]): readonly string[] => names.map(name => `${parent}.${name}`);

/** Every name a cell may use; any other is a typing error that would silently be null. `evaluation-context.ts` says what each one means. */
export const CONTEXT_FIELDS: ReadonlySet<string> = new Set([
  ...fields("operation", "kind", "currency"),
  ...fields("order", "channel", "state", "lineCount", "tenderCount", "paidMinor", "freeShipping", "cashOnDelivery", "region"),
  ...fields(
    "line",
    "no",
    "state",
    "received",
    "category",
    "department",
    "goods",
    "condition",
    "damageBasisPoints",
    "quantity",
    "wholeLine",
    "usedKm",
  ),
  ...fields("line", "sevenDayClass", "confirmed", "inSevenDayWindow", "inReasonWindow", "daysSinceSigned", "hoursSinceSigned"),
  ...fields(
    "line",
    ...["inSevenDays", "inTwoYears", "inThreeYears", "daysInUse"],
    "inSixMonths",
    "accepted",
    "hoursLate",
    "shipPromiseHours",
    "deliveryDays",
    "giftMinor",
    "hoursSinceTracking",
    "lastEvent",
    "pickupHours",
    "hubHours",
    "gapHours",
    "gapLimitHours",
  ),
  ...fields(
    "line",
    "staysInRegion",
    "pickedUpBeforePayment",
    ...["lighterWith", "ripens"],
    "custody",
    "record",
    "guaranteed",
    "freightPromiseBy",
    "pricePromiseBy",
    "guaranteeBy",
  ),
  ...fields("line.fake", "promiseBy", "includesPrice", "capMinor"),
  ...fields("line.promise", ...PROMISE_KINDS),
  ...fields("line.promiseValue", ...PROMISE_KINDS),
  ...fields("request", "type", "kind", "reason", "by", "lineCount", "wholeOrder", "breaksFreeFreight", "evidenceComplete", "agreed"),
  ...fields("request", "contestsRefusal", "refundRoute", "differenceRoute", "differenceCovered"),
  ...fields("request.evidence", "photo", "video", "document", "statement"),
  ...fields("request.replacement", "given", "available", "sameProduct", "sameSku", "difference"),
  ...fields("buyer", "tier", "risk", "signals", "instantQuotaMinor"),
  ...fields("seller", "isTrader", "flagship", "closed", "hasReturnAddress"),
  ...fields(
    "claims",
    "open",
    "openTypes",
    "onOrder",
    "types",
    "amendments",
    "rejected",
    "repairs",
    "repairDays",
    "longestRepairDays",
    "priceDrops",
    "reasons",
    ...["priceDropMonthMinor", "priceDropsToday", "priceDropOfSku"],
  ),
  ...fields("amendment", "kind", "methodKind", "sameMethod", "balanceCovers"),
  ...fields("money", "paidMinor", "priceMinor", "agreedMinor", "refundMinor", "collectMinor"),
  ...fields("lines", "verdict", "eligible", "review", "refused"),
  ...fields("reason", ...OUTPUTS.reasons),
  ...fields("intactness", ...OUTPUTS.intactness),
  ...fields("sevenDay", ...OUTPUTS.seven_day),
  ...fields("eligibility", ...OUTPUTS.eligibility),
  ...fields("severity", ...OUTPUTS.severity),
  ...fields("burden", ...OUTPUTS.burden),
  ...fields("liability", ...OUTPUTS.liability, "confidenceBasisPoints"),
  ...fields("freight", ...OUTPUTS.freight),
  ...fields("ratio", ...OUTPUTS.ratio),
  ...fields("remedy", ...OUTPUTS.remedy),
]);

/** Tables asked later in a case's life see a context of their own. */
const FIELDS_OF_OTHERS: Readonly<Partial<Record<StageTable, ReadonlySet<string>>>> = {
  host_types: new Set([...fields("host", "platform", "code"), "order.state"]),
  host_reasons: new Set([...fields("host", "platform", "code"), "order.state"]),
  compensation: new Set([...CONTEXT_FIELDS, "sum.head"]),
  price_offers: new Set(fields("price", "offer", "hoursStanding")),
  price_protection: new Set([...CONTEXT_FIELDS, ...fields("price", "promiseBy", "capMinor")]),
  promises: new Set([...fields("step", "type", "owner"), ...fields("request", "type", "kind"), "severity.level", "buyer.tier"]),
  standards: new Set([...fields("step", "type", "owner"), ...fields("request", "type", "kind"), "severity.level", "buyer.tier"]),
  ladder: new Set([
    ...fields("step", "type", "owner"),
    ...fields("request", "type", "kind"),
    ...["severity.level", "buyer.tier", "ladder.rung"],
  ]),
  inspection: new Set([
    ...fields("inspection", "grade", "good", "damaged", "missing", "wrong", "claimed"),
    "liability.outward",
    ...fields("request", "type", "kind", "reason"),
  ]),
  routing: new Set([
    ...fields("item", "kind", "language", "owner"),
    ...fields("request", "type", "kind"),
    ...fields("line", "category", "department"),
    ...["seller.id", "severity.level", "buyer.tier"],
  ]),
  recourse: new Set(fields("recourse", "bearer", "after")),
};
