import { readCsvMapping } from "@amends/contract/import/csv-mapping";
import { nativeCustomer, nativeOrder, nativeSeller, nativeSku } from "@amends/contract/import/native-record";
import { expect, test } from "vitest";
import * as z from "zod";
import { readCsv } from "./read-csv.ts";

/** Why a field of the native format cannot be said in a table of orders. A field that is neither reached nor named here fails the test. */
const LEFT: Readonly<Record<string, string>> = {
  "order.lines.acceptance.accessories": "a list; whoever hands over says it where both look at it (acceptances)",
  "order.lines.acceptance.photos": "a list; whoever hands over says it where both look at it (acceptances)",
  "order.promises": "a promise of the whole order is one of each of its rows",
  "order.discounts.byPaymentChannel": "which discount the payment brought is not a fact of any row",
  "order.discounts.lowerSteps": "the steps of an offer are a list, and lie across rows",
  "order.discounts.bundleSets": "a bundle lies across rows",
  "seller.returnAddresses": "an address book; a table of orders has no row for its entries",
  "customer.methods": "how somebody might be paid is not said by what they bought",
  "sku.available": "a table of orders says nothing of the stock",
  "sku.offer": "a table of orders says what was paid, not to whom the price is open",
};

type Leaf = { readonly path: string; readonly isRequired: boolean };
const schemaNode = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).default([]),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
});

/** Every leaf of what a host may write, whether it must be written or not. */
const leavesOf = (schema: unknown, path: string, isRequired = true): readonly Leaf[] => {
  const { properties, required, items, anyOf } = schemaNode.parse(schema);
  if (properties !== undefined)
    return Object.entries(properties).flatMap(([name, inner]) => leavesOf(inner, `${path}.${name}`, required.includes(name)));
  if (items !== undefined) return leavesOf(items, path, isRequired);
  if (anyOf === undefined) return [{ path, isRequired }];
  const [inner] = anyOf.flatMap(option => [leavesOf(option, path, isRequired)]).toSorted((one, other) => other.length - one.length);
  return inner ?? [];
};

/** What a record says at each leaf, over all members of a list. */
const saidIn = (value: unknown, path: string): readonly (readonly [path: string, text: string])[] => {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap(member => saidIn(member, path));
  if (typeof value === "object") return Object.entries(value).flatMap(([name, inner]) => saidIn(inner, `${path}.${name}`));
  return [[path, String(value)]];
};

const cell = (column: string) => ({ column });
const PLAIN = {
  version: 1,
  source: "shop",
  time: { formats: ["YYYY-MM-DD HH:mm"], offset: "+08:00" },
  order: { externalOrderNo: cell("no"), currency: { value: "CNY" }, placedAt: cell("placed"), tenderKind: { value: "wallet" } },
  customer: { externalId: cell("buyer") },
  seller: { externalId: { value: "us" } },
  line: { skuId: cell("sku"), name: cell("name"), category: { value: "fresh.fruit" }, quantity: cell("pieces"), unitPrice: cell("price") },
};

