import { gzipSync } from "node:zlib";
import type { StatementMapping } from "@amends/contract/import/statement-mapping";
import { readStatementMapping } from "@amends/contract/import/statement-mapping";
import type { Currency } from "@amends/domain/kernel/money";
import { civilDay, spanOf } from "@amends/domain/reconciliation/civil-day";
import type { StatementFormat } from "@amends/domain/reconciliation/reconciliation-rules";
import { describe, expect, test } from "vitest";
import { readStatement, type StatementItem } from "./read-statement.ts";

const day = civilDay("2026-11-21");
if (day === null) throw new Error("that day exists");

/** In small pieces, as a network brings them. */
async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
}
const OF = { gateway: "gateway", account: null };
const read = async (format: StatementFormat, file: string | Uint8Array, mapping: StatementMapping | null = null, zone = 480) => {
  const bytes = typeof file === "string" ? Buffer.from(file) : file;
  const items: StatementItem[] = [];
  for await (const item of readStatement(pieces(bytes), { ...OF, format, mapping, currency: "CNY" as Currency, day, ...spanOf(day, zone) }))
    items.push(item);
  return {
    lines: items.flatMap(item => (item.kind === "line" ? [item.line] : [])),
    faults: items.flatMap(item => (item.kind === "fault" ? [`${item.fault.row} ${item.fault.code}`] : [])),
  };
};

const WECHAT_HEADER =
  "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";
const WECHAT_SALE =
  "`2026-11-21 10:00:00,`wx1,`1900000109,`0,`,`4200000001,`A1,`oX,`JSAPI,`SUCCESS,`OTHERS,`CNY,`118.00,`0.00,`0,`0,`0.00,`0.00,`,`,`杯子,`,`0.71000,`0.60%,`118.00,`0.00,`";
const WECHAT_REFUND =
  "`2026-11-20 10:00:00,`wx1,`1900000109,`0,`,`4200000001,`A1,`oX,`JSAPI,`REFUND,`OTHERS,`CNY,`0.00,`0.00,`50000001,`01kb00000000000000000001,`58.00,`1.00,`ORIGINAL,`SUCCESS,`杯子,`,`-0.35000,`0.60%,`0.00,`59.00,`";
const WECHAT_TOTALS =
  "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\n`2,`118.00,`58.00,`1.00,`0.36000,`118.00,`59.00";
const WECHAT = [WECHAT_HEADER, WECHAT_SALE, WECHAT_REFUND, WECHAT_TOTALS, ""].join("\n");

describe("WeChat Pay's trade bill", () => {
  test("gives sales and refunds with their fees, to the cent, and agrees with its own totals", async () => {
    const { lines, faults } = await read("wechat_pay", `\ufeff${WECHAT}`);
    expect(faults).toEqual([]);
    expect(lines).toMatchObject([
      { row: 2, kind: "sale", gatewayRef: "4200000001", orderNo: "A1", amountMinor: 11_800n, feeMinor: 71n },
      {
        row: 3,
        kind: "refund",
        gatewayRef: "50000001",
        key: "01kb00000000000000000001",
        amountMinor: -5900n,
        feeMinor: -35n,
        state: "done",
      },
    ]);
  });

  test("is refused where a line was taken out of it, or its end", async () => {
    expect((await read("wechat_pay", WECHAT.replace(`${WECHAT_SALE}\n`, ""))).faults).toEqual([
      "4 statement_count_differs",
      "4 statement_sum_differs",
    ]);
    expect((await read("wechat_pay", WECHAT.slice(0, WECHAT.indexOf("总交易")))).faults).toEqual(["3 statement_no_totals"]);
  });

  test("names the row of a broken amount, time, state and day, and reads on", async () => {
    const broken = [
      WECHAT_SALE.replace("`118.00,`0.00,`\n", "").replace("`0.60%,`118.00", "`0.60%,`118.005"),
      WECHAT_SALE.replace("2026-11-21 10:00:00", "21. November"),
      WECHAT_REFUND.replace("ORIGINAL,`SUCCESS", "ORIGINAL,`WHO KNOWS"),
      WECHAT_SALE.replace("2026-11-21", "2026-11-22"),
      WECHAT_SALE,
    ];
    const { faults, lines } = await read("wechat_pay", [WECHAT_HEADER, ...broken, "总交易单数", "`5"].join("\n"));
    expect(faults).toEqual(["2 statement_bad_amount", "3 statement_bad_time", "4 statement_bad_value", "5 statement_other_day"]);
    expect(lines).toHaveLength(1);
  });

  test("is no statement of Stripe, and a picture is none of anybody", async () => {
    expect((await read("stripe", WECHAT)).faults).toEqual(["1 statement_wrong_format"]);
    expect((await read("wechat_pay", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 1))).faults).toEqual(["1 statement_not_text"]);
    expect((await read("wechat_pay", Uint8Array.of(0x50, 0x4b, 3, 4))).faults).toEqual(["1 statement_pack_broken"]);
    expect((await read("wechat_pay", "")).faults).toEqual(["1 statement_empty"]);
  });
});

/** What Alipay's files are in. There is no encoder at hand, so each pair of bytes is asked which character it is. */
const inGbk = (text: string): Uint8Array => {
  const bytesOf = new Map<string, readonly number[]>();
  const decoder = new TextDecoder("gbk");
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) bytesOf.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  return Uint8Array.from([...text].flatMap(character => bytesOf.get(character) ?? [character.charCodeAt(0)]));
};

