import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PersonId, TextId } from "@amends/domain/kernel/ids";
import { instant } from "@amends/domain/kernel/time";
import { revealPersonalData, viewPersonalData } from "@amends/flows/reveal-personal-data";
import type { Principal } from "@amends/flows/scope";
import { findOrdersByExternalNo } from "@amends/postgres/orders/find-orders";
import { findCustomerByExternalId } from "@amends/postgres/people/find-customers";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createImportWorld, type ImportWorld } from "./import-world.ts";
import { customer, order, seller, sku } from "./native-records.ts";

/** Everything about the buyer in the records that names a person. None of it may ever reach a disk. */
const SECRETS = [
  "欧阳春晓",
  "13812341234",
  "chunxiao.ouyang@example.cn",
  "文三路九十号东部软件园",
  "请放在门卫老赵那里谢谢",
  "收货王",
  "0571-88886666",
];

const NOW = instant(Date.UTC(2026, 10, 21));
const RECORD = { by: { role: "admin", id: "account_9" }, reason: "the buyer asked for it", at: NOW } as const;
let world: ImportWorld;
let admin: pg.Client;
let agent: Principal;

beforeEach(async () => {
  world = await createImportWorld();
  admin = new pg.Client(world.database.url);
  await admin.connect();
  await world.take(seller(), seller({ externalId: "merchant-2" }), customer(), sku(), order());
  agent = { role: "agent", operationId: world.operation.operationId, accountId: "account_1" };
});
afterEach(async () => {
  await admin.end();
  await world.close();
});

const buyer = async () => (await findCustomerByExternalId(world.pool, world.scope, "member-1")) ?? expect.fail("no customer");
const bought = async () => (await findOrdersByExternalNo(world.pool, world.scope, "20261101-000001"))[0] ?? expect.fail("no order");

const textsOfOrder = async (): Promise<{ readonly personId: PersonId; readonly textIds: readonly TextId[] }> => {
  const { facts, messageTextId, personId } = await bought();
  return { personId, textIds: [facts.recipientTextId, messageTextId].filter(textId => textId !== null) };
};

describe("personal data of an order", () => {
  test("is read in plain only by an unmasking that says who, what and why", async () => {
    const request = { ...(await textsOfOrder()), reason: "the courier cannot find the house" };
    const texts = await revealPersonalData(world.ports, agent, request, NOW);
    expect(texts).toEqual([
      {
        textId: request.textIds[0],
        kind: "address",
        contact: { name: "欧阳春晓", phone: "13812341234", region: "浙江省杭州市西湖区", detail: "文三路九十号东部软件园" },
      },
      { textId: request.textIds[1], kind: "message", text: "请放在门卫老赵那里谢谢" },
    ]);
    const log = await admin.query("select action, actor, target_id, text_ids, reason, at from access_log");
    expect(log.rows).toEqual([
      {
        action: "reveal",
        actor: { role: "agent", id: "account_1" },
        target_id: request.personId,
        text_ids: request.textIds,
        reason: request.reason,
        at: String(NOW),
      },
    ]);
  });

  test("is masked in a plain view", async () => {
    const { personId, textIds } = await textsOfOrder();
    const { profile } = await buyer();
    const own = [profile.nameTextId, profile.phoneTextId, profile.emailTextId].filter(textId => textId !== null);
    const views = await viewPersonalData(world.ports, agent, personId, [...textIds, ...own]);
    expect(views.map(({ textId: _textId, kind: _kind, ...shown }) => shown)).toEqual([
      { contact: { name: "欧**", phone: "138****1234", region: "浙江省杭州市***", detail: "" } },
      { text: "***" },
      { text: "欧**" },
      { text: "138****1234" },
      { text: "c***@example.cn" },
    ]);
  });

  test("is shown to the order's seller as far as it came with the order, and to no other seller or buyer", async () => {
    const { personId, textIds } = await textsOfOrder();
    const { profile } = await buyer();
    const { facts } = await bought();
    const { operationId } = world.operation;
    const other = await admin.query("select seller_id from sellers where external_id = 'merchant-2'");
    const sellerId = facts.lines[0]?.sellerId ?? expect.fail("no line");
    const all = [...textIds, profile.emailTextId ?? expect.fail("no e-mail")];
    const seen = async (principal: Principal) =>
      (await revealPersonalData(world.ports, principal, { personId, textIds: all, reason: "test" }, NOW)).map(text => text.textId);
    expect(await seen({ role: "seller", operationId, accountId: "account_2", sellerId })).toEqual(textIds);
    expect(await seen({ role: "seller", operationId, accountId: "account_3", sellerId: other.rows[0].seller_id })).toEqual([]);
    expect(await seen({ role: "buyer", operationId, customerId: facts.customerId, via: "host_token" })).toEqual(all);
    expect(await seen({ role: "buyer", operationId, customerId: "customer_other", via: "host_token" })).toEqual([]);
    expect(await seen({ role: "admin", operationId: "operation_other", accountId: "account_4" })).toEqual([]);
  });

  test("is kept once however often it is sent", async () => {
    await world.take(...Array.from({ length: 5 }, (_, index) => order({ externalOrderNo: `no-${index}` })));
    const { rows } = await admin.query("select kind, count(*)::int from personal_texts where person_id = $1 group by kind order by kind", [
      (await buyer()).personId,
    ]);
    expect(rows).toEqual(["address", "email", "message", "name", "phone"].map(kind => ({ kind, count: 1 })));
  });
});