/** Every field of the mapping, each said otherwise than it would be if it were left out. */
const FULL = {
  ...PLAIN,
  order: {
    ...PLAIN.order,
    ...{ paidAt: cell("paid at"), cancelledAt: cell("called off"), updatedAt: cell("changed"), channel: { value: "live" } },
    ...{ freight: cell("freight"), freightFee: cell("fee"), freightFreeFrom: cell("free from"), paidTotal: cell("total") },
    ...{ methodRef: { value: "wallet-7" }, message: cell("message"), region: cell("province") },
    ...{ recipientName: cell("who"), recipientPhone: cell("phone"), recipientRegion: cell("where"), recipientDetail: cell("street") },
    discounts: { platform: { amount: cell("off"), threshold: cell("off from") } },
  },
  customer: {
    ...PLAIN.customer,
    ...{ name: cell("who"), phone: cell("phone"), email: cell("mail"), tier: { value: "vip" }, riskSignal: cell("signal") },
  },
  seller: {
    ...PLAIN.seller,
    ...{ name: { value: "Us" }, isTrader: { value: "no" }, flagship: { value: "yes" }, closed: { value: "yes" } },
  },
  line: {
    ...PLAIN.line,
    ...{ productId: cell("product"), goods: { value: "service" }, batchNo: cell("batch"), sevenDay: { value: "cond_a" } },
    confirmation: { at: cell("confirmed"), uiVersion: { value: "7" }, textHash: { value: "ab" }, defaultChecked: { value: "no" } },
    acceptance: { at: cell("met"), condition: { value: "as_described" }, pieces: cell("counted"), serialNo: cell("serial") },
    options: { size: cell("size") },
    ...{ cancelledQuantity: cell("off pieces"), paid: cell("paid"), tax: cell("tax"), installedAt: cell("installed") },
    ...{ ripensDays: cell("ripens"), shipBy: cell("promised"), giftName: cell("gift"), giftPrice: cell("gift price") },
    promises: {
      fake_times_n: {
        ...{ given: cell("fake"), by: { value: "platform" }, value: { value: "10" }, cap: cell("most"), includesPrice: { value: "yes" } },
      },
    },
    ...{ carrier: { value: "sf" }, trackingNo: cell("waybill"), fromRegion: cell("from"), packedGrams: cell("packed") },
    ...{ shippedAt: cell("sent"), signedAt: cell("signed") },
    scans: { picked_up: cell("fetched"), signed: cell("signed") },
    scanGrams: { signed: cell("weighed") },
  },
};

/** One order of two rows that were sent, and one that was called off, so that every field is said by one of them. */
const ROWS: readonly Readonly<Record<string, string>>[] = [
  {
    ...{ no: "A1", placed: "2026-11-01 09:00", "paid at": "2026-11-01 09:01", changed: "2026-11-05 09:00", buyer: "m1", sku: "mango" },
    ...{
      product: "mangoes",
      name: "芒果",
      pieces: "2",
      price: "60.00",
      paid: "110.00",
      freight: "6.00",
      fee: "8.00",
      "free from": "200.00",
    },
    ...{
      total: "116.00",
      tax: "1.00",
      off: "10.00",
      "off from": "100.00",
      message: "按门铃",
      province: "浙江省",
      who: "李",
      phone: "13812341234",
    },
    ...{ where: "浙江省杭州市", street: "文三路", mail: "li@shop.example", signal: "often", batch: "b-1", confirmed: "2026-11-01 08:59" },
    ...{ met: "2026-11-04 10:00", counted: "1", serial: "s-1", size: "L", "off pieces": "1", installed: "2026-11-05 08:00", ripens: "4" },
    ...{ promised: "2026-11-02 09:00", gift: "杯子", "gift price": "5.00", fake: "yes", most: "500.00", waybill: "SF1", from: "广东省" },
    ...{ packed: "1200", sent: "2026-11-02 08:00", fetched: "2026-11-02 10:00", signed: "2026-11-04 10:00", weighed: "1100" },
  },
  {
    no: "A2",
    placed: "2026-11-01 09:00",
    buyer: "m2",
    sku: "plum",
    name: "李子",
    pieces: "1",
    price: "1.00",
    total: "1.00",
    "called off": "2026-11-01 10:00",
  },
];
const COLUMNS = [...new Set(ROWS.flatMap(row => Object.keys(row)))];
const FILE = [COLUMNS, ...ROWS.map(row => COLUMNS.map(column => row[column] ?? ""))].map(cells => cells.join(",")).join("\n");

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

const saidBy = async (written: object, file: string): Promise<ReadonlySet<string>> => {
  const read = readCsvMapping(JSON.stringify(written));
  if (!read.ok) return expect.fail(read.problems.join("\n"));
  const said = new Set<string>();
  for await (const item of readCsv(bytesOf(file), read.mapping)) {
    if (!item.ok) expect.fail(JSON.stringify(item.fault));
    for (const [path, text] of saidIn(item.record, item.record.kind)) {
      said.add(path);
      said.add(`${path}=${text}`);
    }
  }
  return said;
};

const SCHEMAS = { order: nativeOrder, seller: nativeSeller, customer: nativeCustomer, sku: nativeSku };

