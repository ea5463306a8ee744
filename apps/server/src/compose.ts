import { join } from "node:path";
import type { Shard } from "@amends/domain/kernel/ids";
import { type Instant, instant } from "@amends/domain/kernel/time";
import type { Gateways } from "@amends/flows/gateway-ports";
import { storeOrderFacts } from "@amends/flows/store-order-facts";
import { drawWork } from "@amends/flows/work/project-work";
import type { ConfiguredPayments } from "@amends/gateways/configured/route-payments";
import type { SmtpOptions } from "@amends/gateways/messages/smtp-mail";
import { createCalendarStore } from "@amends/postgres/calendars/calendar-store";
import { createSchemaCheck } from "@amends/postgres/check-schema";
import { createExtensionStore } from "@amends/postgres/extensions/extension-store";
import { createFeedReader } from "@amends/postgres/feed/feed-reader";
import { createFollowedFeed } from "@amends/postgres/feed/followed-feed";
import { createAcceptanceStore } from "@amends/postgres/orders/acceptance-store";
import { findOrder } from "@amends/postgres/orders/find-orders";
import { createImportStore } from "@amends/postgres/orders/import-store";
import { createRuleBook } from "@amends/postgres/packs/pack-versions";
import { findCustomerByExternalId } from "@amends/postgres/people/find-customers";
import { createReceiverReader } from "@amends/postgres/people/list-receivers";
import { createSellerReader } from "@amends/postgres/people/list-sellers";
import { recordViews } from "@amends/postgres/people/record-views";
import { createAddressNewsStore } from "@amends/postgres/return-places/address-news";
import { createShopRulesStore } from "@amends/postgres/shop-rules/shop-rules-store";
import { createStrayParcelStore } from "@amends/postgres/stray-parcels/stray-parcel-store";
import { createDueBook } from "@amends/postgres/work/sandbox-clock";
import { createWorkProjection } from "@amends/postgres/work/work-projection";
import { contentHash } from "@amends/vault/content-hash";
import { newId } from "@amends/vault/new-id";
import { loadMasterKey } from "@amends/vault/personal-data-key";
import type { FastifyInstance } from "fastify";
import { startBatches } from "./batches.ts";
import { startKnownCalendars } from "./calendars.ts";
import { DEFAULT_CONFIG, type ServerConfig } from "./config.ts";
import type { ServerDeps } from "./deps.ts";
import { startDesk } from "./desk.ts";
import { drain } from "./drain.ts";
import { createEvidence, type FilePlace } from "./evidence.ts";
import { createFeedStreams } from "./feed-stream.ts";
import { createFiling } from "./filing.ts";
import { createFinance } from "./finance.ts";
import { createIdentity } from "./identity.ts";
import { createMetrics } from "./metrics.ts";
import { openMessengers, startNotices } from "./notices.ts";
import { openClock } from "./open-clock.ts";
import { openPool, PLANNED_ONCE } from "./open-pool.ts";
import { createOperations, importsOrders } from "./operations.ts";
import { createPayments } from "./payments.ts";
import { createPolicy, type PackFiles } from "./policy/running-policy.ts";
import { createReads } from "./reads.ts";
import { createReconciliation } from "./reconciliation.ts";
import { openSandbox, type Sandbox } from "./sandbox.ts";
import { createSandboxClock } from "./sandbox-clock.ts";
import { createSandboxOutbox } from "./sandbox-outbox.ts";
import { createServer } from "./server.ts";
import { createViewRecorder } from "./view-recorder.ts";
import { startWebhooks } from "./webhooks.ts";
import { startAddressNewsLoop } from "./workers/address-news-loop.ts";
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
  /** Where a sandbox will listen, as far as that is known before it does: the demo's messages leave while its world is made. */
  readonly listensAt?: string;
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
  const begun: Begun = [];
  try {
    return await composeAll(options, begun);
  } catch (fault) {
    // A loop that goes on asking a database that is gone would keep the process, long after it has said why it does not start.
    for (const end of begun.toReversed()) await withinMs(end(), STOP_MS_MAX).catch(ended => options.onFault?.("stop", ended));
    throw fault;
  }
};

/** How to end what has been begun so far, in order; the last is ended first. */
type Begun = (() => Promise<unknown>)[];

