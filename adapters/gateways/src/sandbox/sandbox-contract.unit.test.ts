import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EffectId } from "@amends/domain/kernel/ids";
import { instant } from "@amends/domain/kernel/time";
import type { BenefitGateway } from "@amends/flows/gateway-ports";
import { benefitContract } from "../contract/benefit-contract.ts";
import { carrierContract } from "../contract/carrier-contract.ts";
import { orderSystemContract } from "../contract/order-system-contract.ts";
import { orderOf, shipmentOf } from "../contract/orders.ts";
import { paymentContract } from "../contract/payment-contract.ts";
import { repairContract } from "../contract/repair-contract.ts";
import { collectOf, keyNo, STARTED_AT } from "../contract/requests.ts";
import { warehouseContract } from "../contract/warehouse-contract.ts";
import type { BankBooks } from "../sandbox-bank/bank-books.ts";
import { httpBankBooks, httpPaymentGateway } from "../sandbox-bank/http-bank.ts";
import { createSandboxBank } from "../sandbox-bank/sandbox-bank.ts";
import { httpBenefitBooks, httpBenefitGateway } from "../sandbox-benefits/http-benefits.ts";
import { type BenefitBooks, createSandboxBenefits } from "../sandbox-benefits/sandbox-benefits.ts";
import { httpCarrierBooks, httpCarrierGateway } from "../sandbox-carrier/http-carrier.ts";
import { type CarrierBooks, createSandboxCarrier } from "../sandbox-carrier/sandbox-carrier.ts";
import { httpOrderSystem } from "../sandbox-order-system/http-order-system.ts";
import { createSandboxOrderSystem } from "../sandbox-order-system/sandbox-order-system.ts";
import { httpWarehouseBooks, httpWarehouseGateway } from "../sandbox-warehouse/http-warehouse.ts";
import { createSandboxWarehouse } from "../sandbox-warehouse/sandbox-warehouse.ts";
import { httpRepairGateway, httpWorkshopBooks } from "../sandbox-workshop/http-workshop.ts";
import { createSandboxWorkshop } from "../sandbox-workshop/sandbox-workshop.ts";
import { openJournal } from "./journal.ts";
import { startSandboxProcess } from "./sandbox-process.ts";

const clock = () => instant(STARTED_AT);

let keys = 0;
const freshKey = (): EffectId => {
  keys += 1;
  return keyNo(keys);
};

const tempFolder = async () => {
  const path = await mkdtemp(join(tmpdir(), "sandbox-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
};

const refusable = (() => {
  const { key: _key, ...request } = collectOf(keyNo(0), { tenderKind: "gift_card", methodRef: "gift-never-opened" });
  return request;
})();

const EVERYTHING = { collect: true, pay: true };

const countUnder = async (books: BankBooks, key: EffectId) => (await books.statement()).filter(movement => movement.key === key).length;

paymentContract("sandbox bank in process", async () => {
  const folder = await tempFolder();
  const file = join(folder.path, "bank.jsonl");
  let journal = await openJournal(file);
  let bank = createSandboxBank({ clock, journal });
  return {
    gateway: bank,
    can: EVERYTHING,
    freshKey,
    refusable,
    movementsUnder: key => countUnder(bank, key),
    restart: async () => {
      await journal.close();
      journal = await openJournal(file);
      bank = createSandboxBank({ clock, journal });
      return bank;
    },
    close: async () => {
      await journal.close();
      await folder.remove();
    },
  };
});

paymentContract("sandbox bank over HTTP", async () => {
  const folder = await tempFolder();
  let process = await startSandboxProcess({ journalDir: folder.path });
  return {
    gateway: httpPaymentGateway(process.url),
    can: EVERYTHING,
    freshKey,
    refusable,
    movementsUnder: key => countUnder(httpBankBooks(process.url), key),
    restart: async () => {
      await process.kill();
      process = await startSandboxProcess({ journalDir: folder.path });
      return httpPaymentGateway(process.url);
    },
    close: async () => {
      await process.stop();
      await folder.remove();
    },
  };
});

const parcelsOf = (books: CarrierBooks) => ({
  parcelOnTheWay: () => books.issueWaybill(freshKey()),
  deliver: (trackingNo: string) => books.advance({ trackingNo, code: "signed", at: instant(STARTED_AT) }),
  collect: (trackingNo: string) => books.advance({ trackingNo, code: "picked_up", at: instant(STARTED_AT) }),
});

carrierContract("sandbox carrier in process", async () => {
  const carrier = createSandboxCarrier({ clock });
  return { gateway: carrier, freshKey, ...parcelsOf(carrier), close: async () => {} };
});

carrierContract("sandbox carrier over HTTP", async () => {
  const process = await startSandboxProcess({ journalDir: null });
  return { gateway: httpCarrierGateway(process.url), freshKey, ...parcelsOf(httpCarrierBooks(process.url)), close: process.stop };
});

warehouseContract("sandbox warehouse in process", async () => {
  const warehouse = createSandboxWarehouse({ clock, issueWaybill: createSandboxCarrier({ clock }).issueWaybill });
  return { gateway: warehouse, freshKey, stock: warehouse.setStock, depart: warehouse.recordDeparture, close: async () => {} };
});

warehouseContract("sandbox warehouse over HTTP", async () => {
  const process = await startSandboxProcess({ journalDir: null });
  const { setStock: stock, recordDeparture: depart } = httpWarehouseBooks(process.url);
  return { gateway: httpWarehouseGateway(process.url), freshKey, stock, depart, close: process.stop };
});

const benefitSubject = (gateway: BenefitGateway, books: BenefitBooks) => ({
  gateway,
  freshKey,
  givenUnder: async (key: EffectId) => (await books.given()).filter(given => given.key === key).length,
  stopOffering: books.stopOffering,
});

benefitContract("sandbox benefits in process", async () => {
  const benefits = createSandboxBenefits({ clock });
  return { ...benefitSubject(benefits, benefits), close: async () => {} };
});

benefitContract("sandbox benefits over HTTP", async () => {
  const process = await startSandboxProcess({ journalDir: null });
  return { ...benefitSubject(httpBenefitGateway(process.url), httpBenefitBooks(process.url)), close: process.stop };
});

repairContract("sandbox workshop in process", async () => {
  const workshop = createSandboxWorkshop({ clock });
  return { gateway: workshop, freshKey, setCapacity: workshop.setCapacity, close: async () => {} };
});

repairContract("sandbox workshop over HTTP", async () => {
  const process = await startSandboxProcess({ journalDir: null });
  return {
    gateway: httpRepairGateway(process.url),
    freshKey,
    setCapacity: httpWorkshopBooks(process.url).setCapacity,
    close: process.stop,
  };
});

let orderCount = 0;
const orders = {
  unshippedOrder: async () => {
    orderCount += 1;
    return orderOf(orderCount);
  },
  shippedOrder: async () => {
    orderCount += 1;
    return orderOf(orderCount, {
      shipments: [
        shipmentOf([
          { lineNo: 1, quantity: 2 },
          { lineNo: 2, quantity: 2 },
        ]),
      ],
    });
  },
};

orderSystemContract("sandbox order system in process", async () => ({
  system: createSandboxOrderSystem({ clock }),
  freshKey,
  ...orders,
  close: async () => {},
}));

orderSystemContract("sandbox order system over HTTP", async () => {
  const process = await startSandboxProcess({ journalDir: null });
  return { system: httpOrderSystem(process.url), freshKey, ...orders, close: process.stop };
});
