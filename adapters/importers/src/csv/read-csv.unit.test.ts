import { type CsvMapping, readCsvMapping } from "@amends/contract/import/csv-mapping";
import { importMessageOf } from "@amends/contract/import/import-problems";
import type { ImportItem } from "@amends/flows/import-ports";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCsv } from "./read-csv.ts";

/** An export as Chinese shops know it: one row an article, what belongs to the order repeated. */
const MAPPING = {
  version: 1,
  source: "taobao",
  time: { formats: ["YYYY-MM-DD HH:mm:ss", "YYYY/M/D H:mm"], offset: "+08:00" },
  amount: { symbols: ["¥", "元"], thousandsMark: "," },
  order: {
    externalOrderNo: { column: "订单编号" },
    currency: { value: "CNY" },
    placedAt: { column: "下单时间" },
    paidAt: { column: "付款时间" },
    freight: { column: "运费" },
    paidTotal: { column: "实付金额" },
    tenderKind: { column: "支付方式", values: { 支付宝: "wallet", 银行卡: "card", "*": "bank" } },
    recipientName: { column: "收货人" },
    recipientPhone: { column: "手机" },
    recipientRegion: { column: "地区" },
    recipientDetail: { column: "详细地址" },
  },
  customer: { externalId: { column: "会员" }, name: { column: "收货人" } },
  seller: { externalId: { value: "my-shop" }, name: { value: "我的店" } },
  line: {
    skuId: { column: "货号" },
    name: { column: "商品" },
    category: { column: "类目", values: { 生鲜: "fresh.fruit", 日用: "home" } },
    options: { 颜色: { column: "颜色" } },
    quantity: { column: "数量" },
    unitPrice: { column: "单价" },
    carrier: { column: "快递", default: "sf" },
    trackingNo: { column: "运单号" },
    shippedAt: { column: "发货时间" },
  },
};

const COLUMNS =
  "订单编号,会员,下单时间,付款时间,运费,实付金额,支付方式,收货人,手机,地区,详细地址,货号,商品,类目,颜色,数量,单价,快递,运单号,发货时间";
const FIRST =
  'A1,m1,2026-11-01 09:00:00,2026-11-01 09:01:00,6.00,"¥1,200.10",支付宝,欧阳春晓,13812341234,浙江省杭州市西湖区,文三路90号,cup,杯子,日用,蓝,2,99.50,,,';
const SECOND = 'A1,,2026-11-01 09:00:00,,,,,,,,,plum,李子,生鲜,,1,"1,001.00",,SF1,2026/11/2 9:05';
const OTHER = "A2,m2,2026/11/1 9:30,,0,3,现金,,,,,cup,杯子,日用,,1,3.00,,,";

const mappingOf = (change: object = {}): CsvMapping => {
  const read = readCsvMapping(JSON.stringify({ ...MAPPING, ...change }));
  return read.ok ? read.mapping : expect.fail(read.problems.join("\n"));
};

async function* streamOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

const itemsOf = async (bytes: Uint8Array | string, mapping: CsvMapping = mappingOf(), cuts: readonly number[] = []) => {
  const whole = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
  const places = [0, ...cuts.map(cut => cut % (whole.length + 1)).sort((left, right) => left - right), whole.length];
  const items: ImportItem[] = [];
  for await (const item of readCsv(streamOf(places.slice(1).map((end, index) => whole.subarray(places[index], end))), mapping))
    items.push(item);
  return items;
};

const fileOf = (...rows: readonly string[]): string => `${[COLUMNS, ...rows].join("\r\n")}\r\n`;
const shown = (items: readonly ImportItem[]) =>
  items.map(item => [
    item.lineNumber,
    item.ok ? `${item.record.kind} ${item.record.sourceVersion % 1e11 === 0 ? "plain" : "timed"}` : item.fault.code,
  ]);
