import { createHash, randomBytes } from "node:crypto";
import type { NativeRecord } from "@amends/contract/import/native-record";
import type { RunningPack } from "@amends/domain/case/bind-rules";
import type { PlanTemplate } from "@amends/domain/case/plan-graph";
import { parsePlanTemplate } from "@amends/domain/case/plan-template";
import { addMs, type Instant, instant } from "@amends/domain/kernel/time";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import { loadPack } from "@amends/domain/policy/pack";
import { describeProblem } from "@amends/domain/policy/problem";
import { type CommandAsk, commandCase } from "@amends/flows/command-case";
import { type FilingAsk, type FilingPorts, fileCase, type OpenedCase } from "@amends/flows/file-case";
import type { Policy } from "@amends/flows/policy-port";
import type { Principal } from "@amends/flows/scope";
import { createCaseNumbers, createCaseStore } from "@amends/postgres/cases/case-store";
import { createEvidenceFiles } from "@amends/postgres/evidence/evidence-files";
import { findOrdersByExternalNo } from "@amends/postgres/orders/find-orders";
import pg from "pg";
import { createImportWorld, type ImportWorld } from "../import/import-world.ts";
import { customer, order, seller, sku } from "../import/native-records.ts";
import { readPack, sha256 } from "../policy/read-pack.ts";

/** The base pack with the parameters a case asks for; the plan of a return is all that these cases need. */
const runningPack = (): RunningPack => {
  const source = readPack("policies/base");
  const parameters = {
    "negotiation.offersMax": 3,
    "rejection.allowed": ["goods_used"],
    "rejection.barred": [],
    "instantRefund.quota.standard": 0,
    "instantRefund.quota.vip": 0,
    "instantRefund.quota.green_lane": 0,
    ...source.parameters,
  };
  const pack = loadPack({ ...source, parameters }, [], sha256);
  if (pack.kind === "refused") throw new Error(pack.problems.map(describeProblem).join("\n"));
  const templates = Object.entries(source.templates).map(([id, json]) => [id, templateOf(json)] as const);
  return { pack: pack.value, templates: new Map(templates) };
};

const templateOf = (json: unknown): PlanTemplate => {
  const parsed = parsePlanTemplate(json);
  if ("steps" in parsed) return parsed;
  throw new Error(JSON.stringify(parsed));
};

export const RUNNING = runningPack();

/** The day after the parcel of `potOrder` was signed for. */
export const FILED_AT = instant(Date.parse("2026-11-04T10:00:00+08:00"));

type NativeOrder = Extract<NativeRecord, { readonly kind: "order" }>;

/** Two pots for 188.00, paid in two ways, both arrived on 3 November; sold by `merchant-1` to `member-1` unless told otherwise. */
export const potOrder = (change: Partial<NativeOrder> = {}): NativeOrder => ({
  ...order(),
  externalOrderNo: "20261101-000002",
  lines: [
    {
      lineNo: 1,
      sellerExternalId: "merchant-1",
      skuId: "pot-24",
      productId: "pot",
      name: "铸铁锅",
      category: "home.kitchen",
      options: { size: "24cm" },
      quantity: 2,
      unitPriceMinor: 9900,
      paidMinor: 18800,
      sevenDay: { class: "none" },
    },
  ],
  shipments: order().shipments?.map(shipment => ({ ...shipment, trackingNo: "SF0000000002", lines: [{ lineNo: 1, quantity: 2 }] })) ?? [],
  ...change,
});

export type CaseWorld = ImportWorld & {
  readonly reader: pg.Pool;
  readonly filing: FilingPorts;
  readonly policy: Policy;
  readonly now: () => Instant;
  readonly pass: (ms: number) => void;
  readonly orderOf: (externalOrderNo: string) => Promise<OrderFacts>;
  readonly buyerOf: (order: OrderFacts) => Principal;
  readonly sellerOf: (order: OrderFacts) => Principal;
  readonly agent: Principal;
  /** Files as the buyer: everything of the order back without a reason, unless told otherwise. */
  readonly file: (order: OrderFacts, change?: Partial<FilingAsk["request"]>, statement?: string) => Promise<OpenedCase>;
  readonly command: (principal: Principal, opened: OpenedCase, command: CommandAsk["command"]) => Promise<void>;
};

