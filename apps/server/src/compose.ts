import { createHash, hash, randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Shard } from "@amends/domain/kernel/ids";
import { type Instant, instant } from "@amends/domain/kernel/time";
import type { FilingPorts } from "@amends/flows/file-case";
import type { Gateways } from "@amends/flows/gateway-ports";
import { scopeOf } from "@amends/flows/scope";
import { storeOrderFacts } from "@amends/flows/store-order-facts";
import { drawWork } from "@amends/flows/work/project-work";
import type { ConfiguredPayments } from "@amends/gateways/configured/route-payments";
import type { SmtpOptions } from "@amends/gateways/messages/smtp-mail";
import { createBatchStore } from "@amends/postgres/batches/create-batches";
import { createCalendarStore } from "@amends/postgres/calendars/calendar-store";
import { createCaseNumbers, createCaseStore } from "@amends/postgres/cases/case-store";
import { listSkus } from "@amends/postgres/catalogue/find-skus";
import { createSchemaCheck } from "@amends/postgres/check-schema";
import { createExtensionStore } from "@amends/postgres/extensions/extension-store";
import { createFeedReader } from "@amends/postgres/feed/feed-reader";
import { createFollowedFeed } from "@amends/postgres/feed/followed-feed";
import { findOperation, findOperationByCode, insertOperation } from "@amends/postgres/operations/operations";
import { findOrder } from "@amends/postgres/orders/find-orders";
import { createImportStore } from "@amends/postgres/orders/import-store";
import { createRuleBook } from "@amends/postgres/packs/pack-versions";
import { findCustomer, findCustomerByExternalId } from "@amends/postgres/people/find-customers";
import { findSeller } from "@amends/postgres/people/find-sellers";
import { createSellerReader } from "@amends/postgres/people/list-sellers";
import { createPersonStore } from "@amends/postgres/people/person-store";
import { recordViews } from "@amends/postgres/people/record-views";
import { createReaders } from "@amends/postgres/reader/create-readers";
import { createShopRulesStore } from "@amends/postgres/shop-rules/shop-rules-store";
import { createStrayParcelStore } from "@amends/postgres/stray-parcels/stray-parcel-store";
import { createStuckWork } from "@amends/postgres/stuck/find-stuck";
import { createAgentStore } from "@amends/postgres/work/agent-store";
import { createRosterStore } from "@amends/postgres/work/roster-store";
import { createDueBook } from "@amends/postgres/work/sandbox-clock";
import { createTeamStore } from "@amends/postgres/work/team-store";
import { createWorkProjection } from "@amends/postgres/work/work-projection";
import { createWorkStore } from "@amends/postgres/work/work-store";
import { contentHash } from "@amends/vault/content-hash";
import { newId } from "@amends/vault/new-id";
import { createPersonalDataCipher } from "@amends/vault/personal-data-cipher";
import { loadMasterKey } from "@amends/vault/personal-data-key";
import type { FastifyInstance } from "fastify";
import { startKnownCalendars } from "./calendars.ts";
import { DEFAULT_CONFIG, type ServerConfig } from "./config.ts";
import type { ServerDeps } from "./deps.ts";
import { drain } from "./drain.ts";
import { createEvidence, type FilePlace } from "./evidence.ts";
import { createFeedStreams } from "./feed-stream.ts";
import { createFinance } from "./finance.ts";
import { createIdentity } from "./identity.ts";
import { importInWorker } from "./import/import-in-worker.ts";
import { createMetrics } from "./metrics.ts";
import { openMessengers, startNotices } from "./notices.ts";
import { openClock } from "./open-clock.ts";
import { openPool } from "./open-pool.ts";
import { createPayments } from "./payments.ts";
import { createPolicy, type PackFiles } from "./policy/running-policy.ts";
import { createReconciliation } from "./reconciliation.ts";
import { openSandbox, type Sandbox } from "./sandbox.ts";
import { createSandboxClock } from "./sandbox-clock.ts";
import { createSandboxOutbox } from "./sandbox-outbox.ts";
import { createServer } from "./server.ts";
import { createViewBatch } from "./view-batch.ts";
import { startWebhooks } from "./webhooks.ts";
import { startBatchLoop } from "./workers/batch-loop.ts";
import { startDeskLoop } from "./workers/desk-loop.ts";
import { startExtensionLoop } from "./workers/extension-loop.ts";
import { createLoopList } from "./workers/loop-list.ts";
import { startReaderLoop } from "./workers/reader-loop.ts";
import { withinMs } from "./workers/within-ms.ts";
import { startWorker, type Worker } from "./workers/worker.ts";

