import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { faultsOfEveryCase } from "../harness/every-case.ts";
import {
  ADMIN,
  adminPool,
  asking,
  hostTokens,
  openShop,
  quiet,
  type RunningShop,
  sessionOf,
  WITHOUT_LIMITS,
} from "../harness/running-shop.ts";
import { tablesOf } from "../harness/whole-database.ts";
import { type Caller, INSTALLATION_KEY, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;
let admin: Caller;
let buyer: Caller;
const logLines: string[] = [];

/** What only this person's records say; each must be found nowhere once they are erased, and lay nowhere in plain before. */
const SECRETS = {
  statement: "杯口有一道裂纹孩子差点划伤手",
  complaint: "打了三次电话都没有人接",
  staffNote: "买家声音很着急住在东边小区",
  openNote: "已与买家约好周四下午联系",
  newName: "欧阳若兰",
  newPhone: "13766668888",
  newPlace: "解放路桂花巷七号二单元",
  phone: "13900002220",
  name: "韩梅梅",
  address: "学院路 8 号",
};
/** Of the shop, and public: it proves that the search finds what is there. */
const PUBLIC = "山间器物";

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), {
    config: {
      ...WITHOUT_LIMITS,
      installationKey: INSTALLATION_KEY,
      logLevel: "debug",
      logStream: { write: line => void logLines.push(line) },
    },
  });
  pool = adminPool(whole);
  shop = await openShop(whole, pool, { orders: [{ no: "E1" }, { no: "E2", shipped: false }, { no: "E3" }, { no: "E4", customer: "u2" }] });
  admin = asking(whole, await sessionOf(whole, shop, ADMIN.email));
  buyer = asking(whole, (await hostTokens(whole, admin))("u1"));
});

afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

const LINE = { lineNo: 1, quantity: 1, condition: "unopened" };

test("a person files, complains, moves house and is written about; and is then erased", async () => {
  const filed = await shop.opened(
    "E1",
    { serviceType: "return_refund", reason: "60.01", lines: [LINE], statement: SECRETS.statement },
    buyer,
  );
  const recipient = { name: SECRETS.newName, phone: SECRETS.newPhone, region: "浙江省杭州市上城区", detail: SECRETS.newPlace };
  await shop.opened("E2", { serviceType: "amend_order", reason: "10.03", amendment: { kind: "address", recipient } }, buyer);
  await shop.opened("E3", { serviceType: "complaint", reason: "80.05", lines: [LINE], statement: SECRETS.complaint }, buyer);
  for (const [text, visibleTo] of [
    [SECRETS.staffNote, "staff"],
    [SECRETS.openNote, "everyone"],
  ] as const) {
    const noted = await shop.command(filed.caseId, "notes", { text, visibleTo }, admin);
    expect(noted.status, noted.text).toBe(200);
  }
  await quiet(whole, pool);
  // The texts are there for whoever may read them.
  expect((await admin("GET", `/v1/cases/${filed.caseId}`)).text).toContain(SECRETS.statement);

  const { rows } = await pool.query("select customer_id, person_id from customers where external_id = 'u1'");
  const erased = await admin("POST", `/v1/customers/${rows[0].customer_id}/erase`, { reason: "the buyer asked for it" });
  expect(erased.body, erased.text).toEqual({ status: "erased" });
  const left = await pool.query(
    `select p.wrapped_key, p.wrapped_salt, t.ciphertext, t.lookup_key from persons p join personal_texts t using (shard, person_id)
     where person_id = $1 group by 1, 2, 3, 4`,
    [rows[0].person_id],
  );
  expect(left.rows).toEqual([{ wrapped_key: null, wrapped_salt: null, ciphertext: null, lookup_key: null }]);
  const shown = await admin("GET", `/v1/cases/${filed.caseId}`);
  expect(shown.status, shown.text).toBe(200);
  for (const secret of Object.values(SECRETS)) expect(shown.text).not.toContain(secret);
});