const faultsOf = (items: readonly ImportItem[]) => items.flatMap(item => (item.ok ? [] : [[item.lineNumber, item.fault.code]]));
const ordersOf = (items: readonly ImportItem[]) => items.flatMap(item => (item.ok && item.record.kind === "order" ? [item.record] : []));
const edited = (row: string, column: string, content: string): string => {
  const cells = row.match(/("[^"]*"|[^,]*)(?:,|$)/g)?.map(cell => cell.replace(/,$/, "")) ?? [];
  const place = COLUMNS.split(",").indexOf(column);
  return cells
    .slice(0, COLUMNS.split(",").length)
    .map((cell, index) => (index === place ? content : cell))
    .join(",");
};

describe("a table of orders", () => {
  test("becomes sellers, articles, customers and orders, each introduced once, amounts exact", async () => {
    const items = await itemsOf(fileOf(FIRST, SECOND, OTHER));
    expect(shown(items)).toEqual([
      [2, "seller timed"],
      [2, "sku timed"],
      [3, "sku timed"],
      [2, "customer timed"],
      [2, "order plain"],
      [4, "customer timed"],
      [4, "order plain"],
    ]);
    const [first, other] = ordersOf(items);
    expect(first).toMatchObject({
      externalOrderNo: "A1",
      customerExternalId: "m1",
      placedAt: Date.UTC(2026, 10, 1, 1),
      paidAt: Date.UTC(2026, 10, 1, 1, 1),
      recipient: { name: "欧阳春晓", phone: "13812341234", region: "浙江省杭州市西湖区", detail: "文三路90号" },
      tenders: [{ kind: "wallet", paidMinor: 120010n }],
      freight: { paidMinor: 600n },
      lines: [
        {
          lineNo: 1,
          sellerExternalId: "my-shop",
          category: "home",
          quantity: 2,
          unitPriceMinor: 9950n,
          paidMinor: 19802n,
          options: { 颜色: "蓝" },
        },
        { lineNo: 2, category: "fresh.fruit", quantity: 1, unitPriceMinor: 100100n, paidMinor: 99608n, options: {} },
      ],
      shipments: [{ carrier: "sf", trackingNo: "SF1", shippedAt: Date.UTC(2026, 10, 2, 1, 5), lines: [{ lineNo: 2, quantity: 1 }] }],
    });
    expect(other).toMatchObject({ paidAt: null, tenders: [{ kind: "bank", paidMinor: 300n }], recipient: null, shipments: [] });
  });

  test("reads the same in UTF-8 with Excel's mark, in GB18030, with semicolons, and wherever the network cut it", async () => {
    const text = fileOf(FIRST, edited(OTHER, "商品", '"两行\n的 ""杯子"""'));
    const expected = await itemsOf(text);
    expect(ordersOf(expected)[1]?.lines[0]?.name).toBe('两行\n的 "杯子"');
    const marked = new TextEncoder().encode(`\ufeff${text}`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(2000), { maxLength: 12 }), async cuts => {
        expect(await itemsOf(marked, mappingOf(), cuts)).toEqual(expected);
        expect(await itemsOf(GB18030, mappingOf({ file: { encoding: "gb18030" } }), cuts)).toEqual(await itemsOf(GB_TEXT));
      }),
      { seed: 7, numRuns: 40 },
    );
    expect(await itemsOf(text.replaceAll(",", ";").replace("1;200", "1,200"), mappingOf({ file: { delimiter: ";" } }))).toEqual(expected);
  });

  test("counts rows as a spreadsheet does, however many lines a cell has and whatever is empty", async () => {
    const items = await itemsOf(fileOf(edited(FIRST, "商品", '"两\n行"'), "", ",,,,,,,,,,,,,,,,,,,", edited(OTHER, "数量", "0")));
    expect(faultsOf(items)).toEqual([[5, "csv_not_a_quantity"]]);
  });

  test("takes what was paid as the rows say it, or the list value where they say nothing", async () => {
    const { paidTotal: _paidTotal, ...order } = MAPPING.order;
    const said = mappingOf({ order, line: { ...MAPPING.line, paid: { column: "实付金额" } } });
    const [first] = ordersOf(await itemsOf(fileOf(edited(FIRST, "实付金额", "150"), edited(SECOND, "实付金额", "900")), said));
    expect(first?.lines.map(line => line.paidMinor)).toEqual([15000n, 90000n]);
    const [listed] = ordersOf(await itemsOf(fileOf(FIRST, SECOND), mappingOf({ order })));
    expect(listed?.tenders[0]?.paidMinor).toBe(2n * 9950n + 100100n + 600n);
  });

  test("with a time of change needs no new version by hand, and a raised version comes after every time", async () => {
    const order = { ...MAPPING.order, updatedAt: { column: "付款时间" } };
    const versionOf = async (change: object) => ordersOf(await itemsOf(fileOf(FIRST, SECOND), mappingOf(change)))[0]?.sourceVersion ?? 0;
    expect(await versionOf({ order })).toBe(1e11 + Date.UTC(2026, 10, 1, 1, 1) / 1000);
    expect(await versionOf({ sourceVersion: 2 })).toBeGreaterThan(await versionOf({ order }));
  });

  test("introduces only what the mapping says", async () => {
    expect(shown(await itemsOf(fileOf(OTHER), mappingOf({ introduces: ["customer"] })))).toEqual([
      [2, "customer timed"],
      [2, "order plain"],
    ]);
  });
});

