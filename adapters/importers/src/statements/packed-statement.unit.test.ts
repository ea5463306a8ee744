import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import type { Currency } from "@amends/domain/kernel/money";
import { civilDay, spanOf } from "@amends/domain/reconciliation/civil-day";
import { expect, test } from "vitest";
import { readStatement } from "./read-statement.ts";

const day = civilDay("2026-11-21");
if (day === null) throw new Error("that day exists");

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 512) yield bytes.subarray(at, at + 512);
}
const read = async (bytes: Uint8Array, account: string | null = null) => {
  const ask = { format: "wechat_pay", gateway: "wechat", account, mapping: null, currency: "CNY" as Currency, day } as const;
  const said: string[] = [];
  for await (const item of readStatement(pieces(bytes), { ...ask, ...spanOf(day, 480) }))
    said.push(item.kind === "line" ? `${item.line.kind} ${item.line.amountMinor}` : `${item.fault.row} ${item.fault.code}`);
  return said;
};

type File = { readonly name: string; readonly content: string; readonly flags?: number; readonly claims?: number };

/** As small as an archive can be: each file, then the list of them, then where the list is. */
const zipped = (files: readonly File[]): Buffer => {
  const parts: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const { name, content, flags = 0, claims = Buffer.byteLength(content) } of files) {
    const data = deflateRawSync(content);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(flags, 2);
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE(crc32(content), 10);
    about.writeUInt32LE(data.length, 14);
    about.writeUInt32LE(claims, 18);
    about.writeUInt16LE(Buffer.byteLength(name), 22);
    const file = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), about, Buffer.from(name), data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    list.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), about, rest, Buffer.from(name)]));
    parts.push(file);
    at += file.length;
  }
  const listed = Buffer.concat(list);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, listed, Buffer.from("PK\x05\x06", "latin1"), end]);
};

const BILL = [
  "交易时间,商户号,微信订单号,商户订单号,交易状态,货币种类,订单金额,微信退款单号,商户退款单号,申请退款金额,退款状态,手续费",
  "`2026-11-21 10:00:00,`1900000109,`4200000001,`A1,`SUCCESS,`CNY,`118.00,`0,`0,`0.00,`,`0.71",
  "`2026-11-21 11:00:00,`1900000109,`4200000001,`A1,`REFUND,`CNY,`0.00,`50000001,`01kb00000000000000000001,`59.00,`SUCCESS,`-0.35",
  "总交易单数,订单总金额,申请退款总金额,手续费总金额",
  "`2,`118.00,`59.00,`0.36",
  "",
].join("\n");
const READ = ["sale 11800", "refund -5900"];
const TOTALS = { name: "汇总.csv", content: "日期,笔数\n2026-11-21,2\n" };

test("an archive is read as the one statement in it, whatever its files are called and whatever lies beside it", async () => {
  expect(await read(zipped([TOTALS, { name: "../../明细.csv", content: BILL }]))).toEqual(READ);
  expect(await read(gzipSync(BILL))).toEqual(READ);
});

test("an archive with a password, with no statement or with two is refused by name", async () => {
  expect(await read(zipped([{ name: "a.csv", content: BILL, flags: 1 }]))).toEqual(["1 statement_zip_encrypted"]);
  expect(await read(zipped([TOTALS]))).toEqual(["1 statement_zip_without"]);
  const twice = ["a.csv", "b.csv"].map(name => ({ name, content: BILL }));
  expect(await read(zipped(twice))).toEqual(["1 statement_zip_several"]);
});

test("an archive cut short, or one that unpacks to more than it says, ends with a fault and not with a full disk", async () => {
  const whole = zipped([{ name: "a.csv", content: BILL }]);
  expect(await read(whole.subarray(0, whole.length - 30))).toEqual(["1 statement_pack_broken"]);
  const swollen = BILL.replace(
    "总交易",
    `${"`2026-11-21 10:00:00,`1900000109,`1,`A1,`SUCCESS,`CNY,`1.00,`0,`0,`0.00,`,`0.00\n".repeat(20_000)}总交易`,
  );
  const said = await read(zipped([{ name: "a.csv", content: swollen, claims: 100 }]));
  expect(said.at(-1)).toBe("1 statement_pack_broken");
  const packed = gzipSync(swollen);
  expect((await read(packed.subarray(0, packed.length - 60))).at(-1)).toBe("1 statement_pack_broken");
});

test("a statement of another merchant's account is refused at its first line", async () => {
  expect(await read(Buffer.from(BILL), "1900000109")).toEqual(READ);
  expect(await read(Buffer.from(BILL), "1900000110")).toEqual(["2 statement_other_account"]);
});
