import type { Readable } from "node:stream";
import type { Refusal } from "@amends/contract/errors";
import type { Language } from "@amends/contract/language";
import type { Access, NoContent, RouteDescription, StreamAnswer, StreamBody, SuccessStatus } from "@amends/contract/route";
import { isSchema } from "@amends/contract/route";
import type { Instant } from "@amends/domain/kernel/time";
import type { Role } from "@amends/domain/party/party";
import type { OpenedSession } from "@amends/flows/identity/open-session";
import type { Principal, Scope } from "@amends/flows/scope";
import { z } from "zod";
import type { Authenticated } from "./known-credentials.ts";

/**
 * The handler's side of a route. It gets everything parsed and checked, calls one flow, and says the answer as a value:
 *
 *   export const revokeApiKeyRoute = (deps: Pick<ServerDeps, "identity" | …>) =>
 *     mount(revokeApiKey, async ({ scope, params, now }) => { …; return answer(204); });
 *
 * The compiler holds it to the description: only the declared roles arrive, only declared statuses, bodies and codes leave.
 */
export type Call<R extends RouteDescription> = {
  readonly principal: PrincipalOf<R["access"]>;
  /** What this principal may see; every query takes it. */
  readonly scope: R["access"] extends string ? undefined : Scope;
  readonly params: Parsed<R["params"]>;
  readonly query: Parsed<R["query"]>;
  readonly body: R["body"] extends StreamBody ? Readable : Parsed<R["body"]>;
  readonly now: Instant;
  readonly language: Language;
  readonly requestId: string;
  /** The caller's network address: for counting, never for keeping. */
  readonly address: string;
  /** From `If-Match`; always there for those who must send it. */
  readonly ifMatchVersion: R["ifMatch"] extends true ? number | undefined : undefined;
  readonly idempotency: R["idempotency"] extends string ? Idempotency | undefined : undefined;
  /** From `Last-Event-ID`, which browsers send when an event stream broke; what is no number of ours is left out. */
  readonly lastEventId: number | undefined;
  /** The header `Range` as it came, where the route answers in parts. */
  readonly range: R["ranges"] extends true ? string | undefined : undefined;
  /** In lower case, as they came; only for what is signed by them. */
  readonly headers: R["signedBody"] extends true ? Readonly<Record<string, string | undefined>> : undefined;
  readonly session: Authenticated["session"];
};

/** `requestHash` covers method, path and canonical body: another value under the same key is `idempotency_key_reused`. */
export type Idempotency = { readonly key: string; readonly requestHash: string };

type PrincipalOf<A extends Access> = A extends { readonly roles: readonly (infer R extends Role)[] }
  ? Principal & { readonly role: R }
  : undefined;
type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type BodyOf<A> = A extends z.ZodType ? z.output<A> : A extends StreamAnswer ? Readable : A extends NoContent ? undefined : never;

export type AnswerExtras = {
  /** Sent as `ETag: "<version>"`. */
  readonly version?: number;
  /** Signs the caller in, or out, by cookie. */
  readonly session?: OpenedSession | "ended";
  /** Where the new thing is. */
  readonly location?: string;
  /** How to read a stream whose description leaves its type open, and what part of the whole it is. */
  readonly headers?: Readonly<Record<string, string>>;
};
export type Answer<S = number, B = unknown> = AnswerExtras & { readonly kind: "answer"; readonly status: S; readonly body: B };
/** An earlier answer again, byte for byte: `body` is what `wireText` gave the first time. */
export type Verbatim = { readonly kind: "verbatim"; readonly status: SuccessStatus; readonly body: string; readonly version?: number };

type ImpliedCode<R extends RouteDescription> =
  | (R["ifMatch"] extends true ? "stale_version" | "conflict_retry" : never)
  | (R["idempotency"] extends string ? "idempotency_key_reused" | "conflict_retry" : never);
type AnswersOf<R extends RouteDescription> = {
  [S in keyof R["answers"] & SuccessStatus]: Answer<S, BodyOf<R["answers"][S]>>;
}[keyof R["answers"] & SuccessStatus];

export type Reply<R extends RouteDescription> = AnswersOf<R> | Verbatim | Refusal<R["refusals"][number] | ImpliedCode<R>>;
export type Handler<R extends RouteDescription> = (call: Call<R>) => Promise<Reply<R>>;

export type AnyCall = {
  readonly principal: Principal | undefined;
  readonly scope: Scope | undefined;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly now: Instant;
  readonly language: Language;
  readonly requestId: string;
  readonly address: string;
  readonly ifMatchVersion: number | undefined;
  readonly idempotency: Idempotency | undefined;
  readonly lastEventId: number | undefined;
  readonly range: string | undefined;
  readonly headers: Readonly<Record<string, string | undefined>> | undefined;
  readonly session: Authenticated["session"];
};
export type AnyReply = Answer | Verbatim | Refusal;
export type Mounted<R extends RouteDescription = RouteDescription> = {
  readonly route: R;
  readonly handle: (call: AnyCall) => Promise<AnyReply>;
  /** Which clock its `now` is read from: credentials live by the wall's, everything else by the one a sandbox may move. */
  readonly time?: "wall";
};

export const byWallClock = <R extends RouteDescription>(mounted: Mounted<R>): Mounted<R> => ({ ...mounted, time: "wall" });

/** The one cast between the typed handler and the shell; it holds because the shell fills the call by the same description. */
export const mount = <R extends RouteDescription>(route: R, handler: Handler<R>): Mounted<R> => ({
  route,
  handle: handler as unknown as Mounted["handle"],
});

export function answer<const S extends SuccessStatus>(status: S): Answer<S, undefined>;
export function answer<const S extends SuccessStatus, B>(status: S, body: B, extras?: AnswerExtras): Answer<S, B>;
export function answer(status: SuccessStatus, body?: unknown, extras?: AnswerExtras): Answer {
  return { kind: "answer", status, body, ...extras };
}

/** The JSON a body is sent as. It is encoded by the description: what it does not name cannot leave, and is our mistake. */
export const wireText = (route: RouteDescription, status: SuccessStatus, body: unknown): string => {
  const schema = route.answers[status];
  if (schema === undefined || !isSchema(schema))
    throw new Error(`broken invariant: ${route.method} ${route.path} has no JSON answer ${status}`);
  return JSON.stringify(z.encode(schema, body));
};
