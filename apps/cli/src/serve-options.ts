import { isIP } from "node:net";
import type { FileLimits } from "@amends/domain/evidence/evidence-file";
import type { FilePlace } from "@amends/server/evidence";
import { fileLimitsOf, filePlaceOf } from "./evidence-options.ts";
import { MASTER_KEY_LOST } from "./master-key-option.ts";
import { badOption, DATABASE_OPTIONS, type DatabaseOptions, databaseOptions, oneOf, portOf, readOptions } from "./options.ts";

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "silent"] as const;
const API_KEY_LENGTH_MIN = 16;

export const SERVE_USAGE = `amends serve [options]          (npm start -- [options])
  --port NUMBER          where to listen; 0 takes any free port            [4000]
  --host ADDRESS         0.0.0.0 listens to other machines too             [127.0.0.1]
  --public-url URL       how browsers reach this server, if not by that address
  --trusted-proxy ADDR   whose X-Forwarded-For is believed: 127.0.0.1 or 10.0.0.0/8; may be repeated
  --data DIR             data folder with its own PostgreSQL               [./data]
  --database-url URL     your own PostgreSQL instead (or DATABASE_URL)
  --demo / --no-demo     load the demo world                               [only into a new data folder]
  --local-webhooks       let webhooks lead to plain HTTP and to this machine, in a sandbox
  --sandbox-clock        let administrators move time ahead; on by itself in the demo world
  --evidence PLACE       where uploaded evidence lies: a folder, or s3://BUCKET [DATA/evidence]
  --file-limits LIST     largest files by kind, in MiB                     [photo=15,video=64,document=20]
  --gateways FILE        payment gateways (or AMENDS_GATEWAYS)            [the sandbox bank moves no money]
  --pack DIR             add a rule pack or an overlay; may be repeated
  --api-key SECRET       lets its holder create operations over the API (or AMENDS_API_KEY)
  --master-key-lost      go on with another master key than the one personal data was written with
  --log-level LEVEL      ${LOG_LEVELS.join(", ")}              [warn]
  --no-web               serve the API alone
  --help

AMENDS_SMTP_URL (smtps://user:password@host) and AMENDS_MAIL_FROM send mail to buyers; without them it stays in the sandbox's list.
s3://BUCKET reads AMENDS_S3_ACCESS_KEY and AMENDS_S3_SECRET_KEY, and where it is not Amazon's: AMENDS_S3_ENDPOINT, AMENDS_S3_REGION,
AMENDS_S3_ADDRESSING (path or host).
AMENDS_METRICS_TOKEN lets its bearer read /metrics; without it only this machine may, and nobody through a proxy.`;

export type ServeOptions = DatabaseOptions & {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: URL | null;
  /** Every caller behind a proxy that is not named here shares one address, and with it the limits against guessing. */
  readonly trustedProxies: readonly string[];
  readonly metricsToken: string | null;
  /** null: into a new embedded folder and nowhere else. */
  readonly demo: boolean | null;
  /** null: mail goes nowhere but to the sandbox's list. */
  readonly mail: { readonly url: string; readonly from: string } | null;
  /** Webhooks may lead to plain HTTP and to this machine. */
  readonly localWebhooks: boolean;
  /** Time may be moved ahead; the demo world's always may. */
  readonly sandboxClock: boolean;
  /** null: the sandbox bank. */
  readonly gatewaysFile: string | null;
  readonly packFolders: readonly string[];
  readonly isMasterKeyLost: boolean;
  readonly installationKey: string | null;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly web: boolean;
  /** null: in the data folder. */
  readonly files: FilePlace | null;
  readonly fileBytesMax: FileLimits;
};

