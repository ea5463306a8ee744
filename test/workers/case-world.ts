import { createHash, randomBytes } from "node:crypto";
import { bindRules } from "@amends/domain/case/bind-rules";
import type { CaseAmendment, CaseState } from "@amends/domain/case/case-state";
import { CaseDraft } from "@amends/domain/case/draft";
import { firstSteps, startPlan } from "@amends/domain/case/plan";
import type { Decision } from "@amends/domain/evaluation/decision";
import { type CaseId, type Id, type IdKind, makeId, type OperationId, type Shard } from "@amends/domain/kernel/ids";
import type { Currency } from "@amends/domain/kernel/money";
import { type Instant, instant } from "@amends/domain/kernel/time";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import type { FilingWrite } from "@amends/flows/case-ports";
import type { CommandPorts } from "@amends/flows/command-case";
import { sealEvents } from "@amends/flows/seal-events";
import { createCaseStore } from "@amends/postgres/cases/case-store";
import { writeFilings } from "@amends/postgres/cases/write-filing";
import { createEvidenceFiles } from "@amends/postgres/evidence/evidence-files";
import { toJson } from "@amends/postgres/json-minor";
import { createPersonalDataCipher } from "@amends/vault/personal-data-cipher";
import type pg from "pg";
import { aLine, anOrder } from "../settlement/an-order.ts";
import { SMALL_PACK, type TemplateId } from "./small-pack.ts";

const CNY = "CNY" as Currency;

const sha256 = (bytes: Uint8Array): Uint8Array => createHash("sha256").update(bytes).digest();

/** Cases to work on, without a filing: a buyer, an order and a case made by the domain's own draft, written by the store's own statements. */
export const commandPortsOn = (pool: pg.Pool, now: () => Instant): CommandPorts => ({
  cases: createCaseStore(pool),
  policy: {
    operation: async () => null,
    packByHash: async () => SMALL_PACK,
  },
  clock: { now },
  sha256,
  personalData: CIPHER,
  chance: length => randomBytes(length),
  evidence: createEvidenceFiles(pool),
  committed: () => undefined,
});

const CIPHER = createPersonalDataCipher(randomBytes(32));

const id = <K extends IdKind>(kind: K, shard: Shard): Id<K> => makeId(kind, Date.now(), shard, randomBytes(12));
const SHARDS = 1024;

export type World = {
  readonly operationId: OperationId;
  readonly sellerId: Id<"seller">;
  readonly customers: readonly { readonly shard: Shard; readonly customerId: Id<"customer"> }[];
};

/** An operation with a seller and as many buyers as asked for, each in a shard of their own choosing. */
export const createWorld = async (pool: pg.Pool, customersWanted = 16): Promise<World> => {
  const place = 0 as Shard;
  const operationId = id("operation", place);
  const sellerId = id("seller", place);
  await pool.query(
    `insert into operations (operation_id, code, kind, name_zh, name_en, currency, zone_id, zone_offset_minutes, created_at)
     values ($1, $1, 'marketplace', '测试', 'test', 'CNY', 'Asia/Shanghai', 480, 0)`,
    [operationId],
  );
  const customers: World["customers"][number][] = [];
  for (let index = 0; index < customersWanted; index += 1) {
    const shard = ((index * 61) % SHARDS) as Shard;
    const customerId = id("customer", shard);
    const personId = id("person", shard);
    await pool.query(
      `insert into persons (shard, person_id, operation_id, owner_id, wrapped_key, wrapped_salt, created_at) values ($1, $2, $3, $4, '\\x01', '\\x01', 0)`,
      [shard, personId, operationId, customerId],
    );
    await pool.query(
      `insert into customers (shard, customer_id, operation_id, external_id, person_id, source, source_version, content_hash, tier, facts, changed_at)
       values ($1, $2, $3, $2, $4, 'shop', 1, '', 'standard', '{"riskSignals": [], "instantQuotaMinor": 0}', 0)`,
      [shard, customerId, operationId, personId],
    );
    customers.push({ shard, customerId });
  }
  return { operationId, sellerId, customers };
};

export type NewCase = {
  readonly template: TemplateId;
  readonly at: Instant;
  /** One refund each. */
  readonly refundsMinor?: readonly bigint[];
  readonly amendment?: CaseAmendment;
};

let made = 0;

/** A case in progress, as a filing would have left it. */
export const makeCase = async (pool: pg.Pool, world: World, asked: NewCase): Promise<CaseState> => {
  const { write, state } = await draftFiling(pool, world, asked);
  const written = await writeFilings(pool)(write);
  if (written !== "committed") throw new Error(`the case was not written: ${written}`);
  return state;
};