export type ComposeOptions = {
  /** Runs commands and workers. Migrations have been run before, by the owner. */
  readonly writerUrl: string;
  readonly readerUrl: string;
  /** Holds the master key and the sandbox partners' books. */
  readonly dataDir: string;
  readonly packs: PackFiles;
  readonly config?: Partial<ServerConfig>;
  /** Partners of one's own; the sandbox in this process by default. */
  readonly gateways?: Gateways;
  /** Payment gateways by their settings; tenders they do not route stay with the partner above, or are refused. */
  readonly payments?: ConfiguredPayments;
  /** Where evidence lies; a folder in `dataDir` by default. */
  readonly files?: FilePlace;
  /** Mail leaves by this server; without it, and for other ways to people, it goes to a sandbox's list where there is one, and nowhere else. */
  readonly mail?: SmtpOptions;
  readonly clock?: () => Instant;
  /** A sandbox, whose clock may be moved ahead; by default time passes by itself alone. A database whose clock was moved opens as a sandbox only. */
  readonly movesClock?: boolean;
  readonly poolMax?: number;
  readonly onFault?: (name: string, fault: unknown) => void;
};

export type ComposedServer = {
  readonly server: FastifyInstance;
  readonly deps: ServerDeps;
  readonly worker: Worker;
  /** Null where partners of one's own were given. */
  readonly sandbox: Sandbox | null;
  /** Nothing new is taken; what was begun ends within the bound; then connections and books are closed. */
  readonly stop: (msMax?: number) => Promise<void>;
};

const POOL_MAX = 16;
const STOP_MS_MAX = 10_000;
/** Twice the longest pause a loop makes after a fault (`loop.ts`). */
const TURN_MS_MAX = 60_000;

