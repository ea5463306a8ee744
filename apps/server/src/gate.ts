import { refuse } from "@amends/contract/errors";
import type { RouteDescription } from "@amends/contract/route";
import type { Instant } from "@amends/domain/kernel/time";
import type { Secrets } from "@amends/flows/identity/ports";
import type { FastifyRequest } from "fastify";
import { type Authentication, type Authenticator, type Presented, presentedBy } from "./authenticate.ts";
import type { ServerConfig } from "./config.ts";
import { sessionTokenOf } from "./cookies.ts";
import { isCrossSite, isSafe, originOf } from "./cross-site.ts";
import type { Authenticated } from "./known-credentials.ts";
import { callerOf } from "./principal-key.ts";
import { Refused } from "./problems.ts";
import { routeName } from "./receive.ts";
import type { BucketSize, TokenBuckets } from "./token-buckets.ts";

export type Gate = (route: RouteDescription, request: FastifyRequest, now: Instant) => Promise<Authenticated | undefined>;

type Parts = {
  readonly config: ServerConfig;
  readonly authenticator: Authenticator;
  readonly buckets: TokenBuckets;
  readonly isSame: Secrets["isSame"];
};

/**
 * Who is it, may they, are they themselves, not too often: before a byte of the body is read. An address that has used up its tokens is turned away
 * before its credential is looked up, so guessing costs us nothing; a credential in good standing gives its address the token back.
 */
export const createGate = ({ config, authenticator, buckets, isSame }: Parts): Gate => {
  const take = (key: string, size: BucketSize, now: Instant): void => {
    const retryAfterSeconds = buckets.take(key, size, now);
    if (retryAfterSeconds > 0) throw new Refused(refuse("too_many_requests", { retryAfterSeconds }));
  };
  const authenticated = async (presented: Presented, address: string, now: Instant): Promise<Authentication> => {
    const recalled = authenticator.recall(presented, now);
    if (recalled !== undefined) return { kind: "known", authenticated: recalled };
    take(address, config.limits.address, now);
    // Where nothing could be looked up nobody guessed: a database that was away must not leave its callers shut out.
    const found = await authenticator.lookUp(presented, now).catch((fault: unknown) => {
      buckets.giveBack(address);
      throw fault;
    });
    if (found.kind === "known") buckets.giveBack(address);
    return found;
  };
  const open = (route: RouteDescription, request: FastifyRequest, now: Instant): undefined => {
    const address = addressOf(request.ip);
    if (route.signedBody === true) take(`call_back ${address}`, CALL_BACKS, now);
    else if (isSafe(route.method)) take(`address ${address}`, config.limits.address, now);
    else take(`sign_in ${address}`, config.limits.signIn, now);
    if (isCrossSite(request, originOf(request, config), undefined, isSame)) throw new Refused(refuse("cross_site_request"));
    return undefined;
  };
  /** The key the servers were started with is compared as a whole and in constant time; without one, nobody holds it. */
  const installed = (route: RouteDescription, request: FastifyRequest, now: Instant): undefined => {
    take(`sign_in ${addressOf(request.ip)}`, config.limits.signIn, now);
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
    if (config.installationKey === undefined || given === undefined || !isSame(given, config.installationKey)) {
      throw new Refused(refuse("unauthenticated", { route: routeName(route) }));
    }
    buckets.giveBack(`sign_in ${addressOf(request.ip)}`);
    return undefined;
  };
  return async (route, request, now) => {
    if (route.access === "anyone") return open(route, request, now);
    if (route.access === "installation") return installed(route, request, now);
    const presented = presentedBy(request.headers.authorization, sessionTokenOf(request, config));
    const found = await authenticated(presented, `address ${addressOf(request.ip)}`, now);
    if (found.kind === "unknown") throw unknownCaller(route, found);
    const { principal, session } = found.authenticated;
    take(callerOf(principal), config.limits[principal.role], now);
    if (isCrossSite(request, originOf(request, config), session?.csrf, isSame)) throw new Refused(refuse("cross_site_request"));
    authorise(route, found.authenticated);
    return found.authenticated;
  };
};

/** A gateway that settled thousands of refunds tells them at once; checking a signature costs some 50 µs. */
const CALL_BACKS: BucketSize = { burst: 2000, perSecond: 200 };

const unknownCaller = (route: RouteDescription, { code, reason }: Extract<Authentication, { kind: "unknown" }>): Refused => {
  switch (code) {
    case "unauthenticated":
      return new Refused(refuse(code, { route: routeName(route) }));
    case "invalid_token":
      return new Refused(refuse(code, { reason }));
    case "session_expired":
      return new Refused(refuse(code));
  }
};

const authorise = (route: RouteDescription, { principal, access }: Authenticated): void => {
  if (typeof route.access === "string") return;
  const { role } = principal;
  if (!route.access.roles.includes(role)) {
    throw new Refused(refuse("forbidden", { role, route: routeName(route), allowed: route.access.roles.join(", ") }));
  }
  if (access === "read_only" && principal.role === "integrator" && !isSafe(route.method) && route.readsOnly === undefined) {
    throw new Refused(refuse("read_only_key", { keyId: principal.keyId, route: routeName(route) }));
  }
};

/** A household has a /64 of IPv6 and can use any address of it: they count as one. */
export const addressOf = (ip: string): string => (ip.includes(":") && !ip.includes(".") ? `${network64(ip)}::/64` : ip);

const network64 = (ip: string): string => {
  const [head = "", tail] = ip.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array.from({ length: Math.max(0, zeros) }, () => "0"), ...right];
  return groups.slice(0, 4).join(":");
};
