import type { Recorded } from "@amends/domain/case/case-event";
import type { Decision } from "@amends/domain/evaluation/decision";
import { type CaseId, shardOf } from "@amends/domain/kernel/ids";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import type { StoredCaseDetail, StoredDecision } from "@amends/flows/read-ports";
import type { Scope } from "@amends/flows/scope";
import type pg from "pg";
import { fromJson, type Json } from "../json-minor.ts";
import { readAs } from "../reader/read-as.ts";
import { type DecisionContent, type PackedDecision, unpackDecision } from "./decision-content.ts";
import { caseOf, HEAD, LINES, STEPS, type StoredCase } from "./stored-case.ts";

const IN_SCOPE = "k.operation_id = $1 and ($2::text is null or k.customer_id = $2) and ($3::text is null or k.seller_id = $3)";

const STATE = `${HEAD} as head, k.state, ${LINES} as lines, ${STEPS} as steps`;

const FROM = `
from cases k join decisions d on d.shard = k.shard and d.case_id = k.case_id
where k.shard = $4 and k.case_id = $5 and ${IN_SCOPE}
order by d.decision_no desc limit 1`;

const SHOW = `
select ${STATE}, d.dictionary, d.content,
  (select o.facts from orders o where o.shard = k.shard and o.order_id = k.order_id) as "order",
  (select json_agg(json_build_object('type', e.type, 'seq', e.seq, 'at', e.at, 'by', e.actor, 'data', e.data) order by e.seq)
    from case_events e where e.shard = k.shard and e.case_id = k.case_id) as events
${FROM}`;

type ShowRow = StoredCase & PackedDecision & { readonly order: Json; readonly events: readonly EventRow[] };
type EventRow = Pick<Recorded, "type" | "seq" | "at" | "by"> & { readonly data: Json };

export const showCase = async (reader: pg.Pool, scope: Scope, caseId: CaseId): Promise<StoredCaseDetail | null> => {
  const [row] = await readAs<ShowRow>(reader, scope, { name: "case_show", text: SHOW, values: [shardOf(caseId), caseId] });
  if (row === undefined) return null;
  const content = unpackDecision(row);
  return {
    state: caseOf(row),
    order: fromJson<OrderFacts>(row.order),
    decision: decisionOf(content),
    factsText: content.factsText,
    tier: tierOf(content),
    events: row.events.map(({ data, ...event }) => ({ ...fromJson<object>(data), ...event }) as Recorded),
  };
};

const SHOW_DECISION = `select ${STATE}, d.dictionary, d.content, d.facts_schema ${FROM}`;

type DecisionRow = StoredCase & PackedDecision & { readonly facts_schema: number };

/** The decision the case goes by, with the facts it was made on. */
export const showDecision = async (reader: pg.Pool, scope: Scope, caseId: CaseId): Promise<StoredDecision | null> => {
  const [row] = await readAs<DecisionRow>(reader, scope, {
    name: "case_show_decision",
    text: SHOW_DECISION,
    values: [shardOf(caseId), caseId],
  });
  if (row === undefined) return null;
  const content = unpackDecision(row);
  return { state: caseOf(row), decision: decisionOf(content), factsText: content.factsText, factsSchema: row.facts_schema };
};

const tierOf = ({ factsText }: DecisionContent): string => {
  const facts: { readonly customer?: { readonly tier?: string } } = JSON.parse(factsText);
  return facts.customer?.tier ?? "standard";
};

const decisionOf = ({ findingText }: DecisionContent): Decision => fromJson<Decision>(JSON.parse(findingText));
