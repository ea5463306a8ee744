import { randomBytes } from "node:crypto";
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { Readable } from "node:stream";
import type { NativeRecord } from "@amends/contract/import/native-record";
import type { Shard } from "@amends/domain/kernel/ids";
import type { Currency } from "@amends/domain/kernel/money";
import { instant } from "@amends/domain/kernel/time";
import { migrate } from "@amends/postgres/migrate";
import { insertOperation } from "@amends/postgres/operations/operations";
import { importInWorker } from "@amends/server/import/import-in-worker";
import { newId } from "@amends/vault/new-id";
import pg from "pg";

/**
 * How fast orders come in, how much memory that takes, and how long the thread that answers requests is held up meanwhile.
 * node bench/import-orders.ts postgres://… [orders = 50000]; the database is an empty one, and is filled.
 */
const [, , url = "", wanted = "50000"] = process.argv;
const ORDERS = Number(wanted);
const SAID = { source: "bench", sourceVersion: 1 };
const SELLERS = 100;
const SKUS = 1000;
const CUSTOMERS = Math.ceil(ORDERS / 5);

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

const contactOf = (number: number) => ({
  name: `顾客${number}`,
  phone: `138${String(number).padStart(8, "0")}`,
  region: "浙江省杭州市西湖区",
  detail: `文三路 ${number} 号`,
});

const lineOf = (order: number, lineNo: number) => {
  const sku = (order * 7 + lineNo) % SKUS;
  return {
    lineNo,
    sellerExternalId: `seller-${sku % SELLERS}`,
    skuId: `sku-${sku}`,
    productId: `product-${sku}`,
    name: "云南高山蓝莓 125g 四盒装",
    category: "fresh.fruit.blueberry",
    options: { size: "125g", pack: "4" },
    quantity: 2,
    unitPriceMinor: 5000,
    paidMinor: 9500,
    promises: [{ kind: "bad_item" as const, by: "seller" as const }],
  };
};

const orderOf = (number: number): NativeRecord => ({
  kind: "order",
  ...SAID,
  externalOrderNo: `2026${String(number).padStart(10, "0")}`,
  customerExternalId: `member-${number % CUSTOMERS}`,
  currency: "CNY",
  placedAt: "2026-11-01T09:00:00+08:00",
  paidAt: "2026-11-01T09:01:00+08:00",
  recipient: contactOf(number % CUSTOMERS),
  message: number % 10 === 0 ? `请在 ${number} 点后送` : null,
  lines: [lineOf(number, 1), lineOf(number, 2)],
  tenders: [{ tenderNo: 1, kind: "wallet", methodRef: `wallet-${number % CUSTOMERS}`, paidMinor: 19000 }],
  discounts: [{ discountNo: 1, bearer: "seller", amountMinor: 1000, shares: [1, 2].map(lineNo => ({ lineNo, amountMinor: 500 })) }],
  freight: { paidMinor: 0 },
  shipments: [
    {
      shipmentNo: 1,
      carrier: "sf",
      trackingNo: `SF${number}`,
      lines: [1, 2].map(lineNo => ({ lineNo, quantity: 2 })),
      shippedAt: "2026-11-02T10:00:00+08:00",
      signedAt: "2026-11-03T10:00:00+08:00",
      events: [{ at: "2026-11-03T10:00:00+08:00", code: "signed" }],
    },
  ],
});

function* world(): Generator<NativeRecord> {
  for (const index of range(SELLERS)) yield { kind: "seller", ...SAID, externalId: `seller-${index}`, name: `店铺${index}` };
  for (const index of range(SKUS))
    yield {
      kind: "sku",
      ...SAID,
      skuId: `sku-${index}`,
      productId: `product-${index}`,
      name: "蓝莓",
      category: "fresh.fruit.blueberry",
      currency: "CNY",
      priceMinor: 5000,
      available: null,
      asOf: "2026-11-01T00:00:00Z",
    };
  for (let index = 0; index < CUSTOMERS; index += 1)
    yield {
      kind: "customer",
      ...SAID,
      externalId: `member-${index}`,
      currency: "CNY",
      phone: contactOf(index).phone,
      addresses: [contactOf(index)],
    };
}

function* orders(): Generator<NativeRecord> {
  for (let number = 0; number < ORDERS; number += 1) yield orderOf(number);
}

/** Chunks of about 64 KiB, as a file gives them. */
function* bytesOf(records: Iterable<NativeRecord>): Generator<Buffer> {
  let text = "";
  for (const record of records) {
    text += `${JSON.stringify(record)}\n`;
    if (text.length < 65_536) continue;
    yield Buffer.from(text);
    text = "";
  }
  yield Buffer.from(text);
}

const take = async (name: string, records: Iterable<NativeRecord>, request: Omit<Parameters<typeof importInWorker>[0], "source">) => {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const startedAt = performance.now();
  const result = await importInWorker({ ...request, source: { kind: "native_stream", stream: Readable.from(bytesOf(records)) } });
  const seconds = (performance.now() - startedAt) / 1000;
  delay.disable();
  const { errors, ...counts } = result;
  console.log(name, JSON.stringify(counts), errors[0] ?? "");
  console.log(
    `  ${Math.round(result.lines / seconds)} a second, ${seconds.toFixed(1)} s; this thread held up p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms, ` +
      `at most ${(delay.max / 1e6).toFixed(1)} ms; peak memory of the process ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`,
  );
};

await migrate(url);
const pool = new pg.Pool({ connectionString: url, max: 1 });
const operationId = newId("operation", 0 as Shard);
const currency = "CNY" as Currency;
const operation = {
  operationId,
  code: operationId,
  kind: "group_buy" as const,
  name: { zh: "测量", en: "Bench" },
  currency,
  zone: { id: "Asia/Shanghai", offsetMinutes: 480 },
  packId: null,
  settings: {},
};
await insertOperation(pool, operation, instant(Date.now()));
await pool.end();
const request = { writerUrl: url, masterKey: randomBytes(32), operation };
await take("sellers, articles, customers", world(), request);
await take("orders, new", orders(), request);
await take("orders, the same again", orders(), request);
