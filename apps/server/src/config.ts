import type { FileLimits } from "@amends/domain/evidence/evidence-file";
import type { Role } from "@amends/domain/party/party";
import type { BucketSize } from "./token-buckets.ts";

/** What the server is told about its surroundings. Defaults are for one process behind nothing; each name is documented for operators. */
export type ServerConfig = {
  /** Browsers reach us over TLS: cookies are `Secure` with the `__Host-` prefix, and HSTS is sent. */
  readonly isHttps: boolean;
  /** Origins our own pages are served from. Empty: the request's own host. */
  readonly publicOrigins: readonly string[];
  /** Addresses of reverse proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** Held by whoever runs the servers: makes operations and their first keys. */
  readonly installationKey?: string;
  readonly jsonBytesMax: number;
  /** How large a file of each kind may be; one is held in memory at a time while it is looked at. */
  readonly fileBytesMax: FileLimits;
  readonly limits: Limits;
  /** Which addresses webhooks may lead to. `any`, plain HTTP and this machine included, is for a sandbox; a server with real partners refuses it. */
  readonly webhookTargets: "public_https" | "any";
  /** `/metrics` answers to this bearer token; without one, only to this machine. */
  readonly metricsToken?: string;
  readonly logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "silent";
  /** Where log lines go instead of standard output. */
  readonly logStream?: { write(line: string): void };
  /** How long a checked credential is believed without asking again: the longest time a revoked one still works on another server. */
  readonly credentialLifeMs: number;
  /** How often "last seen" and "last used" are written. */
  readonly seenEveryMs: number;
};

export type Limits = { readonly address: BucketSize; readonly signIn: BucketSize } & { readonly [R in Role]: BucketSize };

/** A person's screen loads some twenty things at once; an integrator imports and files for a whole shop. */
const PERSON: BucketSize = { burst: 120, perSecond: 20 };
const PROGRAM: BucketSize = { burst: 20_000, perSecond: 5000 };

export const DEFAULT_LIMITS: Limits = {
  address: { burst: 120, perSecond: 10 },
  signIn: { burst: 20, perSecond: 0.5 },
  buyer: { burst: 60, perSecond: 10 },
  seller: PERSON,
  agent: PERSON,
  complaint_owner: PERSON,
  supervisor: PERSON,
  finance: PERSON,
  warehouse: PERSON,
  admin: PERSON,
  integrator: PROGRAM,
  system: PROGRAM,
};

export const DEFAULT_CONFIG: ServerConfig = {
  isHttps: false,
  publicOrigins: [],
  trustedProxies: [],
  jsonBytesMax: 1_048_576,
  // A phone's picture has some 3 to 8 MB; half a minute of film at 1080p some 60.
  fileBytesMax: { photo: 15 * 1_048_576, video: 64 * 1_048_576, document: 20 * 1_048_576 },
  limits: DEFAULT_LIMITS,
  webhookTargets: "public_https",
  logLevel: "info",
  credentialLifeMs: 5000,
  seenEveryMs: 10_000,
};
