import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { importMessageOf } from "@amends/contract/import/import-problems";
import { DEMO_PASSWORD, demoAccounts } from "@amends/demo/accounts";
import { DEMO_OPERATIONS, type DemoOperation } from "@amends/demo/operations";
import { type DemoShop, makeDemoWorld } from "@amends/demo/world";
import type { OperationId, SellerId } from "@amends/domain/kernel/ids";
import { isCurrency } from "@amends/domain/kernel/money";
import { type Instant, instant } from "@amends/domain/kernel/time";
import { createAccount } from "@amends/flows/identity/create-account";
import type { AccountRole } from "@amends/flows/identity/ports";
import { toldInTime } from "@amends/postgres/notices/told-in-time";
import { openOperations } from "@amends/postgres/operations/open-operations";
import { openImportStore } from "@amends/postgres/orders/open-import-store";
import { openDataFolder, readManifest } from "@amends/postgres/server/data-folder";
import type { ComposedServer } from "@amends/server/compose";
import type { ServerDeps } from "@amends/server/deps";
import type { OpenDatabase } from "../database.ts";
import { progressBar } from "../progress-bar.ts";
import type { ServeOptions } from "../serve-options.ts";
import type { Surroundings } from "../surroundings.ts";
import { type DemoFile, type DemoShopKey, readDemoFile, writeDemoFile } from "./demo-file.ts";
import { DEMO_AUDIENCE } from "./host-token.ts";
import { playShop } from "./play-shop.ts";
import { type DemoDesk, staffDesks } from "./staff-desk.ts";

type Served = Pick<ComposedServer, "deps" | "worker">;
type Place = { readonly options: Pick<ServeOptions, "dataDir" | "demo">; readonly database: OpenDatabase };

/**
 * Asked before the database of a new folder is made: a first start that ends before it loads anything (a signal, a faulty pack) would leave a folder that is
 * no longer new and that nobody fills. An external database is never called new: its rows are not ours to judge.
 */
export const promiseDemo = async ({ dataDir, external, demo }: Pick<ServeOptions, "dataDir" | "external" | "demo">): Promise<void> => {
  if (demo === false || external !== null) return;
  await openDataFolder(dataDir);
  if ((await readManifest(dataDir)) !== undefined || (await readDemoFile(dataDir)) !== null) return;
  await writeDemoFile(dataDir, { madeAt: instant(Date.now()), isComplete: false, shops: [] });
};

/**
 * Loads the demo world where it is wanted and not there yet; answers with what the first screen says about it, or null where there is none. A load that
 * was interrupted is taken up again: the moment the world was made from is kept, so the same world comes out, and the import takes nothing twice.
 */
export const ensureDemo = async (server: Served, { options, database }: Place, surroundings: Surroundings): Promise<DemoFile | null> => {
  const known = await readDemoFile(options.dataDir);
  if (!isDemo(options, known)) return null;
  if (known?.isComplete === true) return known;
  const begun = known ?? { madeAt: server.deps.clock(), isComplete: false, shops: [] };
  await writeDemoFile(options.dataDir, begun);
  const complete = { ...begun, isComplete: true, shops: await loadWorld(server, database, begun, surroundings) };
  await writeDemoFile(options.dataDir, complete);
  return complete;
};

/** Whether what is served is the demo world: nobody's real cases. */
export const servesDemo = async (options: Place["options"]): Promise<boolean> => isDemo(options, await readDemoFile(options.dataDir));

const isDemo = ({ demo }: Place["options"], known: DemoFile | null): boolean => demo ?? known !== null;

const loadWorld = async (
  server: Served,
  { writerUrl }: OpenDatabase,
  { madeAt }: DemoFile,
  surroundings: Surroundings,
): Promise<readonly DemoShopKey[]> => {
  const { deps } = server;
  const world = makeDemoWorld(madeAt);
  const keys: DemoShopKey[] = [];
  const desks: DemoDesk[] = [];
  let opened = 0;
  const operations = openOperations(writerUrl);
  const lines = counter(world, surroundings);
  try {
    for (const shop of world) {
      const operationId = await operationOf(deps, operations, shop.operation, madeAt);
      const result = await deps.importOrders(operationId, Readable.from(lines.of(shop)));
      const [fault] = result.errors;
      if (fault !== undefined)
        throw new Error(`broken invariant: the import takes the demo world; line ${fault.lineNumber}: ${importMessageOf(fault, "en")}`);
      await openDoors(deps, writerUrl, operationId, shop.operation, madeAt);
      keys.push(await hostKeyOf(deps, operationId, shop.operation, madeAt));
      desks.push({ operationId, operation: shop.operation });
      opened += await playShop(server, writerUrl, operationId, shop);
      surroundings.err(`${shop.operation.name.zh}：${result.accepted + result.updated + result.unchanged} 条记录 records`);
    }
  } finally {
    await operations.close();
  }
  await staffDesks(deps, desks);
  await toldInTime(
    writerUrl,
    desks.map(({ operationId }) => operationId),
  );
  surroundings.err(`${opened} 张售后单 cases`);
  return keys;
};