test("a table of orders can say every field of the native format, or it is said here why not", async () => {
  const full = await saidBy(FULL, FILE);
  const plain = await saidBy(PLAIN, FILE);
  const leaves = Object.entries(SCHEMAS).flatMap(([kind, schema]) =>
    leavesOf(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }), kind),
  );
  expect(leaves.length).toBeGreaterThan(80);
  const isReached = ({ path, isRequired }: Leaf): boolean =>
    isRequired ? full.has(path) : [...full].some(said => (said.startsWith(`${path}=`) || said.startsWith(`${path}.`)) && !plain.has(said));
  const isLeft = (path: string): boolean => Object.keys(LEFT).some(left => path === left || path.startsWith(`${left}.`));
  expect(leaves.filter(leaf => !isReached(leaf) && !isLeft(leaf.path)).map(({ path }) => path)).toEqual([]);
  expect(leaves.filter(leaf => isReached(leaf) && isLeft(leaf.path)).map(({ path }) => path)).toEqual([]);
});

test("what a table says of weights, ripening and installation comes in as it was written", async () => {
  const read = readCsvMapping(JSON.stringify(FULL));
  if (!read.ok) expect.fail(read.problems.join("\n"));
  const orders = [];
  for await (const item of readCsv(bytesOf(FILE), read.mapping)) if (item.ok && item.record.kind === "order") orders.push(item.record);
  const at = (day: number, hour: number) => Date.UTC(2026, 10, day, hour);
  expect(orders[0]).toMatchObject({
    region: "CN-ZJ",
    lines: [
      { installedAt: at(5, 0), ripensDays: 4, paidMinor: 11_000n, promises: [{ kind: "fake_times_n", value: 10, capMinor: 50_000n }] },
    ],
    discounts: [{ bearer: "platform", amountMinor: 1000n, thresholdMinor: 10_000n, shares: [{ lineNo: 1, amountMinor: 1000n }] }],
    freight: { paidMinor: 600n, feeMinor: 800n, freeFromMinor: 20_000n },
    gifts: [{ giftNo: 1, name: "杯子", withLineNos: [1], markedPriceMinor: 500n }],
    shipments: [
      {
        fromRegion: "CN-GD",
        packedGrams: 1200,
        events: [
          { at: at(2, 2), code: "picked_up" },
          { at: at(4, 2), code: "signed", grams: 1100 },
        ],
      },
    ],
  });
  expect(orders[1]).toMatchObject({ cancelledAt: at(1, 2), discounts: [], gifts: [], shipments: [], lines: [{ promises: [] }] });
});

test("without what was paid, a row costs its list price less what was taken off the order for it", async () => {
  const { paid: _paid, ...line } = FULL.line;
  const { paidTotal: _total, ...order } = FULL.order;
  const said = await saidBy({ ...FULL, order, line }, FILE);
  expect([...said].filter(text => text.startsWith("order.lines.paidMinor="))).toEqual([
    "order.lines.paidMinor=11000",
    "order.lines.paidMinor=100",
  ]);
});

test.each([
  [{ weighed: "heavy" }, "csv_not_a_number", "weighed"],
  [{ packed: "0" }, "csv_cell_refused", "packed"],
  [{ ripens: "61" }, "csv_cell_refused", "ripens"],
  [{ from: "Atlantis" }, "csv_cell_refused", "from"],
  [{ installed: "yesterday" }, "csv_not_a_time", "installed"],
  [{ signed: "" }, "csv_empty_cell", "signed"],
])("a row with %j is refused with its place", async (change, code, column) => {
  const [first = {}] = ROWS;
  const row: Readonly<Record<string, string>> = { ...first, ...change };
  const file = [COLUMNS, COLUMNS.map(name => row[name] ?? "")].map(cells => cells.join(",")).join("\n");
  const read = readCsvMapping(JSON.stringify(FULL));
  if (!read.ok) expect.fail(read.problems.join("\n"));
  const faults = [];
  for await (const item of readCsv(bytesOf(file), read.mapping)) if (!item.ok) faults.push(item.fault);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatchObject({ code });
  expect(JSON.stringify(faults[0])).toContain(column);
});

test("a weight of a scan whose time the mapping does not name is refused before any row is read", () => {
  const read = readCsvMapping(JSON.stringify({ ...FULL, line: { ...FULL.line, scans: {} } }));
  expect(read).toMatchObject({ ok: false, problems: [expect.stringContaining("line.scanGrams")] });
});
