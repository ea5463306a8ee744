import type { RunningPack } from "@amends/domain/case/bind-rules";
import type { PlanTemplate } from "@amends/domain/case/plan-graph";
import { parsePlanTemplate } from "@amends/domain/case/plan-template";
import { loadTable } from "@amends/domain/policy/compile-table";

/** A pack of the workers' own, with times that are short: evidence is waited for 60 seconds, a review 120, anything else a week. */
export const EVIDENCE_MS = 60_000;
export const REVIEW_MS = 120_000;
const PACK_HASH = "pack of the workers' tests";

const step = (type: string, owner: string, next: Readonly<Record<string, string | readonly string[]>>) => ({
  type,
  owner,
  zh: type,
  en: type,
  next,
});
const refund = step("refund", "system", { refunded: "end:resolved", refund_failed: ["refund_by_hand"] });
const refundByHand = step("refund", "finance", { refunded: "end:resolved", refund_failed: ["refund_by_hand"] });
const TEMPLATES = {
  /** Money goes back at once. */
  refund: { entry: ["refund"], steps: { refund, refund_by_hand: refundByHand } },
  /** The order is changed by its host. */
  amend: { entry: ["amend"], steps: { amend: step("amend", "system", { amended: "end:resolved", not_amended: "end:closed" }) } },
  /** Waits for evidence, and ends by silence. */
  evidence: {
    entry: ["evidence"],
    steps: { evidence: step("collect_evidence", "buyer", { provided: "end:resolved", expired: "end:closed" }) },
  },
  /** Waits for a week. */
  dispose: {
    entry: ["dispose"],
    steps: { dispose: step("dispose", "seller", { disposed: "end:resolved", not_disposed: "end:closed" }) },
  },
  /** Two clocks at once; the earlier one's silence pays, and the later one's goes on to nothing. */
  race: {
    entry: ["evidence", "review"],
    steps: {
      evidence: step("collect_evidence", "buyer", { provided: ["refund"], expired: ["refund"] }),
      review: step("review", "seller", { approved: ["refund"], rejected: "end:rejected", offered: ["review"] }),
      refund,
      refund_by_hand: refundByHand,
    },
  },
} as const;
export type TemplateId = keyof typeof TEMPLATES;

const templateOf = (id: TemplateId): PlanTemplate => {
  const { entry, steps } = TEMPLATES[id];
  const parsed = parsePlanTemplate({ id, entry: { approved: entry, review: entry }, steps, withdraw: {} });
  if (!("steps" in parsed)) throw new Error(JSON.stringify(parsed));
  return parsed;
};

const promiseRow = (id: string, type: string, seconds: number, silence: string) => ({
  _id: id,
  step: type,
  silenceSeconds: String(seconds),
  onSilence: `'${silence}'`,
  status: "'chosen'",
  source: "'test'",
  zh: "'测试'",
  en: "'test'",
});

const META = ["status", "source", "zh", "en"];

/** One table by the kind of step; `given` are its answers. */
const tableOf = (name: string, given: readonly string[], rules: readonly object[]) => ({
  contentType: "application/vnd.gorules.decision",
  nodes: [
    { id: "input", type: "inputNode", name: "facts", position: { x: 0, y: 0 } },
    {
      id: "table",
      type: "decisionTableNode",
      name,
      position: { x: 300, y: 0 },
      content: {
        hitPolicy: "first",
        inputs: [{ id: "step", name: "step", field: "step.type" }],
        outputs: [...given.map(field => ({ id: field, name: field, field })), ...META.map(id => ({ id, name: id, field: `row.${id}` }))],
        rules,
      },
    },
    { id: "output", type: "outputNode", name: "result", position: { x: 600, y: 0 } },
  ],
  edges: [
    { id: "in", type: "edge", sourceId: "input", targetId: "table" },
    { id: "out", type: "edge", sourceId: "table", targetId: "output" },
  ],
});

const PROMISES = tableOf(
  "promises",
  ["silenceSeconds", "onSilence"],
  [
    promiseRow("T-1", "'collect_evidence'", EVIDENCE_MS / 1000, "expired"),
    promiseRow("T-2", "'review'", REVIEW_MS / 1000, "approved"),
    promiseRow("T-3", "", 604_800, "escalate"),
  ],
);
/** Nothing climbs here: each step has one time. */
const LADDER = tableOf(
  "ladder",
  ["action"],
  [{ _id: "T-9", step: "", action: "", status: "'chosen'", source: "'test'", zh: "'测试'", en: "'test'" }],
);

const STANDARDS = tableOf(
  "standards",
  ["standardSeconds", "countsIn"],
  [{ _id: "T-8", step: "", standardSeconds: "", countsIn: "", status: "'chosen'", source: "'test'", zh: "'测试'", en: "'test'" }],
);

/** Every reason is one of this pack. */
const REASONS = tableOf(
  "reasons",
  ["ground"],
  [{ _id: "T-7", step: "", ground: "'quality'", status: "'chosen'", source: "'test'", zh: "'测试'", en: "'test'" }],
);

const loaded = (name: string, json: object) => {
  const table = loadTable(name, json);
  if (table.kind === "refused") throw new Error(JSON.stringify(table.problems));
  return [name, table.value] as const;
};

export const SMALL_PACK: RunningPack = {
  pack: {
    id: "workers",
    version: "1",
    engine: 1,
    hash: PACK_HASH,
    layers: [],
    vocabulary: {},
    tables: new Map([loaded("promises", PROMISES), loaded("ladder", LADDER), loaded("standards", STANDARDS), loaded("reasons", REASONS)]),
    templates: {},
    parameters: { "negotiation.offersMax": 3, "rejection.allowed": [], "rejection.barred": [] },
    texts: {},
  },
  templates: new Map((Object.keys(TEMPLATES) as TemplateId[]).map(id => [id, templateOf(id)])),
};
