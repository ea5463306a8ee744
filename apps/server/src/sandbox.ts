import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Instant } from "@amends/domain/kernel/time";
import { commandCase } from "@amends/flows/command-case";
import type { FilingPorts } from "@amends/flows/file-case";
import type { Gateways, OrderSystem, PaymentGateway } from "@amends/flows/gateway-ports";
import { openJournal } from "@amends/gateways/sandbox/journal";
import { createMischiefs, type Mischiefs } from "@amends/gateways/sandbox/mischief";
import { createSandboxBank, type SandboxBank } from "@amends/gateways/sandbox-bank/sandbox-bank";
import { createSandboxCarrier, type SandboxCarrier, type TrackingNotice } from "@amends/gateways/sandbox-carrier/sandbox-carrier";
import { createSandboxOrderSystem, type SandboxOrderSystem } from "@amends/gateways/sandbox-order-system/sandbox-order-system";
import { createSandboxWarehouse, type SandboxWarehouse } from "@amends/gateways/sandbox-warehouse/sandbox-warehouse";
import { findCasesByTrackingNo } from "@amends/postgres/cases/find-by-tracking";
import { findSkus } from "@amends/postgres/catalogue/find-skus";
import { findMethodBalance } from "@amends/postgres/people/find-method-balance";
import type pg from "pg";

export type Sandbox = {
  readonly gateways: Gateways;
  readonly bank: SandboxBank;
  readonly carrier: SandboxCarrier;
  readonly warehouse: SandboxWarehouse;
  readonly mischiefs: Mischiefs;
  readonly close: () => Promise<void>;
};

export type SandboxOptions = {
  readonly journalDir: string;
  readonly now: () => Instant;
  readonly pool: pg.Pool;
  readonly filing: FilingPorts;
};

/** The partners of an installation that has none yet: a bank, a carrier, a warehouse and an order system with books of their own, in this process. */
export const openSandbox = async ({ journalDir, now, pool, filing }: SandboxOptions): Promise<Sandbox> => {
  await mkdir(journalDir, { recursive: true, mode: 0o700 });
  const names = ["bank", "carrier", "warehouse", "orders"] as const;
  const [bankBook, carrierBook, warehouseBook, orderBook] = await Promise.all(
    names.map(name => openJournal(join(journalDir, `${name}.jsonl`))),
  );
  if (bankBook === undefined || carrierBook === undefined || warehouseBook === undefined || orderBook === undefined) {
    throw new Error("broken invariant: four books were opened");
  }
  const mischiefs = createMischiefs();
  const common = { clock: now, mischiefs };
  const bank = createSandboxBank({ ...common, journal: bankBook });
  const carrier = createSandboxCarrier({ ...common, journal: carrierBook, onTracking: notice => tellCases(pool, filing, notice) });
  const warehouse = createSandboxWarehouse({ ...common, journal: warehouseBook, issueWaybill: carrier.issueWaybill });
  const orderSystem = createSandboxOrderSystem({ ...common, journal: orderBook });
  return {
    gateways: { payment: knowingBalances(pool, bank), carrier, warehouse, orderSystem: knowingArticles(pool, orderSystem) },
    bank,
    carrier,
    warehouse,
    mischiefs,
    close: async () => {
      await Promise.all([bankBook, carrierBook, warehouseBook, orderBook].map(book => book.close()));
    },
  };
};

/** Stored value was imported with its balance; the bank learns of it before it first moves some. */
const knowingBalances = (pool: pg.Pool, bank: SandboxBank): PaymentGateway => {
  // Two movements of one method at the same time open one account.
  const opening = new Map<string, Promise<void>>();
  const open = async ({ key, methodRef, tenderKind }: Movement): Promise<void> => {
    if ((await bank.balanceOf(methodRef)) !== null) return;
    const balanceMinor = await findMethodBalance(pool, key, methodRef);
    if (balanceMinor !== null) await bank.openAccount({ methodRef, kind: tenderKind, balanceMinor });
  };
  const known = (movement: Movement): Promise<void> => {
    if (movement.tenderKind !== "gift_card" && movement.tenderKind !== "store_credit") return Promise.resolve();
    const before = opening.get(movement.methodRef);
    if (before !== undefined) return before;
    const opened = open(movement).finally(() => opening.delete(movement.methodRef));
    opening.set(movement.methodRef, opened);
    return opened;
  };
  return {
    refund: async request => {
      await known(request);
      return bank.refund(request);
    },
    collect: async request => {
      await known(request);
      return bank.collect(request);
    },
    find: key => bank.find(key),
  };
};

type Movement = Parameters<PaymentGateway["refund"] | PaymentGateway["collect"]>[0];

/** The shop sells what its catalogue was imported with: an article is listed as it stands now before an order is changed to it. */
const knowingArticles = (pool: pg.Pool, orders: SandboxOrderSystem): OrderSystem => ({
  amend: async request => {
    const { change, order } = request;
    if (change.kind === "replace_items") {
      const scope = { kind: "operation", operationId: order.operationId } as const;
      const skus = await findSkus(
        pool,
        scope,
        change.lines.map(line => line.skuId),
      );
      for (const { skuId, lineNo } of change.lines) {
        const sku = skus.find(candidate => candidate.skuId === skuId);
        const replaced = order.lines.find(line => line.lineNo === lineNo);
        if (sku === undefined || replaced === undefined) continue;
        const { productId, name, category, options, priceMinor } = sku;
        const item = { skuId, productId, name, category, goods: replaced.goods, options, unitPriceMinor: priceMinor };
        await orders.listItem(order.operationId, item);
      }
    }
    return orders.amend(request);
  },
});

/** A parcel of a case was scanned. One we do not know is nobody's: its arrival is recorded by whoever finds it. */
const tellCases = async (pool: pg.Pool, filing: FilingPorts, { trackingNo, code, at }: TrackingNotice): Promise<void> => {
  for (const { operationId, caseId } of await findCasesByTrackingNo(pool, trackingNo)) {
    await commandCase(filing, {
      principal: { role: "system", operationId },
      caseId,
      command: { kind: "report_tracking", trackingNo, code, trackedAt: at },
      ifVersion: null,
      idempotency: null,
      endsEffect: null,
      answer: () => ({ status: 200, response: "" }),
    });
  }
};
