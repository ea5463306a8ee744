import { isSchema, type RouteDescription } from "@amends/contract/route";
import type { Client } from "./call.ts";
import { NoAnswerError, problemOf } from "./problem-error.ts";
import { readAnswer } from "./read-answer.ts";
import { type AnyInput, requestOf, type WireRequest } from "./request.ts";

/** How the server is told who calls. In a browser the session is a cookie that only the server can read; its csrf value goes into a header. */
export type Credentials =
  | { readonly kind: "none" }
  | { readonly kind: "cookie"; readonly csrf: () => string | undefined }
  | { readonly kind: "bearer"; readonly token: () => string };

export type ClientOptions = {
  /** Without a slash at the end; empty for the page's own origin. */
  readonly baseUrl: string;
  readonly fetch?: typeof globalThis.fetch;
  /** A function where they change while the client lives, as in a page where people sign in and out. */
  readonly credentials?: Credentials | (() => Credentials);
  /** What `Accept-Language` says; the server's sentences come in it. */
  readonly language?: () => "zh" | "en";
  /** Waits between tries after the network failed; a call that is not idempotent is never tried again. */
  readonly retryAfterMs?: readonly number[];
};

/** A client of the endpoints it is given and no others: an app that uses ten of them carries ten. */
export const createClientFor = <const Routes extends Readonly<Record<string, RouteDescription>>>(
  routes: Routes,
  options: ClientOptions,
): Client<Routes> =>
  Object.fromEntries(
    Object.entries(routes).map(([name, route]) => [name, (input: AnyInput = {}) => call(route, input, options)]),
  ) as unknown as Client<Routes>;

const RETRY_AFTER_MS = [200, 800] as const;

const call = async (route: RouteDescription, input: AnyInput, options: ClientOptions) => {
  const keyed = { ...input, idempotencyKey: input.idempotencyKey ?? newIdempotencyKey() };
  const request = requestOf(route, keyed, options.baseUrl);
  const waits = isIdempotent(route) ? (options.retryAfterMs ?? RETRY_AFTER_MS) : [];
  const response = await sent(request, input.signal, waits, options);
  if (!response.ok) throw await problemOf(response);
  return { status: response.status, body: await answered(route, response), version: versionOf(response) };
};

/** One intent of a person, one key: keep it over every try to carry that intent out. */
export const newIdempotencyKey = (): string => crypto.randomUUID();

const isIdempotent = ({ method, idempotency, readsOnly }: RouteDescription): boolean =>
  method === "GET" || method === "PUT" || method === "DELETE" || idempotency !== undefined || readsOnly === true;

const sent = async (
  request: WireRequest,
  signal: AbortSignal | undefined,
  waits: readonly number[],
  options: ClientOptions,
): Promise<Response> => {
  const [wait, ...laterWaits] = waits;
  try {
    return await sentOnce(request, signal, options);
  } catch (error) {
    if (signal?.aborted === true) throw error;
    if (wait === undefined) throw new NoAnswerError(`${request.method} ${request.url}: no answer`, { cause: error });
  }
  await new Promise(resolve => setTimeout(resolve, wait));
  return sent(request, signal, laterWaits, options);
};

const sentOnce = ({ url, method, headers, body }: WireRequest, signal: AbortSignal | undefined, options: ClientOptions) =>
  (options.fetch ?? globalThis.fetch)(url, {
    method,
    body,
    headers: { ...headers, ...headersOf(options) },
    credentials: cookiePolicyOf(options),
    ...(signal === undefined ? {} : { signal }),
  });

/** What every request of a client says besides its content. */
export const headersOf = (options: ClientOptions): Readonly<Record<string, string>> => {
  const { language } = options;
  const credentials = credentialsOf(options);
  const csrf = credentials.kind === "cookie" ? credentials.csrf() : undefined;
  return {
    ...(language === undefined ? {} : { "accept-language": language() }),
    ...(credentials.kind === "bearer" ? { authorization: `Bearer ${credentials.token()}` } : {}),
    ...(csrf === undefined ? {} : { "x-amends-csrf": csrf }),
  };
};

export const cookiePolicyOf = (options: ClientOptions): RequestCredentials =>
  credentialsOf(options).kind === "cookie" ? "same-origin" : "omit";

const NO_CREDENTIALS: Credentials = { kind: "none" };

const credentialsOf = ({ credentials = NO_CREDENTIALS }: ClientOptions): Credentials =>
  typeof credentials === "function" ? credentials() : credentials;

const answered = async (route: RouteDescription, response: Response): Promise<unknown> => {
  const declared = route.answers[response.status as keyof RouteDescription["answers"]];
  if (declared === undefined)
    throw new Error(`${route.method} ${route.path} answered ${response.status}, which its description does not name`);
  if (isSchema(declared)) return readAnswer(declared, await response.json());
  return declared.kind === "no_content" ? undefined : response.body;
};

const versionOf = (response: Response): number | null => {
  const version = /^"(\d{1,15})"$/.exec(response.headers.get("etag") ?? "")?.[1];
  return version === undefined ? null : Number(version);
};