describe("an erased person", () => {
  const erase = async () => world.ports.persons.erase(world.scope, (await buyer()).personId, RECORD);

  test("leaves no key, salt, ciphertext or telephone look-up, and cannot be read by anyone", async () => {
    const request = { ...(await textsOfOrder()), reason: "test" };
    const phone = world.cipher.phoneLookupKey(world.operation.operationId, "13812341234");
    const lookups = async () =>
      (await admin.query("select target_id from directory where key_kind = 'phone_hmac' and key = $1", [phone])).rows;
    expect(await lookups()).toEqual([{ target_id: (await bought()).facts.customerId }]);
    expect(await erase()).toBe("erased");
    expect(await erase()).toBe("already_erased");
    expect(await lookups()).toEqual([]);
    expect(await revealPersonalData(world.ports, agent, request, NOW)).toEqual([]);
    const left = await admin.query(
      `select p.wrapped_key, p.wrapped_salt, t.ciphertext, t.lookup_key from persons p join personal_texts t using (shard, person_id)
       where person_id = $1 group by 1, 2, 3, 4`,
      [request.personId],
    );
    expect(left.rows).toEqual([{ wrapped_key: null, wrapped_salt: null, ciphertext: null, lookup_key: null }]);
  });

  test("stays erased when the host sends the same again or more, while the order's facts go on", async () => {
    await erase();
    expect(await world.take(customer(), order())).toMatchObject({ unchanged: 2, refused: 0 });
    expect(await world.take(customer({ sourceVersion: 2 }), order({ sourceVersion: 2 }))).toMatchObject({ updated: 2, refused: 0 });
    expect((await bought()).facts).toMatchObject({ sourceVersion: 2, recipientTextId: null });
    const { rows } = await admin.query("select from personal_texts where person_id = $1 and ciphertext is not null", [
      (await buyer()).personId,
    ]);
    expect(rows).toEqual([]);
  });

  test("is erased by themselves or the operation, not by another buyer", async () => {
    const { personId, profile } = await buyer();
    const { operationId } = world.operation;
    expect(await world.ports.persons.erase({ kind: "customer", operationId, customerId: "customer_other" }, personId, RECORD)).toBe(
      "not_found",
    );
    expect(await world.ports.persons.erase({ kind: "customer", operationId, customerId: profile.customerId }, personId, RECORD)).toBe(
      "erased",
    );
  });

  test("was never written in plain: no table holds a byte of it", async () => {
    const tables = await admin.query<{ table_name: string }>(
      "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
    );
    expect(tables.rows.length).toBeGreaterThan(10);
    for (const isErased of [false, true]) {
      if (isErased) await erase();
      for (const { table_name } of tables.rows) {
        const { rows } = await admin.query(
          `select ${pg.escapeIdentifier(table_name)}::text as row from ${pg.escapeIdentifier(table_name)}`,
        );
        for (const { row } of rows)
          for (const secret of SECRETS) expect(holds(String(row), secret), `${table_name}: ${secret}`).toBe(false);
      }
    }
  });

  test("was never written in plain: no file of the database holds a byte of it", async context => {
    await erase();
    await admin.query("checkpoint");
    const dataDirectory = (await admin.query("show data_directory")).rows[0].data_directory;
    if (!existsSync(dataDirectory)) context.skip("the database server's files are not on this machine");
    const database = (await admin.query("select oid from pg_database where datname = current_database()")).rows[0].oid;
    const found = await textsInFiles(
      [join(dataDirectory, "base", String(database)), join(dataDirectory, "pg_wal")],
      [...SECRETS, "山野果园"],
    );
    // The seller's public name proves that the search can find something.
    expect(found).toEqual(["山野果园"]);
  });
});

/** As text, and as the hexadecimal digits a bytea column shows. */
const holds = (row: string, secret: string): boolean => row.includes(secret) || row.includes(Buffer.from(secret).toString("hex"));

const textsInFiles = async (folders: readonly string[], texts: readonly string[]): Promise<readonly string[]> => {
  const found = new Set<string>();
  for (const folder of folders) {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const bytes = await readFile(join(folder, entry.name));
      for (const text of texts) if (bytes.includes(text)) found.add(text);
    }
  }
  return [...found];
};