describe("a fault of the table", () => {
  const whole = fileOf(FIRST, SECOND);

  test("in its header ends the import before the first row, and names the column", async () => {
    expect(await itemsOf("")).toMatchObject([{ fault: { code: "csv_no_header" } }]);
    expect(await itemsOf(whole.replace("单价", "价格"))).toMatchObject([
      { lineNumber: 1, fault: { code: "csv_missing_column", params: { column: "单价" } } },
    ]);
    expect(await itemsOf(whole.replace("颜色", "数量"))).toMatchObject([{ fault: { code: "csv_missing_column" } }]);
    expect(await itemsOf(whole.replace("收货人", "会员"))).toMatchObject([{ fault: { code: "csv_missing_column" } }]);
    expect(await itemsOf(fileOf(`${FIRST},x`).replace("发货时间", "发货时间,数量"))).toMatchObject([
      { fault: { code: "csv_duplicate_column", params: { column: "数量" } } },
    ]);
    expect(await itemsOf(`${COLUMNS},备注,备注\n${OTHER},,`)).toMatchObject([{ ok: true }, { ok: true }, { ok: true }, { ok: true }]);
  });

  test("in its encoding is named: GB18030 read as UTF-8, and UTF-8 with its mark read as GB18030", async () => {
    expect(faultsOf(await itemsOf(GB18030))).toEqual([[1, "csv_not_in_encoding"]]);
    const marked = `\ufeff${whole}`;
    expect(faultsOf(await itemsOf(marked, mappingOf({ file: { encoding: "gb18030" } })))).toEqual([[1, "csv_bom_contradicts_encoding"]]);
    const bytes = new TextEncoder().encode(fileOf(OTHER, OTHER.replace("A2", "A3")));
    bytes[bytes.lastIndexOf(0xe6)] = 0xff;
    expect(faultsOf(await itemsOf(bytes))).toEqual([[3, "csv_not_in_encoding"]]);
  });

  test("in its quotation ends the import there, without the order in hand", async () => {
    const items = await itemsOf(fileOf(OTHER, edited(FIRST, "商品", '"杯子'), SECOND));
    expect(faultsOf(items)).toEqual([[3, "csv_unreadable"]]);
    const later = await itemsOf(fileOf(FIRST, SECOND, OTHER, `A3,"杯"子,${SECOND}`, OTHER.replace("A2", "A4")));
    expect(faultsOf(later)).toEqual([[5, "csv_unreadable"]]);
    expect(ordersOf(later).map(order => order.externalOrderNo)).toEqual(["A1"]);
  });

  test.each([
    ["数量", "-2", "csv_negative_quantity"],
    ["数量", "1.5", "csv_not_a_quantity"],
    ["数量", "", "csv_empty_cell"],
    ["数量", "两", "csv_not_a_quantity"],
    ["单价", "-1.00", "csv_negative_amount"],
    ["单价", "1.005", "csv_not_an_amount"],
    ["单价", '"9,9"', "csv_not_an_amount"],
    ["单价", "1e3", "csv_not_an_amount"],
    ["单价", "", "csv_empty_cell"],
    ["下单时间", "2026-02-30 09:00:00", "csv_not_a_time"],
    ["下单时间", "昨天", "csv_not_a_time"],
    ["商品", '"=HYPERLINK(""http://x"",""杯子"")"', "csv_formula_cell"],
    ["商品", "@SUM(1+1)*cmd|x", "csv_formula_cell"],
    ["类目", "数码", "csv_value_not_mapped"],
    ["会员", "13812341234", "personal_data_in_id"],
    ["手机", "1", "csv_cell_refused"],
    ["发货时间", "", "csv_empty_cell"],
    ["实付金额", "5", "csv_cell_refused"],
  ])("%s “%s” is %s and leaves the whole order out, while the next one comes in", async (column, content, code) => {
    const order = edited(edited(edited(FIRST, "运单号", "SF1"), "发货时间", "2026-11-02 09:00:00"), column, content);
    const items = await itemsOf(fileOf(order, SECOND, OTHER));
    expect(faultsOf(items)).toEqual([[2, code]]);
    expect(ordersOf(items).map(found => found.externalOrderNo)).toEqual(["A2"]);
  });

  test("that only the record's form shows says what the field takes, in both languages", async () => {
    const [item] = await itemsOf(fileOf(edited(FIRST, "手机", "1")));
    if (item === undefined || item.ok) expect.fail("it was taken");
    expect(importMessageOf(item.fault, "zh")).toMatch(/^第 2 行“手机”不合要求：\S+ 应为至少 5 个字符。请改正/);
    expect(importMessageOf(item.fault, "en")).toMatch(/^Row 2, “手机” is not acceptable: \S+ should be at least 5 characters\. Correct/);
  });

  test("says row and column in Chinese and English, and never what stood in the cell", async () => {
    const [fault] = (await itemsOf(fileOf(edited(FIRST, "数量", "-13812341234")))).flatMap(item => (item.ok ? [] : [item.fault]));
    if (fault === undefined) expect.fail("it was taken");
    expect(importMessageOf(fault, "zh")).toContain("第 2 行“数量”是负数");
    expect(importMessageOf(fault, "en")).toContain("Row 2, “数量” is negative");
    expect(JSON.stringify(fault)).not.toContain("13812341234");
  });

  test("is told where the rows of one order disagree, or lie apart", async () => {
    expect(faultsOf(await itemsOf(fileOf(FIRST, edited(SECOND, "会员", "m9"))))).toEqual([[3, "csv_rows_disagree"]]);
    const apart = await itemsOf(fileOf(FIRST, OTHER, SECOND));
    expect(faultsOf(apart)).toEqual([[4, "csv_rows_apart"]]);
    expect(ordersOf(apart).map(order => order.externalOrderNo)).toEqual(["A1", "A2"]);
  });

  test("in a row without an order number counts against the order above it", async () => {
    const items = await itemsOf(fileOf(FIRST, edited(SECOND, "订单编号", ""), OTHER));
    expect(faultsOf(items)).toEqual([[3, "csv_empty_cell"]]);
    expect(ordersOf(items).map(order => order.externalOrderNo)).toEqual(["A2"]);
  });

  test("in the number of cells is found before anything is read from the wrong column", async () => {
    expect(faultsOf(await itemsOf(fileOf(`${FIRST},x`, OTHER)))).toEqual([[2, "csv_wrong_cell_count"]]);
  });

  test("is none where Excel kept a text's leading noughts, once the mapping says so", async () => {
    const row = edited(OTHER, "订单编号", '"=""0012"""');
    expect(faultsOf(await itemsOf(fileOf(row)))).toEqual([[2, "csv_formula_cell"]]);
    expect(ordersOf(await itemsOf(fileOf(row), mappingOf({ file: { excelText: true } })))[0]?.externalOrderNo).toBe("0012");
  });
});

/** COLUMNS and a row in GB18030, as a Chinese Excel writes it: Node can read that encoding and not write it. */
const GB_TEXT = `${COLUMNS}\nA2,m2,2026/11/1 9:30,,0,3,现金,,,,,cup,杯子,日用,,1,3.00,,,\n`;
const GB18030 = gb18030Of(GB_TEXT);

/** The inverse of the decoder, over the two-byte characters. */
function gb18030Of(text: string): Uint8Array {
  const decoder = new TextDecoder("gb18030");
  const known = new Map<string, readonly number[]>();
  for (let lead = 0xb0; lead <= 0xf7; lead += 1)
    for (let trail = 0xa1; trail <= 0xfe; trail += 1) known.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  return Uint8Array.from([...text].flatMap(letter => known.get(letter) ?? [letter.codePointAt(0) ?? 0]));
}