/** A filing up to its write: its order is there, its case is not. */
export const draftFiling = async (
  pool: pg.Pool,
  world: World,
  { template, at, refundsMinor = [500n], amendment }: NewCase,
): Promise<{ readonly write: FilingWrite; readonly state: CaseState }> => {
  made += 1;
  const customer = world.customers[made % world.customers.length];
  if (customer === undefined) throw new Error("the world has a customer");
  const { shard, customerId } = customer;
  const tenders = Math.max(1, refundsMinor.length);
  const order: OrderFacts = {
    ...anOrder({
      lines: [{ ...aLine(1, 1, 10_000n, 10_000n), sellerId: world.sellerId }],
      tenders: Array.from({ length: tenders }, (_, index) => ({
        tenderNo: index + 1,
        kind: "card",
        methodRef: `card-${index + 1}`,
        paidMinor: 10_000n / BigInt(tenders),
      })),
    }),
    orderId: id("order", shard),
    operationId: world.operationId,
    customerId,
    externalOrderNo: `NO-${randomBytes(6).toString("hex")}`,
  };
  await insertOrder(pool, shard, order, at);
  const caseId = id("case", shard);
  const draft = draftCase({ caseId, world, order, at, template, refundsMinor, amendment: amendment ?? null });
  const { events, headHash } = sealEvents(caseId, null, draft.events, sha256);
  const write: FilingWrite = {
    shard,
    operationId: world.operationId,
    orderId: order.orderId,
    claimsVersion: 0,
    factsVersion: 1,
    cases: [
      {
        state: draft.state,
        events,
        headHash,
        effects: draft.effects,
        postings: [],
        texts: [],
        decision: { caseId, decision: DECISION, factsText: "{}", factsSchema: 1 },
      },
    ],
    uses: null,
    answer: null,
    at,
  };
  return { write, state: draft.state };
};

const insertOrder = async (pool: pg.Pool, shard: Shard, order: OrderFacts, at: Instant): Promise<void> => {
  const sellerIds = order.lines.map(line => line.sellerId);
  await pool.query(
    `with new_order as (
       insert into orders (shard, order_id, operation_id, customer_id, external_order_no, source, source_version, content_hash, currency, seller_ids,
         state, placed_at, changed_at, facts)
       values ($1, $2, $3, $4, $5, $6, 1, '', 'CNY', $7, 'paid', $8, $8, $9) returning shard, order_id)
     insert into order_guards (shard, order_id) select shard, order_id from new_order`,
    [
      shard,
      order.orderId,
      order.operationId,
      order.customerId,
      order.externalOrderNo,
      order.source,
      sellerIds,
      at,
      JSON.stringify(toJson(order)),
    ],
  );
};

type DraftAsk = {
  readonly caseId: CaseId;
  readonly world: World;
  readonly order: OrderFacts;
  readonly at: Instant;
  readonly template: TemplateId;
  readonly refundsMinor: readonly bigint[];
  readonly amendment: CaseAmendment | null;
};

const draftCase = ({ caseId, world, order, at, template, refundsMinor, amendment }: DraftAsk): CaseDraft => {
  const by = { role: "buyer", id: order.customerId } as const;
  const draft = new CaseDraft(null, at, by);
  const rules = bindRules(SMALL_PACK, template, { order, customer: { tier: "standard" }, claims: [] });
  draft.record({
    type: "case_filed",
    case: {
      caseId,
      shortNo: caseId.slice(-12),
      operationId: world.operationId,
      orderId: order.orderId,
      customerId: order.customerId,
      sellerId: world.sellerId,
      serviceType: amendment === null ? "refund_only" : "amend_order",
      refundOnlyKind: amendment === null ? "agreed" : null,
      claimedReason: "test",
    },
    currency: CNY,
    lines: [
      {
        lineNo: 1,
        quantity: 1,
        ratioBasisPoints: 10_000,
      },
    ],
    amendment: amendment ?? undefined,
  });
  const refunds = refundsMinor.map((promisedMinor, index) => ({
    tenderNo: index + 1,
    methodKind: "card" as const,
    methodRef: `card-${index + 1}`,
    promisedMinor,
    refundedMinor: 0n,
  }));
  draft.record({
    type: "case_decided",
    outcome: "approved",
    engine: 1,
    packHash: SMALL_PACK.pack.hash,
    severity: "p4",
    liability: DECISION.liability,
    freight: DECISION.freight,
    planTemplate: template,
    instantRefund: "none",
    promisedLines: [],
    money: { ...draft.state.money, refunds: amendment === null ? refunds : [] },
    steps: firstSteps(rules.template, rules.template.entry.approved),
  });
  startPlan(draft, rules, rules.template.entry.approved);
  return draft;
};

const DECISION: Decision = {
  engine: 1,
  packId: "workers",
  packHash: SMALL_PACK.pack.hash,
  serviceType: "refund_only",
  refundOnlyKind: "agreed",
  outcome: "approved",
  severity: "p4",
  lines: [],
  liability: { outward: "seller", inward: [], burdenOn: "none", confidenceBasisPoints: 10_000 },
  freight: { outbound: "none", return: "none" },
  remedy: { planTemplate: "refund", ratioBasisPoints: 10_000, instantRefund: "none", refundMinor: 0n, collectMinor: 0n },
  compensation: [],
  floors: [],
  trace: [],
};

export const realNow = (): Instant => instant(Date.now());
