import { lookup as lookUp } from "node:dns";
import { type IncomingMessage, request as requestPlain } from "node:http";
import { request as requestTls } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import type { Called, CallResult, SignedMessage, WebhookTarget } from "@amends/flows/webhooks/webhook-ports";
import { isPublicAddress } from "./public-address.ts";

export type WebhookTargetOptions = {
  /** `any` also calls over plain HTTP and on this machine's own network: for a sandbox, never for an installation others can reach. */
  readonly reach: "public_https" | "any";
  /** From the look-up of the name to the end of the answer. */
  readonly timeoutMs?: number;
  readonly lookup?: LookupFunction;
};

/** Standard Webhooks asks a receiver to answer within 15 to 30 seconds; one that does its work first should queue it. */
const TIMEOUT_MS = 15_000;
const SAID_LENGTH_MAX = 300;
const PORTS_REFUSED: ReadonlySet<string> = new Set(["22", "25", "465", "587", "110", "143", "993", "995", "3306", "5432", "6379"]);

/**
 * Calls addresses that other people typed in. Where a name leads is looked at when the connection is made, on the very address that is connected to, so
 * a name that resolves differently a moment later gains nothing. A redirect is an answer and never followed.
 */
export const createWebhookTarget = ({ reach, timeoutMs = TIMEOUT_MS, lookup = lookUp }: WebhookTargetOptions): WebhookTarget => {
  const isPublicOnly = reach === "public_https";
  return {
    check: url => {
      const target = URL.parse(url);
      if (target === null || target.username !== "" || target.password !== "") return "not_public";
      if (target.protocol !== "https:" && (isPublicOnly || target.protocol !== "http:")) return "not_https";
      return isPublicOnly && !mayBePublic(target) ? "not_public" : "fit";
    },
    call: async message => {
      const startedAt = performance.now();
      const outcome = await callOnce(message, timeoutMs, isPublicOnly ? publicOnly(lookup) : lookup, isPublicOnly);
      return { ...outcome, tookMs: Math.round(performance.now() - startedAt) };
    },
  };
};

/** Names that by their own rules never lead outside (RFC 6761, RFC 6762, RFC 8375), addresses that are not public, and doors of other services. */
const mayBePublic = ({ hostname, port }: URL): boolean => {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (PORTS_REFUSED.has(port)) return false;
  if (isIP(host) !== 0) return isPublicAddress(host);
  return host.includes(".") && !/(?:^|\.)(?:localhost|local|internal|home\.arpa|test|invalid)\.?$/i.test(host);
};

class PrivateAddress extends Error {
  override readonly name = "PrivateAddress";
}

/** Refuses a name as soon as one of its addresses is not public: which one would be connected to is not ours to guess. */
const publicOnly =
  (lookup: LookupFunction): LookupFunction =>
  (hostname, options, done) =>
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return done(error, "", 0);
      const addresses = Array.isArray(found) ? found : [{ address: found, family: isIP(found) }];
      const stranger = addresses.find(({ address }) => !isPublicAddress(address));
      const [first] = addresses;
      if (first === undefined || stranger !== undefined) return done(new PrivateAddress(`${hostname} is not a public address`), "", 0);
      return options.all === true ? done(null, addresses) : done(null, first.address, first.family);
    });

type Outcome = Omit<Called, "tookMs">;

const callOnce = (
  { url, headers, body }: SignedMessage,
  timeoutMs: number,
  lookup: LookupFunction,
  isPublicOnly: boolean,
): Promise<Outcome> =>
  new Promise(resolve => {
    const target = URL.parse(url);
    if (target === null) return resolve(noAnswer("unresolved", `${url} is no address`));
    // A literal address is connected to without a look-up.
    if (isPublicOnly && !mayBePublic(target)) return resolve(noAnswer("private_address", null));
    const options = {
      method: "POST",
      // No connection outlives its call: the next one is looked up and checked anew.
      agent: false,
      lookup,
      headers: { ...headers, "content-length": String(Buffer.byteLength(body)), "user-agent": "amends-webhooks" },
    } as const;
    const send = target.protocol === "https:" ? requestTls : requestPlain;
    const call = send(target, options, answer => void readAnswer(answer).then(end));
    const timer = setTimeout(() => end(noAnswer("timed_out", null)), timeoutMs);
    function end(outcome: Outcome): void {
      clearTimeout(timer);
      resolve(outcome);
      call.destroy();
    }
    call.on("error", fault => end(faultOf(fault)));
    call.end(body);
  });

const noAnswer = (result: CallResult, said: string | null): Outcome => ({ result, status: null, said });

const RESOLVER_FAULTS: ReadonlySet<string> = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL", "ENODATA"]);

const faultOf = (fault: Error): Outcome => {
  if (fault instanceof PrivateAddress) return noAnswer("private_address", null);
  const code = "code" in fault ? String(fault.code) : fault.name;
  return noAnswer(RESOLVER_FAULTS.has(code) ? "unresolved" : "unreachable", code);
};

/** Of what is answered only the beginning is read, however much there is. */
const readAnswer = async (answer: IncomingMessage): Promise<Outcome> => {
  const status = answer.statusCode ?? 0;
  const result = resultOf(status);
  if (result === "delivered") return { result, status, said: null };
  let said = "";
  try {
    for await (const chunk of answer.setEncoding("utf8")) {
      said += String(chunk);
      if (said.length >= SAID_LENGTH_MAX) break;
    }
  } catch {
    // What was said before the line broke is what there is.
  }
  return { result, status, said: printable(said) };
};

const resultOf = (status: number): CallResult => {
  if (status >= 200 && status < 300) return "delivered";
  if (status >= 300 && status < 400) return "redirected";
  return status === 410 ? "gone" : "refused";
};

const printable = (text: string): string =>
  text
    .slice(0, SAID_LENGTH_MAX)
    .replaceAll(/[\p{Cc}\p{Cs}]+/gu, " ")
    .trim();