const ALIPAY = [
  "#支付宝业务明细查询",
  "#账号：[20880000000000000156]",
  "#-----------------------------------------业务明细列表----------------------------------------",
  "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注",
  "2026112122001\t,A1\t,交易\t,杯子,2026-11-21 10:00:00,2026-11-21 10:00:30,\t,\t,\t,\t,*杨\t,118.00,118.00,0.00,0.00,0.00,0.00,0.00,,0.00\t,0.00,\t,-0.71,0.00,",
  "2026112122001\t,A1\t,退款\t,杯子,2026-11-21 11:00:00,2026-11-21 11:00:30,\t,\t,\t,\t,*杨\t,-59.00,-59.00,0.00,0.00,0.00,0.00,0.00,,0.00\t,0.00,01kb00000000000000000001\t,0.35,0.00,",
  "#-----------------------------------------业务明细列表结束------------------------------------",
  "#导出时间：[2026年11月22日 09:00:00]",
].join("\n");

describe("Alipay's details", () => {
  test("name a refund by its trade and request, as the gateway answered it", async () => {
    const { lines, faults } = await read("alipay", ALIPAY);
    expect(faults).toEqual([]);
    expect(lines).toMatchObject([
      { kind: "sale", gatewayRef: "2026112122001", orderNo: "A1", amountMinor: 11_800n, feeMinor: 71n },
      {
        kind: "refund",
        gatewayRef: "2026112122001/01kb00000000000000000001",
        key: "01kb00000000000000000001",
        amountMinor: -5900n,
        feeMinor: -35n,
      },
    ]);
  });

  test("are read in GB18030 and gzipped too", async () => {
    const whole = await read("alipay", ALIPAY);
    expect(await read("alipay", inGbk(ALIPAY))).toEqual(whole);
    expect(await read("alipay", gzipSync(ALIPAY))).toEqual(whole);
  });

  test("of the account know transfers by our number and refunds by none", async () => {
    const table = [
      "账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注",
      "9001,20261121777,01kb00000000000000000002,补偿,2026-11-21 12:00:00,x,,-5.00,100.00,,转账,",
      "9002,2026112122001,A1,杯子,2026-11-21 12:00:01,x,,-59.00,41.00,,交易退款,",
    ].join("\n");
    expect((await read("alipay", table)).lines).toMatchObject([
      { kind: "transfer", gatewayRef: "20261121777", key: "01kb00000000000000000002", amountMinor: -500n },
      { kind: "refund", gatewayRef: "9002", key: null, amountMinor: -5900n },
    ]);
  });
});

test("Stripe's itemized report knows payments by their intent, and days in UTC", async () => {
  const table = [
    "balance_transaction_id,created_utc,available_on_utc,currency,gross,fee,net,reporting_category,source_id,payment_intent_id,refund_metadata[amends_key]",
    "txn_1,2026-11-21 00:00:01,2026-11-23,cny,118.00,4.10,113.90,charge,ch_1,pi_1,",
    "txn_2,2026-11-21 23:59:59,2026-11-23,cny,-59.00,0.00,-59.00,refund,re_1,pi_1,01kb00000000000000000001",
    "txn_3,2026-11-21 23:59:59,2026-11-23,cny,59.00,0.00,59.00,refund_failure,re_1,pi_1,",
    "txn_4,2026-11-21 12:00:00,2026-11-23,usd,-7.00,0.00,-7.00,refund,re_9,pi_9,",
    "txn_5,2026-11-21 12:00:00,2026-11-23,jpy,500,0,500,charge,ch_5,,",
  ].join("\r\n");
  const { lines, faults } = await read("stripe", table, null, 0);
  expect(faults).toEqual(["5 statement_foreign_currency"]);
  expect(lines).toMatchObject([
    { kind: "sale", gatewayRef: "pi_1", amountMinor: 11_800n, feeMinor: 410n },
    { kind: "refund", gatewayRef: "re_1", key: "01kb00000000000000000001", amountMinor: -5900n },
    { kind: "reversal", gatewayRef: "re_1", amountMinor: 5900n },
    { kind: "sale", gatewayRef: "ch_5", amountMinor: 500n, currency: "JPY" },
  ]);
});

describe("a table of another make", () => {
  const mapping = {
    version: 1,
    time: { formats: ["YYYY/MM/DD HH:mm:ss"], offset: "+08:00" },
    line: {
      at: { column: "时间" },
      amount: { column: "金额" },
      direction: { column: "方向", values: { 收: "in", 付: "out" } },
      currency: { value: "CNY" },
      kind: { column: "类型", values: { 退款: "refund", "*": "other" } },
      key: { column: "商户单号" },
    },
  };

  test("is read by its mapping, with the sign said beside the amount", async () => {
    const checked = readStatementMapping(mapping);
    if (!checked.ok) throw new Error(checked.problems.join());
    const table =
      "时间,金额,方向,类型,商户单号\n2026/11/21 09:00:00,59.00,付,退款,01kb1\n2026/11/21 09:00:00,1.00,不知,退款,01kb2\n2026/11/21 09:00:00,1.00,收,存款,\n";
    const { lines, faults } = await read("csv", table, checked.mapping);
    expect(faults).toEqual(["3 statement_bad_value"]);
    expect(lines).toMatchObject([
      { kind: "refund", key: "01kb1", amountMinor: -5900n },
      { kind: "other", key: null, amountMinor: 100n },
    ]);
  });

  test("whose mapping is wrong is refused with each place", () => {
    const wrong = readStatementMapping({ ...mapping, line: { ...mapping.line, amont: { column: "x" } } });
    expect(wrong).toMatchObject({ ok: false, problems: [expect.stringContaining("line")] });
  });
});