const composeAll = async (options: ComposeOptions, begun: Begun): Promise<ComposedServer> => {
  const config = { ...DEFAULT_CONFIG, ...options.config };
  if (config.webhookTargets === "any" && options.gateways !== undefined) throw new Error("webhooks may lead anywhere in a sandbox only");
  const wall = options.clock ?? (() => instant(Date.now()));
  const onFault = options.onFault ?? ((name, fault) => console.error(`${name}:`, fault));
  const max = options.poolMax ?? POOL_MAX;
  const pool = openPool(options.writerUrl, { max, onFault, firstSays: PLANNED_ONCE });
  const readerPool = openPool(options.readerUrl, { max, onFault });
  begun.push(
    () => pool.end(),
    () => readerPool.end(),
  );
  const masterKey = await loadMasterKey(options.dataDir, process.env);
  const metrics = createMetrics();
  const loops = createLoopList(onFault, metrics);
  begun.push(loops.stop);
  const outbox = createSandboxOutbox();
  const clock = await openClock(pool, wall, options.movesClock === true);
  const { now } = clock;
  let committed: Worker["committed"] = () => undefined;

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
  const filing = createFiling({
    ...{ pool, masterKey, policy, clock, calendars: calendars.of, evidence: evidence.files },
    committed: asksForEffects => committed(asksForEffects),
  });
  const sandbox =
    options.gateways === undefined ? await openSandbox({ journalDir: join(options.dataDir, "sandbox"), now, pool, filing }) : null;
  if (sandbox !== null) begun.push(sandbox.close);
  const partners = options.gateways ?? sandbox?.gateways;
  if (partners === undefined) throw new Error("broken invariant: partners are given or sandboxed");
  const payments = createPayments({ pool, partners, configured: options.payments, metrics, onFault, woken: () => committed(true) });
  const feedReader = createFeedReader(pool);
  const streams = createFeedStreams(feedReader);
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
  const work = startDesk({ pool, filing, projection, caseVersion: feedReader.caseVersion, loops });
  const messengers = openMessengers(options.mail, sandbox !== null);
  begun.push(async () => messengers.close());
  const notices = startNotices({
    ...{ pool, masterKey, filing, loops, announced: policy },
    ...messengers,
    originNow: () => config.publicOrigins[0] ?? (sandbox === null ? null : (options.listensAt ?? listeningAt(server))),
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
    onWritten: written => {
      notices.written(written);
      if (written.deliveries > 0) webhooks.wake();
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
  begun.push(() => Promise.all([worker.stop(STOP_MS_MAX), webhooks.ended(STOP_MS_MAX)]), loops.stop);
  committed = worker.committed;
  isNumbering = worker.isNumbering;

  const extensions = createExtensionStore(pool);
  startAddressNewsLoop({ ...filing, addressNews: createAddressNewsStore(pool) }, loops);
  const extensionLoop = startExtensionLoop({ ...filing, extensions }, loops);

  const views = createViewRecorder(batch => recordViews(pool, batch), now, onFault);
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
    batches: startBatches({ pool, filing, files: evidence.files, loops }),
    acceptances: createAcceptanceStore(pool),
    strayParcels: createStrayParcelStore(pool),
    work,
    finance: finance.ports,
    reconciliation: createReconciliation({
      ...{ pool, writerUrl: options.writerUrl, masterKey, policy: filing.policy, configured: options.payments },
      ...{ payment: payments.gateways.payment, alarms: finance.ports.alarms, sandboxBooks: sandbox?.bank ?? null },
    }),
    shopRules: { store: createShopRulesStore(pool), check: policy, trial: policy },
    rules: { policy: filing.policy, announced: policy, book: createRuleBook(pool) },
    sellers: createSellerReader(pool),
    receivers: createReceiverReader(pool),
    evidence,
    reads: createReads({ pool, readerPool, filing, viewed: views.viewed, handlerNames: work.agents.names }),
    operations: createOperations(pool, [...options.packs.keys()]),
    importOrders: importsOrders({ pool, writerUrl: options.writerUrl, masterKey, clock }),
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
      await withinMs(notices.handBack(), msMax).catch(fault => onFault("messages", fault));
      messengers.close();
      await sandbox?.close();
      await views.flush();
      await Promise.all([pool.end(), readerPool.end()]);
    },
  };
};

/** A sandbox is tried where it runs, so a link may lead to this machine itself; one that does not listen yet has no address. */
const listeningAt = ({ server }: Pick<FastifyInstance, "server">): string | null => {
  const at = server.address();
  return typeof at === "object" && at !== null ? `http://localhost:${at.port}` : null;
};
