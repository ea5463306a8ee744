import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { instant } from "@amends/domain/kernel/time";
import { signSandboxNotice } from "../sandbox-bank/bank-notice.ts";
import { bankRoutes } from "../sandbox-bank/bank-routes.ts";
import { createSandboxBank } from "../sandbox-bank/sandbox-bank.ts";
import { benefitsRoutes } from "../sandbox-benefits/benefits-routes.ts";
import { createSandboxBenefits } from "../sandbox-benefits/sandbox-benefits.ts";
import { carrierRoutes } from "../sandbox-carrier/carrier-routes.ts";
import { createSandboxCarrier } from "../sandbox-carrier/sandbox-carrier.ts";
import { orderSystemRoutes } from "../sandbox-order-system/order-system-routes.ts";
import { createSandboxOrderSystem } from "../sandbox-order-system/sandbox-order-system.ts";
import { createSandboxWarehouse } from "../sandbox-warehouse/sandbox-warehouse.ts";
import { warehouseRoutes } from "../sandbox-warehouse/warehouse-routes.ts";
import { createSandboxWorkshop } from "../sandbox-workshop/sandbox-workshop.ts";
import { workshopRoutes } from "../sandbox-workshop/workshop-routes.ts";
import { type Listening, listen, type Routes } from "./http-shell.ts";
import { type Journal, memoryJournal, openJournal } from "./journal.ts";
import { createMischiefs } from "./mischief.ts";
import { parseMischief } from "./parse-mischief.ts";
import type { Clock } from "./partner.ts";
import { toWire } from "./wire.ts";

export type ServeOptions = {
  /** 0 = any free one. */
  readonly port: number;
  /** One journal for each partner; `null` = in memory. */
  readonly journalDir: string | null;
  /** Where scans and late ends are told, as `{ "kind": "tracking" | "settled", … }`; `null` = nobody is told. */
  readonly callbackUrl?: string | null;
  /** Sent as a bearer token with every call-back, and what it is signed with. */
  readonly callbackToken?: string | null;
  readonly clock?: Clock;
};

export type ServedSandbox = Listening & { readonly tornBytes: Readonly<Record<PartnerName, number>> };

const PARTNERS = ["bank", "carrier", "warehouse", "orders", "benefits", "workshop"] as const;
type PartnerName = (typeof PARTNERS)[number];

/** All partners behind one port, each with books of its own, under one mischief. */
export const serveSandbox = async ({
  port,
  journalDir,
  callbackUrl = null,
  callbackToken = null,
  clock = () => instant(Date.now()),
}: ServeOptions): Promise<ServedSandbox> => {
  const journals = await openJournals(journalDir);
  const mischiefs = createMischiefs();
  const tell = (kind: string, notice: object) =>
    callbackUrl === null ? Promise.resolve() : postNotice(callbackUrl, callbackToken, { kind, ...notice });
  const common = { clock, mischiefs, onSettled: (notice: object) => tell("settled", notice) };
  const bank = createSandboxBank({
    ...common,
    journal: journals.bank,
    onSettled: async notice => tell("settled", { ...notice, ...(await bank.movedUnder(notice.key)) }),
  });
  // Told without being waited for: whoever moves a parcel does not wait until the shop has heard of it.
  const onTracking = (notice: object): void => void tell("tracking", notice);
  const carrier = createSandboxCarrier({ ...common, journal: journals.carrier, onTracking });
  const warehouse = createSandboxWarehouse({ ...common, journal: journals.warehouse, issueWaybill: carrier.issueWaybill });
  const orders = createSandboxOrderSystem({ ...common, journal: journals.orders });
  const benefits = createSandboxBenefits({ ...common, journal: journals.benefits });
  const workshop = createSandboxWorkshop({ ...common, journal: journals.workshop });
  const routes: Routes = {
    ...bankRoutes(bank),
    ...carrierRoutes(carrier),
    ...warehouseRoutes(warehouse),
    ...orderSystemRoutes(orders),
    ...benefitsRoutes(benefits),
    ...workshopRoutes(workshop),
    "/sandbox/mischief": async fields => mischiefs.set(parseMischief(fields)),
  };
  const listening = await listen(routes, port);
  const settling = setInterval(() => {
    for (const partner of [bank, carrier, warehouse, orders, benefits, workshop]) partner.settleDue().catch(report);
  }, SETTLE_EVERY_MS);
  return {
    url: listening.url,
    tornBytes: perPartner(name => journals[name].tornBytes),
    close: async () => {
      clearInterval(settling);
      await listening.close();
      await Promise.all(Object.values(journals).map(journal => journal.close()));
    },
  };
};

const openJournals = async (journalDir: string | null): Promise<Record<PartnerName, Journal>> => {
  const openOne = (name: PartnerName) => (journalDir === null ? memoryJournal() : openJournal(join(journalDir, `${name}.jsonl`)));
  const [bank, carrier, warehouse, orders, benefits, workshop] = await Promise.all([
    openOne("bank"),
    openOne("carrier"),
    openOne("warehouse"),
    openOne("orders"),
    openOne("benefits"),
    openOne("workshop"),
  ]);
  return { bank, carrier, warehouse, orders, benefits, workshop };
};

const perPartner = <T>(of: (name: PartnerName) => T): Record<PartnerName, T> => ({
  bank: of("bank"),
  carrier: of("carrier"),
  warehouse: of("warehouse"),
  orders: of("orders"),
  benefits: of("benefits"),
  workshop: of("workshop"),
});

/** A few attempts, then silence, as partners do; what was missed can be asked for. */
const postNotice = async (url: string, token: string | null, notice: object): Promise<void> => {
  const body = toWire(notice);
  for (const pauseMs of CALLBACK_PAUSES_MS) {
    await sleep(pauseMs);
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...(token === null ? {} : signedWith(token, body)) },
      body,
      signal: AbortSignal.timeout(CALLBACK_TIMEOUT_MS),
    }).catch(() => null);
    await response?.body?.cancel();
    if (response?.ok === true) return;
  }
  report(new Error(`no answer from ${url} to a call-back after ${CALLBACK_PAUSES_MS.length} attempts`));
};

/** Each delivery is signed anew, as of the moment it leaves. */
const signedWith = (token: string, body: string): Readonly<Record<string, string>> => {
  const sentAt = Date.now();
  return {
    authorization: `Bearer ${token}`,
    "sandbox-sent-at": String(sentAt),
    "sandbox-signature": signSandboxNotice(token, sentAt, body),
  };
};

const report = (fault: unknown): void => {
  process.stderr.write(`sandbox: ${fault instanceof Error ? fault.message : String(fault)}\n`);
};

const SETTLE_EVERY_MS = 20;
const CALLBACK_PAUSES_MS = [0, 200, 1000, 5000];
const CALLBACK_TIMEOUT_MS = 5000;
