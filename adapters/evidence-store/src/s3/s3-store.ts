import { webcrypto } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type FileContents, FilesUnavailable } from "@amends/flows/evidence-ports";
import { EMPTY_HASH, type S3Credentials, signV4 } from "./sign-v4.ts";

export type S3Settings = S3Credentials & {
  /** `https://s3.eu-central-1.amazonaws.com`, or any store that speaks the same. */
  readonly endpoint: URL;
  readonly bucket: string;
  /** The bucket in the path or in front of the host: some stores answer to one of them alone. */
  readonly addressing: "path" | "host";
  /** Waits between tries of what failed on the way or was turned away for the moment. */
  readonly retryAfterMs?: readonly number[];
};

const RETRY_AFTER_MS = [200, 1000] as const;
/** For one request and its answer; a part has at most four megabytes, and a whole film is read in pieces. */
const ANSWER_MS_MAX = 60_000;

/** Sealed files in a bucket. Each operation may be repeated without harm, so a broken connection is tried again before anybody is told. */
export const createS3Store = (settings: S3Settings): FileContents => {
  const base = baseOf(settings);
  const send = (request: Request): Promise<Answer> => sendPatiently(request, settings);
  const objectUrl = (name: string): URL => new URL(name, base);
  const remove = async (name: string): Promise<void> => {
    await send({ method: "DELETE", url: objectUrl(name) });
  };
  return {
    write: async (name, bytes) => {
      await send({ method: "PUT", url: objectUrl(name), body: Uint8Array.from(bytes) });
    },
    read: async (name, from, to) => {
      const answer = await send({ method: "GET", url: objectUrl(name), headers: { range: `bytes=${from}-${to - 1}` } });
      return answer.status === 404 ? null : answer.bytes;
    },
    remove: async names => {
      for (const name of names) await remove(name);
    },
    removeAll: async fileId => {
      for (let names = await list(send, base, fileId); names.length > 0; names = await list(send, base, fileId)) {
        for (const name of names) await remove(name);
      }
    },
  };
};

const baseOf = ({ endpoint, bucket, addressing }: S3Settings): URL => {
  const root = endpoint.pathname.endsWith("/") ? endpoint.pathname : `${endpoint.pathname}/`;
  return addressing === "path" ? new URL(`${root}${bucket}/`, endpoint) : new URL(root, `${endpoint.protocol}//${bucket}.${endpoint.host}`);
};

/** Our names hold no character that XML would write otherwise. */
const list = async (send: (request: Request) => Promise<Answer>, base: URL, fileId: string): Promise<readonly string[]> => {
  const url = new URL(`?list-type=2&prefix=${encodeURIComponent(`${fileId}/`)}`, base);
  const { bytes } = await send({ method: "GET", url });
  return [
    ...Buffer.from(bytes)
      .toString("utf8")
      .matchAll(/<Key>([^<]+)<\/Key>/g),
  ].map(match => match[1] ?? "");
};

type Request = {
  readonly method: "GET" | "PUT" | "DELETE";
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
};
type Answer = { readonly status: number; readonly bytes: Uint8Array };

const sendPatiently = async (request: Request, settings: S3Settings): Promise<Answer> => {
  const waits = settings.retryAfterMs ?? RETRY_AFTER_MS;
  for (const wait of waits) {
    const answer = await sendOnce(request, settings).catch(nullIfOnTheWay);
    if (answer !== null && !isForTheMoment(answer.status)) return judged(request, answer);
    await sleep(wait);
  }
  const last = await sendOnce(request, settings).catch((error: unknown) => {
    throw new FilesUnavailable(`${request.method} ${request.url.host}: ${reasonOf(error)}`, { cause: error });
  });
  return judged(request, last);
};

const sendOnce = async ({ method, url, headers = {}, body }: Request, settings: S3Settings): Promise<Answer> => {
  const bodyHash = body === undefined ? EMPTY_HASH : Buffer.from(await webcrypto.subtle.digest("SHA-256", body)).toString("hex");
  const { host: _host, ...signed } = signV4({ method, url, headers, bodyHash, at: new Date() }, settings);
  const response = await fetch(url, {
    method,
    headers: signed,
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
};

const isForTheMoment = (status: number): boolean => status === 429 || status >= 500;

/** What is absent is an answer; any other refusal is ours or the operator's to mend, and names what the store said. */
const judged = ({ method, url }: Request, answer: Answer): Answer => {
  const { status, bytes } = answer;
  if (status < 300 || (status === 404 && method !== "PUT" && !isNoBucket(bytes))) return answer;
  throw new FilesUnavailable(`${method} ${url.host}${url.pathname}: ${status} ${codeOf(bytes)}`);
};

const codeOf = (bytes: Uint8Array): string => /<Code>([^<]+)<\/Code>/.exec(Buffer.from(bytes).toString("utf8"))?.[1] ?? "";
const isNoBucket = (bytes: Uint8Array): boolean => codeOf(bytes) === "NoSuchBucket";

const nullIfOnTheWay = (error: unknown): null => {
  if (error instanceof TypeError || (error instanceof DOMException && error.name === "TimeoutError")) return null;
  throw error;
};

const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.message} ${String(error.cause ?? "")}`.trim() : String(error);
