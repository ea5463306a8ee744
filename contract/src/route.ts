import type { Role } from "@amends/domain/party/party";
import type { z } from "zod";
import type { ProblemCode } from "./errors.ts";
import type { Bilingual } from "./language.ts";

/**
 * One endpoint, said once. Validation, authorisation, OpenAPI, the SDK and the generated route × role × foreign id tests all read this value; none of them
 * has a second opinion. To add an endpoint: one file under `routes/<noun>/<verb>.ts`, one line in `routes.ts`, one handler in the server (the compiler asks).
 */
export type RouteDescription = {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** OpenAPI form: `/v1/cases/{caseId}`. Each name in braces is a field of `params`. */
  readonly path: `/${string}`;
  readonly summary: Bilingual;
  /**
   * Who may call. Left out, it does not compile; `anyone` is for the few endpoints that hand out an identity or hold none, `installation` for whoever runs
   * the servers and holds the key they were started with: what stands above every operation.
   */
  readonly access: Access;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType | StreamBody;
  /** Success answers by status. */
  readonly answers: Readonly<Partial<Record<SuccessStatus, z.ZodType | NoContent | StreamAnswer>>>;
  /** Refusals of its own, beyond those every endpoint may answer. A handler can refuse with these codes and no other. */
  readonly refusals: readonly ProblemCode[];
  /** `Idempotency-Key`: the same key and body give the first answer again, byte for byte. */
  readonly idempotency?: "accepted" | "required";
  /** Changes one versioned thing: `If-Match` is required from everyone but buyers, who may send it. */
  readonly ifMatch?: true;
  /** A POST that changes nothing (a preview, a search): read-only keys may call it. */
  readonly readsOnly?: true;
  /** May be asked for in part, by the header `Range` (RFC 9110 §14). */
  readonly ranges?: true;
  /**
   * A partner's call-back: it signs its body, so the handler gets the headers beside the bytes and says itself whether they are believed. Counted apart from
   * people who sign in, because gateways call back in bursts.
   */
  readonly signedBody?: true;
  /** Largest JSON body, if not the server's general limit. */
  readonly bodyBytesMax?: number;
};

export type SuccessStatus = 200 | 201 | 202 | 204 | 206;
export type Access = { readonly roles: readonly [Role, ...Role[]] } | "anyone" | "installation";

/** A body that is not parsed but handed on as it arrives, with its own limit. */
export type StreamBody = { readonly kind: "stream_body"; readonly contentTypes: readonly [string, ...string[]]; readonly bytesMax: number };
export type StreamAnswer = { readonly kind: "stream_answer"; readonly contentType: string };
export type NoContent = { readonly kind: "no_content" };

export const noContent: NoContent = { kind: "no_content" };
export const streamAnswer = (contentType: string): StreamAnswer => ({ kind: "stream_answer", contentType });
export const streamBody = (contentTypes: StreamBody["contentTypes"], bytesMax: number): StreamBody => ({
  kind: "stream_body",
  contentTypes,
  bytesMax,
});

/** Everyone with a desk. */
export const STAFF = ["agent", "complaint_owner", "supervisor", "finance", "warehouse", "admin"] as const satisfies readonly Role[];

/** Roles of a list that ask over HTTP: the system speaks from inside. */
export const rolesOverHttp = (roles: readonly Role[]): readonly [Role, ...Role[]] => {
  const [first, ...rest] = roles.filter(role => role !== "system");
  if (first === undefined) throw new Error("broken invariant: somebody may ask for this over HTTP");
  return [first, ...rest];
};

export type PathParam<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | PathParam<Rest> : never;
type ParamsDeclared<R extends RouteDescription> = `/${string}` extends R["path"]
  ? unknown
  : [PathParam<R["path"]>] extends [never]
    ? { readonly params?: never }
    : { readonly params: z.ZodObject<{ [Name in PathParam<R["path"]>]: z.ZodType }, z.core.$strict> };

/** Checks at compile time that the path's names and `params` agree; of a path put together at run time only the test over all routes can say it. */
export const defineRoute = <const R extends RouteDescription>(route: R & ParamsDeclared<R>): R => route;

export const isStreamBody = (body: RouteDescription["body"]): body is StreamBody => body !== undefined && "kind" in body;
export const isSchema = (answer: z.ZodType | NoContent | StreamAnswer): answer is z.ZodType => !("kind" in answer);

export const pathParamsOf = (path: string): readonly string[] => [...path.matchAll(/\{([A-Za-z]+)\}/g)].map(match => match[1] ?? "");