test("nothing more is written about them: a filing, a note and a new address are refused", async () => {
  const filed = await shop.file("E3", { serviceType: "return_refund", reason: "60.01", lines: [LINE], statement: "再说一次" });
  expect(`${filed.status} ${filed.body["code"]}`).toMatch(/person_erased/);
  const { rows } = await pool.query("select case_id from cases where service_type = 'complaint'");
  const noted = await shop.command(rows[0].case_id, "notes", { text: "再记一笔", visibleTo: "staff" }, admin);
  expect(`${noted.status} ${noted.body["code"]}`).toMatch(/person_erased/);
});

test("a filing that an erasure overtakes leaves no text behind that nobody can read", async () => {
  const { rows } = await pool.query("select shard, person_id from customers where external_id = 'u2'");
  const { shard, person_id } = rows[0];
  const eraser = await pool.connect();
  try {
    await eraser.query("begin");
    await eraser.query("select from persons where shard = $1 and person_id = $2 for update", [shard, person_id]);
    await eraser.query("update persons set wrapped_key = null, wrapped_salt = null, erased_at = 1 where shard = $1 and person_id = $2", [
      shard,
      person_id,
    ]);
    const filing = shop.file("E4", { serviceType: "return_refund", reason: "60.01", lines: [LINE], statement: "刚好同时" });
    await waitingForALock();
    await eraser.query("commit");
    const filed = await filing;
    expect(filed.status, filed.text).toBeLessThan(300);
  } finally {
    eraser.release();
  }
  const texts = await pool.query("select of_case, ciphertext from personal_texts where person_id = $1 and of_case", [person_id]);
  expect(texts.rows).toEqual([{ of_case: true, ciphertext: null }]);
});

/** The filing has read who files and now meets the erasure; a bound for a busy machine. */
const waitingForALock = async (): Promise<void> => {
  for (let tries = 0; tries < 1200; tries += 1) {
    const { rows } = await pool.query("select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
    if (rows.length > 0) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  expect.fail("the filing did not wait for the erasure");
};

test("no table, log line or partner's book holds a byte of it, and every chain still verifies", async () => {
  const found: string[] = [];
  for (const table of await tablesOf(pool)) {
    const { rows } = await pool.query<{ row: string }>(`select t::text as row from ${table} t`);
    for (const secret of Object.values(SECRETS)) if (rows.some(({ row }) => holds(row, secret))) found.push(`${table}: ${secret}`);
  }
  for (const secret of Object.values(SECRETS)) if (logLines.some(line => line.includes(secret))) found.push(`the log: ${secret}`);
  expect(found).toEqual([]);
  expect(await textsInFiles([whole.dataDir], Object.values(SECRETS))).toEqual([]);
  expect(await textsInFiles([whole.dataDir], ["amend"]), "the partners' books were looked through").toEqual(["amend"]);
  expect(await faultsOfEveryCase(pool, whole.composed.deps.filing.policy)).toEqual([]);
});

test("no file of the database's folder holds a byte of it", async context => {
  await pool.query("checkpoint");
  const folder = (await pool.query("show data_directory")).rows[0].data_directory;
  if (!existsSync(folder)) context.skip("the database server's files are not on this machine");
  const database = (await pool.query("select oid from pg_database where datname = current_database()")).rows[0].oid;
  const logs = (await readdir(folder)).filter(name => name.includes("log")).map(name => join(folder, name));
  const found = await textsInFiles(
    [join(folder, "base", String(database)), join(folder, "pg_wal"), ...logs],
    [...Object.values(SECRETS), PUBLIC],
  );
  expect(found).toEqual([PUBLIC]);
});

/** As text, and as the hexadecimal digits a bytea column shows. */
const holds = (row: string, secret: string): boolean => row.includes(secret) || row.includes(Buffer.from(secret).toString("hex"));

const textsInFiles = async (places: readonly string[], texts: readonly string[]): Promise<readonly string[]> => {
  const found = new Set<string>();
  for (const place of places) {
    const entries = await readdir(place, { withFileTypes: true, recursive: true }).catch(() => []);
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const bytes = await readFile(join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0));
      for (const text of texts) if (bytes.includes(text)) found.add(text);
    }
  }
  return [...found];
};