const ZONE = { id: "Asia/Shanghai", offsetMinutes: 480 };

const operationOf = async (
  { operations }: ServerDeps,
  known: ReturnType<typeof openOperations>,
  { code, kind, name }: DemoOperation,
  at: Instant,
): Promise<OperationId> => {
  const currency = "CNY";
  if (!isCurrency(currency)) throw new Error("broken invariant: CNY is a currency");
  const created = await operations.create({ code, kind, name, currency, zone: ZONE, packId: null, settings: {} }, at);
  if (created !== "code_taken") return created;
  const found = await known.findByCode(code);
  if (found === null) throw new Error(`broken invariant: the code ${code} is taken, so its operation exists`);
  return found.operationId;
};

/** Everybody in the demo has the same password, so it is hashed once for all of them. */
const openDoors = async (
  { identity }: ServerDeps,
  writerUrl: string,
  operationId: OperationId,
  operation: DemoOperation,
  at: Instant,
): Promise<void> => {
  const hash = await identity.passwords.hash(DEMO_PASSWORD);
  const create = createAccount({ ...identity, passwords: { ...identity.passwords, hash: async () => hash } });
  const sellers = await sellerIds(writerUrl, operationId, operation);
  for (const account of demoAccounts(operation)) {
    const { email, name } = account;
    const made = await create(operationId, { ...roleOf(account, sellers), email, name, password: DEMO_PASSWORD }, at);
    if (made.kind === "weak_password") throw new Error("broken invariant: the demo's password is strong enough");
  }
};

const roleOf = (account: ReturnType<typeof demoAccounts>[number], sellers: ReadonlyMap<string, SellerId>): AccountRole => {
  if (account.role !== "seller") return { role: account.role };
  const sellerId = sellers.get(account.sellerExternalId);
  if (sellerId === undefined) throw new Error(`broken invariant: the seller ${account.sellerExternalId} was imported`);
  return { role: "seller", sellerId };
};

const sellerIds = async (writerUrl: string, operationId: OperationId, operation: DemoOperation): Promise<ReadonlyMap<string, SellerId>> => {
  const wanted = demoAccounts(operation).flatMap(account => (account.role === "seller" ? [account.sellerExternalId] : []));
  const { store, close } = openImportStore(writerUrl);
  try {
    const { sellers } = await store.load(operationId, { sellers: wanted, receivers: [], customers: [], skus: [], orders: [] });
    return new Map(sellers.map(({ externalId, sellerId }) => [externalId, sellerId]));
  } finally {
    await close();
  }
};

const SECRET_BYTES = 32;

const hostKeyOf = async (
  { identity }: ServerDeps,
  operationId: OperationId,
  { code }: DemoOperation,
  at: Instant,
): Promise<DemoShopKey> => {
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  const checked = identity.hostTokens.materialOf("HS256", secret);
  if (checked.kind === "unusable") throw new Error("broken invariant: 32 random bytes make a key");
  const keyId = identity.secrets.newId("key", at);
  await identity.hostKeys.insert({ keyId, operationId, algorithm: "HS256", audience: DEMO_AUDIENCE, material: checked.material }, at);
  return { code, keyId, secret };
};

const CHUNK_RECORDS = 100;

/** Feeds the import and shows how far it is. */
const counter = (world: readonly DemoShop[], { err, rewrite }: Surroundings) => {
  const total = world.reduce((sum, { records }) => sum + records.length, 0);
  let done = 0;
  err(`正在生成演示数据 / making the demo world: ${DEMO_OPERATIONS.length} operations, ${total} records`);
  return {
    *of({ records }: DemoShop): Generator<Buffer> {
      for (let start = 0; start < records.length; start += CHUNK_RECORDS) {
        const chunk = records.slice(start, start + CHUNK_RECORDS);
        done += chunk.length;
        rewrite?.(progressBar(done, total));
        yield Buffer.from(chunk.map(record => `${JSON.stringify(record)}\n`).join(""), "utf8");
      }
    },
  };
};
