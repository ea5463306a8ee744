import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Instant } from "@amends/domain/kernel/time";
import { commandCase } from "@amends/flows/command-case";
import type { FilingPorts } from "@amends/flows/file-case";
import type { Gateways, OrderSystem, PaymentGateway } from "@amends/flows/gateway-ports";
import { type Journal, openJournal } from "@amends/gateways/sandbox/journal";
import { createMischiefs, type Mischiefs } from "@amends/gateways/sandbox/mischief";
import { createSandboxBank, type SandboxBank } from "@amends/gateways/sandbox-bank/sandbox-bank";
import { createSandboxBenefits, type SandboxBenefits } from "@amends/gateways/sandbox-benefits/sandbox-benefits";
import { createSandboxCarrier, type SandboxCarrier, type TrackingNotice } from "@amends/gateways/sandbox-carrier/sandbox-carrier";
import { createSandboxOrderSystem, type SandboxOrderSystem } from "@amends/gateways/sandbox-order-system/sandbox-order-system";
import { createSandboxWarehouse, type SandboxWarehouse } from "@amends/gateways/sandbox-warehouse/sandbox-warehouse";
import { createSandboxWorkshop, type SandboxWorkshop } from "@amends/gateways/sandbox-workshop/sandbox-workshop";
import { findCasesByTrackingNo } from "@amends/postgres/cases/find-by-tracking";
import { findSkus } from "@amends/postgres/catalogue/find-skus";
import { findMethodBalance } from "@amends/postgres/people/find-method-balance";
import type pg from "pg";

export type Sandbox = {
  readonly gateways: Gateways;
  readonly bank: SandboxBank;
  readonly carrier: SandboxCarrier;
  readonly warehouse: SandboxWarehouse;
  readonly benefits: SandboxBenefits;
  readonly workshop: SandboxWorkshop;
  readonly mischiefs: Mischiefs;
  readonly close: () => Promise<void>;
};

export type SandboxOptions = {
  readonly journalDir: string;
  readonly now: () => Instant;
  readonly pool: pg.Pool;
  readonly filing: FilingPorts;
};

/** The partners of an installation that has none yet: each with books of its own, in this process. */
export const openSandbox = async ({ journalDir, now, pool, filing }: SandboxOptions): Promise<Sandbox> => {
  const books = await openBooks(journalDir);
  const mischiefs = createMischiefs();
  const common = { clock: now, mischiefs };
  const bank = createSandboxBank({ ...common, journal: books.bank });
  const carrier = createSandboxCarrier({ ...common, journal: books.carrier, onTracking: notice => tellCases(pool, filing, notice) });
  const warehouse = createSandboxWarehouse({ ...common, journal: books.warehouse, issueWaybill: carrier.issueWaybill });
  const orderSystem = createSandboxOrderSystem({ ...common, journal: books.orders });
  const benefits = createSandboxBenefits({ ...common, journal: books.benefits });
  const workshop = createSandboxWorkshop({ ...common, journal: books.workshop });
  return {
    gateways: {
      payment: knowingBalances(pool, bank),
      carrier,
      warehouse,
      orderSystem: knowingArticles(pool, orderSystem),
      benefits,
      repair: workshop,
    },
    bank,
    carrier,
    warehouse,
    benefits,
    workshop,
    mischiefs,
    close: books.close,
  };
};

/** All of them, or none: one that is damaged leaves no other open. */
const openBooks = async (journalDir: string) => {
  await mkdir(journalDir, { recursive: true, mode: 0o700 });
  const opened: Journal[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(opened.map(book => book.close()));
  };
  const bookOf = async (name: string): Promise<Journal> => {
    const book = await openJournal(join(journalDir, `${name}.jsonl`));
    opened.push(book);
    return book;
  };
  try {
    return {
      ...{ bank: await bookOf("bank"), carrier: await bookOf("carrier"), warehouse: await bookOf("warehouse") },
      ...{ orders: await bookOf("orders"), benefits: await bookOf("benefits"), workshop: await bookOf("workshop") },
      close,
    };
  } catch (fault) {
    await close();
    throw fault;
  }
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
    pay: async request => {
      await known(request);
      return bank.pay(request);
    },
    find: key => bank.find(key),
    askBuyer: bank.askBuyer,
  };
};

type Movement = Parameters<PaymentGateway["refund"] | PaymentGateway["pay"] | PaymentGateway["collect"]>[0];

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