/** Puts the whole system together on a migrated database: stores, rules, partners, workers, HTTP. It listens to nothing yet. */
export const composeServer = async (options: ComposeOptions): Promise<ComposedServer> => {
  const wall = options.clock ?? (() => instant(Date.now()));
  const onFault = options.onFault ?? ((name, fault) => console.error(`${name}:`, fault));
  const pool = openPool(options.writerUrl, options.poolMax ?? POOL_MAX, onFault);
  const readerPool = openPool(options.readerUrl, options.poolMax ?? POOL_MAX, onFault);
  const masterKey = await loadMasterKey(options.dataDir, process.env);
  const metrics = createMetrics();
  const loops = createLoopList(onFault, metrics);
  const outbox = createSandboxOutbox();
  const clock = await openClock(pool, wall, options.movesClock === true).catch(async fault => {
    await Promise.all([pool.end(), readerPool.end()]);
    throw fault;
  });
  const { now } = clock;
  let committed: Worker["committed"] = () => undefined;

  const config = { ...DEFAULT_CONFIG, ...options.config };
  const evidence = createEvidence({
    pool,
    masterKey,
    dataDir: options.dataDir,
    place: options.files,
    limits: config.fileBytesMax,
    clock,
    loops,
  });
  const policy = await createPolicy(pool, options.packs, now(), onFault);
  const calendarStore = createCalendarStore(pool);
  const calendars = await startKnownCalendars(calendarStore, loops);
  const filing: FilingPorts = {
    cases: createCaseStore(pool),
    policy,
    clock,
    sha256: bytes => hash("sha256", bytes, "buffer"),
    calendars: calendars.of,
    personalData: createPersonalDataCipher(masterKey),
    chance: length => randomBytes(length),
    evidence: evidence.files,
    committed: asksForEffects => committed(asksForEffects),
    nextShortNo: createCaseNumbers(pool, shortNumberKey(masterKey)),
  };
  const sandbox =
    options.gateways === undefined ? await openSandbox({ journalDir: join(options.dataDir, "sandbox"), now, pool, filing }) : null;
  const partners = options.gateways ?? sandbox?.gateways;
  if (partners === undefined) throw new Error("broken invariant: partners are given or sandboxed");
  const payments = createPayments({ pool, partners, configured: options.payments, metrics, onFault, woken: () => committed(true) });
  const feedReader = createFeedReader(pool);
  const streams = createFeedStreams(feedReader);
  if (config.webhookTargets === "any" && sandbox === null) throw new Error("webhooks may lead anywhere in a sandbox only");
  const webhooks = startWebhooks({
    pool,
    masterKey,
    // Receivers compare a message's time with their own.
    clock: { now: wall },
    chance: filing.chance,
    reach: config.webhookTargets,
    loops,
    onFault,
  });
  const projection = createWorkProjection(pool);
  const agents = createAgentStore(pool);
  const work = {
    ...filing,
    work: createWorkStore(pool),
    projection,
    agents,
    team: createTeamStore(pool),
    roster: createRosterStore(pool),
    caseVersion: feedReader.caseVersion,
  };
  startDeskLoop(work, loops);
  const messengers = openMessengers(options.mail, sandbox !== null);
  const notices = startNotices({
    pool,
    masterKey,
    filing,
    ...messengers,
    origin: config.publicOrigins[0] ?? null,
    loops,
  });
  const orders = createImportStore(pool);
  const finance = createFinance({ pool, filing, clock, metrics, loops, onFault });
  let isNumbering = (): boolean => false;
  const followed = createFollowedFeed(pool);
  metrics.registerGauge("amends_feed_unread_events", "Numbered events that a follower of the feed has not read yet.", async () =>
    (await followed.unread()).map(({ name, events }) => ({ labels: { follower: name }, value: events })),
  );
  const reader = startReaderLoop({
    feed: followed,
    followers: {
      ...finance.followers,
      work: stretch => drawWork({ projection, policy, clock }, stretch),
      webhooks: async () => ({ follower: "webhooks" }),
      notices: notices.follower,
    },
    clock,
    loops,
    isNumbering: () => isNumbering(),
    onWritten: ({ sends, surveys, deliveries }) => {
      if (sends + surveys > 0) notices.wake();
      if (deliveries > 0) webhooks.wake();
    },
    onFault,
  });
  const worker = startWorker({
    pool,
    writerUrl: options.writerUrl,
    ports: {
      ...filing,
      gateways: finance.guarded(payments.gateways),
      storeOrderFacts: facts =>
        storeOrderFacts({ store: orders, findOrder: (scope, orderId) => findOrder(pool, scope, orderId), contentHash, clock }, facts),
    },
    feed: { turn: streams.turn, numbered: reader.wake },
    loops,
    metrics,
    onFault,
    ...(options.movesClock === true ? { rereadClock: clock.reread } : {}),
  });
  committed = worker.committed;
  isNumbering = worker.isNumbering;

  const batches = createBatchStore(pool);
  const batchLoop = startBatchLoop({ ...filing, batches }, loops);
  const extensions = createExtensionStore(pool);
  const extensionLoop = startExtensionLoop({ ...filing, extensions }, loops);

  const views = createViewBatch(batch => recordViews(pool, batch), now, onFault);
  const deps: ServerDeps = {
    clock: now,
    wallClock: wall,
    calendars: { store: calendarStore, of: calendars.of, reread: calendars.reread },
    extensions: { store: extensions, newId: () => newId("extension", 0 as Shard), wake: extensionLoop.wake },
    sandboxClock: options.movesClock === true ? createSandboxClock({ clock, due: createDueBook(pool), worker, onFault }) : null,
    identity: createIdentity({
      db: pool,
      masterSecret: masterKey,
      findOrderBuyer: async (scope, orderId) => (await findOrder(pool, scope, orderId))?.facts.customerId,
      resolveCustomer: async (operationId, externalId) =>
        (await findCustomerByExternalId(pool, { kind: "operation", operationId }, externalId))?.profile.customerId,
      sendCode: outbox.sendCode,
    }),
    filing,
    batches: {
      opening: {
        batches,
        files: evidence.files,
        findSeller: async (principal, sellerId) => (await findSeller(pool, scopeOf(principal), sellerId))?.profile.sellerId ?? null,
        clock,
        chance: filing.chance,
      },
      commands: { batches, policy: filing.policy, clock, wake: batchLoop.wake },
    },
    strayParcels: createStrayParcelStore(pool),
    work,
    finance: finance.ports,
    reconciliation: createReconciliation({
      ...{ pool, masterKey, policy: filing.policy, configured: options.payments, payment: payments.gateways.payment },
      ...{ alarms: finance.ports.alarms, sandboxBooks: sandbox?.bank ?? null },
    }),
    shopRules: { store: createShopRulesStore(pool), check: policy, trial: policy },
    rules: { policy: filing.policy, book: createRuleBook(pool) },
    sellers: createSellerReader(pool),
    evidence,
    reads: {
      ...createReaders(readerPool, pool),
      // Their balances lie beside what a filing is decided on, which is the writer's; each statement names its scope.
      customers: {
        find: (scope, customerId) => findCustomer(pool, scope, customerId),
        findByExternalId: (scope, externalId) => findCustomerByExternalId(pool, scope, externalId),
      },
      stuck: createStuckWork(pool),
      policy: filing.policy,
      personalData: { persons: createPersonStore(pool), cipher: filing.personalData, viewed: views.viewed },
      findPerson: async (scope, customerId) => (await findCustomer(pool, scope, customerId))?.personId ?? null,
      loadOrder: filing.cases.loadOrder,
      handlerNames: agents.names,
      listSkus: (scope, productId) => listSkus(pool, scope, productId),
    },
    operations: {
      create: async (operation, at) => {
        const operationId = newId("operation", 0 as Shard);
        return (await insertOperation(pool, { ...operation, operationId }, at)) === "inserted" ? operationId : "code_taken";
      },
      findByCode: async code => (await findOperationByCode(pool, code))?.operationId ?? null,
      packIds: [...options.packs.keys()],
    },
    importOrders: async (operationId, stream) => {
      const operation = await findOperation(pool, operationId);
      if (operation === null) throw new Error(`broken invariant: ${operationId} was signed in to and exists`);
      const { currency } = operation;
      return importInWorker({
        writerUrl: options.writerUrl,
        masterKey,
        operation: { operationId, currency },
        aheadMs: clock.aheadMs(),
        source: { kind: "native_stream", stream },
      });
    },
    feed: { streams, reader: feedReader },
    outbox: sandbox === null ? null : outbox.messages,
    notices,
    webhooks,
    gatewayNotices: payments.notices,
    payment: payments.gateways.payment,
    healthChecks: [
      { name: "database", check: async () => void (await pool.query("select 1")) },
      { name: "schema", check: createSchemaCheck(pool) },
      ...loops.checks(TURN_MS_MAX),
    ],
    metrics,
  };
  const server = createServer({ config, deps });
  // An open event stream never ends by itself: without this the server would wait for it.
  server.addHook("preClose", async () => streams.close());
  return {
    server,
    deps,
    worker,
    sandbox,
    stop: async (msMax = STOP_MS_MAX) => {
      await drain(server, msMax);
      await withinMs(loops.stop(), msMax);
      await Promise.all([worker.stop(msMax), webhooks.ended(msMax)]);
      messengers.close();
      await sandbox?.close();
      await views.flush();
      await Promise.all([pool.end(), readerPool.end()]);
    },
  };
};

/** A small number that every server of an installation agrees on, so that their case numbers are shuffled alike. */
const shortNumberKey = (masterKey: Uint8Array): number =>
  createHash("sha256").update("case numbers").update(masterKey).digest().readUInt32BE(0) >>> 8;