export const readServeOptions = (args: readonly string[], env: Readonly<Record<string, string | undefined>>): ServeOptions => {
  const { values, positionals } = readOptions(args, {
    ...DATABASE_OPTIONS,
    port: { type: "string" },
    host: { type: "string" },
    "public-url": { type: "string" },
    "trusted-proxy": { type: "string", multiple: true },
    demo: { type: "boolean" },
    "local-webhooks": { type: "boolean" },
    "sandbox-clock": { type: "boolean" },
    evidence: { type: "string" },
    "file-limits": { type: "string" },
    gateways: { type: "string" },
    pack: { type: "string", multiple: true },
    "api-key": { type: "string" },
    ...MASTER_KEY_LOST,
    "log-level": { type: "string" },
    web: { type: "boolean" },
  });
  const [stray] = positionals;
  if (stray !== undefined) throw badOption("serve", `takes no word like ${stray}`, "options that begin with --; see --help");
  return {
    ...databaseOptions(values, env),
    port: values.port === undefined ? portOf("PORT", env["PORT"] ?? "4000") : portOf("--port", values.port),
    host: values.host ?? "127.0.0.1",
    publicUrl: values["public-url"] === undefined ? null : publicUrlOf(values["public-url"]),
    trustedProxies: (values["trusted-proxy"] ?? []).map(proxyOf),
    metricsToken: longEnough("AMENDS_METRICS_TOKEN", env["AMENDS_METRICS_TOKEN"]),
    demo: values.demo ?? null,
    mail: mailOf(env),
    localWebhooks: values["local-webhooks"] ?? false,
    sandboxClock: values["sandbox-clock"] ?? false,
    gatewaysFile: values.gateways ?? env["AMENDS_GATEWAYS"] ?? null,
    packFolders: values.pack ?? [],
    isMasterKeyLost: values["master-key-lost"] ?? false,
    installationKey: longEnough("--api-key", values["api-key"] ?? env["AMENDS_API_KEY"]),
    logLevel: oneOf("--log-level", values["log-level"] ?? "warn", LOG_LEVELS),
    web: values.web ?? true,
    files: filePlaceOf(values.evidence ?? env["AMENDS_EVIDENCE"], env),
    fileBytesMax: fileLimitsOf(values["file-limits"]),
  };
};

const mailOf = (env: Readonly<Record<string, string | undefined>>): ServeOptions["mail"] => {
  const [url, from] = [env["AMENDS_SMTP_URL"], env["AMENDS_MAIL_FROM"]];
  if (url === undefined || url === "") return null;
  if (!/^smtps?:\/\/./.test(url)) throw badOption("AMENDS_SMTP_URL", "is no such address", "like smtps://user:password@mail.example.com");
  if (from === undefined || !from.includes("@"))
    throw badOption("AMENDS_MAIL_FROM", "is missing", "an address that mail comes from, like care@example.com");
  return { url, from };
};

const publicUrlOf = (text: string): URL => {
  const url = URL.parse(text);
  // The pages ask for what they need from the root of their address, and links to them are made from it.
  if (url === null || !["http:", "https:"].includes(url.protocol) || url.href !== `${url.origin}/`) {
    throw badOption("--public-url", `is ${text}`, "an address like https://after-sales.example.com");
  }
  return url;
};

const PREFIX_BITS = { 4: 32, 6: 128 } as const;

const proxyOf = (text: string): string => {
  const [address = "", prefix, ...rest] = text.split("/");
  const family = isIP(address);
  const isRange =
    prefix === undefined || (/^\d{1,3}$/.test(prefix) && (family === 4 || family === 6) && Number(prefix) <= PREFIX_BITS[family]);
  if (family === 0 || !isRange || rest.length > 0)
    throw badOption("--trusted-proxy", `is ${text}`, "an address or a range: 127.0.0.1, 10.0.0.0/8");
  return text;
};

/** Whoever guesses the one owns the installation, and the other tells how busy it is. */
const longEnough = (name: string, key: string | undefined): string | null => {
  if (key === undefined) return null;
  if (key.length < API_KEY_LENGTH_MIN) throw badOption(name, `has fewer than ${API_KEY_LENGTH_MIN} characters`, "a long random text");
  return key;
};