/** An operation with a merchant, a buyer and an order of pots, on a database of its own; cases are filed and commanded by the flows themselves. */
export const createCaseWorld = async (): Promise<CaseWorld> => {
  const world = await createImportWorld();
  const reader = new pg.Pool({ connectionString: world.database.readerUrl, max: 4 });
  reader.on("error", () => undefined);
  reader.on("connect", client => client.on("error", () => undefined));
  const { operationId, kind, currency, zone } = world.operation;
  const state = { now: FILED_AT };
  const now = () => state.now;
  const policy: Policy = {
    operation: async asked => ({
      operationId: asked,
      code: "shop",
      facts: { kind, currency, zone, holidays: [], extraWorkdays: [] },
      running: RUNNING,
      rulesOf: async () => RUNNING,
    }),
    packByHash: async () => RUNNING,
  };
  const filing: FilingPorts = {
    cases: createCaseStore(world.pool),
    nextShortNo: createCaseNumbers(world.pool, 7),
    policy,
    clock: { now },
    sha256: bytes => createHash("sha256").update(bytes).digest(),
    personalData: world.cipher,
    chance: length => randomBytes(length),
    evidence: createEvidenceFiles(world.pool),
    committed: () => undefined,
  };
  const take: ImportWorld["take"] = async (...records) => {
    const result = await world.take(...records);
    if (result.errors.length > 0) throw new Error(`refused: ${JSON.stringify(result.errors)}`);
    return result;
  };
  await take(
    seller(),
    customer(),
    sku({ skuId: "pot-24", productId: "pot", name: "铸铁锅", category: "home.kitchen", options: { size: "24cm" } }),
    potOrder(),
  );

  const orderOf = async (externalOrderNo: string): Promise<OrderFacts> => {
    const [found] = await findOrdersByExternalNo(world.pool, world.scope, externalOrderNo);
    if (found === undefined) throw new Error(`no order ${externalOrderNo}`);
    return found.facts;
  };
  const buyerOf = ({ customerId }: OrderFacts): Principal => ({ role: "buyer", operationId, customerId, via: "host_token" });
  return {
    ...world,
    take,
    reader,
    filing,
    policy,
    now,
    pass: ms => {
      state.now = addMs(state.now, ms);
    },
    orderOf,
    buyerOf,
    sellerOf: ({ lines }) => {
      const sellerId = lines[0]?.sellerId;
      if (sellerId === undefined) throw new Error("an order has a line");
      return { role: "seller", operationId, accountId: "account_000000000000000000000002", sellerId };
    },
    agent: { role: "agent", operationId, accountId: "account_000000000000000000000001" },
    file: async (bought, change = {}, statement) => {
      const { orderId, lines } = bought;
      const outcome = await fileCase(filing, {
        principal: buyerOf(bought),
        orderId,
        request: {
          orderId,
          serviceType: "return_refund",
          refundOnlyKind: null,
          reason: "30.01",
          lines: lines.map(({ lineNo, quantity }) => ({
            lineNo,
            quantity,
            goodsReceived: true,
            condition: "unopened",
            damageBasisPoints: null,
            replacementSkuId: null,
          })),
          refundTo: null,
          differenceBy: null,
          agreedMinor: null,
          amendment: null,
          evidence: [],
          contestsRefusal: false,
          ...change,
        },
        statement: statement ?? null,
        idempotency: null,
        answer: () => ({ status: 201, response: "" }),
      });
      const [opened] = outcome.kind === "filed" ? outcome.cases : [];
      if (opened === undefined)
        throw new Error(`not filed: ${JSON.stringify(outcome, (_key, value) => (typeof value === "bigint" ? Number(value) : value))}`);
      return opened;
    },
    command: async (principal, opened, command) => {
      const outcome = await commandCase(filing, {
        principal,
        caseId: opened.state.caseId,
        command,
        ifVersion: null,
        idempotency: null,
        endsEffect: null,
        answer: () => ({ status: 200, response: "" }),
      });
      if (outcome.kind !== "done") throw new Error(`not done: ${JSON.stringify(outcome)}`);
    },
    close: async () => {
      await reader.end();
      await world.close();
    },
  };
};
