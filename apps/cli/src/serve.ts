import type { ConfiguredPayments } from "@amends/gateways/configured/route-payments";
import { migrate } from "@amends/postgres/migrate";
import { checkExternalRoles, checkExternalServer } from "@amends/postgres/server/check-external";
import { openDataFolder } from "@amends/postgres/server/data-folder";
import type { ComposedServer } from "@amends/server/compose";
import { compactOnceQuiet, startNarrow, tuneEngine } from "@amends/server/engine";
import type { WebApps } from "@amends/server/web-apps";
import { type OpenDatabase, openDatabase } from "./database.ts";
import { demoPages } from "./demo/demo-pages.ts";
import { ensureDemo, promiseDemo, servesDemo } from "./demo/ensure-demo.ts";
import { openFilePlace } from "./evidence-options.ts";
import { paymentsOf } from "./gateway-options.ts";
import { explainedListenFault, refuseTakenPort } from "./listening.ts";
import { ownMasterKey } from "./own-master-key.ts";
import { readPacks } from "./packs.ts";
import { sayIfSlow } from "./say-if-slow.ts";
import { readServeOptions, SERVE_USAGE, type ServeOptions } from "./serve-options.ts";
import type { Command, Surroundings } from "./surroundings.ts";

export const serveCommand: Command = {
  usage: SERVE_USAGE,
  run: (args, surroundings) => {
    const begun = sayIfSlow(() => surroundings.err("正在启动，请稍候 … / starting, one moment …"));
    return serve(args, surroundings, begun).finally(begun);
  },
};

const serve = async (args: readonly string[], surroundings: Surroundings, begun: () => void): Promise<number> => {
  const startedAt = Date.now();
  tuneEngine();
  const widen = startNarrow();
  const options = readServeOptions(args, surroundings.env);
  const packs = readPacks(options.packFolders);
  const payments = await paymentsOf(options.gatewaysFile, surroundings.env);
  await refuseTakenPort(options);
  const stopping = stopSignal();
  if (options.external !== null) await openDataFolder(options.dataDir);
  await openFilePlace(options.files);
  await promiseDemo(options);
  const database = await openDatabase(options, surroundings.err, loadAhead);
  try {
    if (database.kind === "external") await checkExternalServer(database);
    await migrate(database.ownerUrl);
    if (database.kind === "external") await checkExternalRoles(database);
    warnOfOneRole(database, surroundings);
    await ownMasterKey(database.writerUrl, { dataDir: options.dataDir, isLost: options.isMasterKeyLost }, surroundings.env);
    const composed = await compose(options, database, { packs, payments }, surroundings);
    widen();
    begun();
    try {
      const loaded = await unlessStopped(stopping, () => ensureDemo(composed, { options, database }, surroundings));
      if (loaded !== "stopped") {
        const url = await listen(composed, options);
        compactOnceQuiet();
        const pages = loaded.value === null ? [] : await demoPages(loaded.value, url);
        surroundings.out(await welcome(url, options, composed.webApps, pages, Date.now() - startedAt));
      }
      surroundings.err(`${await stopping.signal}: 正在停止 / stopping`);
    } finally {
      await composed.stop(STOP_MS_MAX);
    }
    return 0;
  } finally {
    await database.close();
    stopping.forget();
  }
};

/** An open event stream never ends by itself, so waiting is bounded. */
const STOP_MS_MAX = 5000;

/** What takes long and may be broken off anywhere, because the next start takes it up again. Whoever asks us to stop does not wait for its end. */
const unlessStopped = async <T>(stopping: Stopping, work: () => Promise<T>): Promise<{ readonly value: T } | "stopped"> => {
  if (stopping.isAsked()) return "stopped";
  const stopped = stopping.signal.then(() => "stopped" as const);
  return Promise.race([work().then(value => ({ value })), stopped]);
};

type Stopping = ReturnType<typeof stopSignal>;

/** From the first moment on a signal means: put everything away in order. A second one changes nothing; terminals and npm both send it. */
const stopSignal = () => {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  let isAsked = false;
  let heard: (signal: NodeJS.Signals) => void = () => undefined;
  const signal = new Promise<NodeJS.Signals>(resolve => {
    heard = resolve;
  });
  const listener = (name: NodeJS.Signals): void => {
    isAsked = true;
    heard(name);
  };
  for (const name of signals) process.on(name, listener);
  return {
    signal,
    isAsked: () => isAsked,
    forget: () => {
      for (const name of signals) process.off(name, listener);
    },
  };
};

type Composed = ComposedServer & { readonly webApps: WebApps };

/** Half of a start is reading our own modules. PostgreSQL starts on another core meanwhile. */
const loadServer = () => Promise.all([import("@amends/server/compose"), import("@amends/server/web-apps")]);

/** What fails here fails again, in the open, when it is waited for. */
const loadAhead = (): void => void loadServer().catch(() => undefined);

const compose = async (
  options: ServeOptions,
  database: OpenDatabase,
  { packs, payments }: { readonly packs: ReturnType<typeof readPacks>; readonly payments: ConfiguredPayments | null },
  { err }: Surroundings,
): Promise<Composed> => {
  const { dataDir, port, publicUrl, trustedProxies, metricsToken, installationKey, logLevel, web, files, fileBytesMax } = options;
  const { writerUrl, readerUrl } = database;
  const [{ composeServer }, { registerWebApps }] = await loadServer();
  const composed = await composeServer({
    writerUrl,
    readerUrl,
    dataDir,
    packs,
    movesClock: options.sandboxClock || (await servesDemo(options)),
    ...(port === 0 ? {} : { listensAt: `http://localhost:${port}` }),
    ...(files === null ? {} : { files }),
    ...(options.mail === null ? {} : { mail: options.mail }),
    ...(payments === null ? {} : { payments }),
    config: {
      logLevel,
      fileBytesMax,
      webhookTargets: options.localWebhooks ? "any" : "public_https",
      isHttps: publicUrl?.protocol === "https:",
      trustedProxies,
      ...(metricsToken === null ? {} : { metricsToken }),
      publicOrigins: publicUrl === null ? [] : [publicUrl.origin],
      ...(installationKey === null ? {} : { installationKey }),
    },
    onFault: (name, fault) => err(`${name}: ${fault instanceof Error ? fault.message : String(fault)}`),
  });
  return { ...composed, webApps: web ? await registerWebApps(composed.server) : [] };
};

const listen = async ({ server }: ComposedServer, { host, port }: ServeOptions): Promise<string> => {
  try {
    return await server.listen({ host, port });
  } catch (error) {
    throw explainedListenFault(error, { host, port });
  }
};

const warnOfOneRole = ({ kind, ownerUrl, writerUrl }: OpenDatabase, { err }: Surroundings): void => {
  if (kind === "external" && ownerUrl === writerUrl) {
    err(
      "数据库只给了一个账号：只有触发器保护只增不改的表。 / One database role for everything: only triggers guard the append-only tables. Set DATABASE_WRITER_URL and DATABASE_READER_URL.",
    );
  }
};

const welcome = async (
  url: string,
  { publicUrl }: ServeOptions,
  webApps: WebApps,
  demoLines: readonly string[],
  ms: number,
): Promise<string> => {
  const base = publicUrl?.href.replace(/\/$/, "") ?? url;
  const pages = webApps.map(({ title, path }) => `  ${title}  ${base}${path}`);
  const lines = [`续安 Amends ${base}（${(ms / 1000).toFixed(1)} s）`, ...pages, `  接口文档 API docs  ${base}/docs`, ...demoLines];
  return lines.join("\n");
};
