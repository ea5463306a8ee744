import { type Refusal, refuse } from "@amends/contract/errors";
import { FilesUnavailable } from "@amends/flows/evidence-ports";
import type { FastifyRequest } from "fastify";
import { Refused } from "./problems.ts";

export type Fault = {
  readonly refusal: Refusal;
  readonly errors?: Refused["errors"];
  /** Our own mistake or trouble: it is logged. */
  readonly isOurs: boolean;
};

type Limits = { readonly bytesMax: number; readonly received: string; readonly expected: string };

/** Whatever was thrown, as a refusal of the catalogue. */
export const faultOf = (error: unknown, request: FastifyRequest, { bytesMax, received, expected }: Limits): Fault => {
  if (error instanceof Refused) return { refusal: error.refusal, errors: error.errors, isOurs: false };
  if (error instanceof FilesUnavailable) return { refusal: refuse("files_unavailable", { retryAfterSeconds: 5 }), isOurs: true };
  const code = codeOf(error);
  switch (code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return { refusal: refuse("body_too_large", { maxBytes: bytesMax }), isOurs: false };
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return { refusal: refuse("unsupported_media_type", { received, expected }), isOurs: false };
    case "FST_ERR_CTP_INVALID_CONTENT_LENGTH":
      return { refusal: refuse("malformed_json", { reason: "content_length" }), isOurs: false };
    case "FST_ERR_BAD_URL":
    case "FST_ERR_MAX_PARAM_LENGTH":
      return { refusal: refuse("not_found", { id: pathOf(request) }), isOurs: false };
  }
  if (UNAVAILABLE.has(code) || isSocketGone(error) || UNAVAILABLE_MESSAGE.test(messageOf(error))) {
    return { refusal: refuse("temporarily_unavailable", { retryAfterSeconds: 2 }), isOurs: true };
  }
  return { refusal: refuse("internal_error", { requestId: request.id }), isOurs: true };
};

/** A path comes from outside and is repeated in the answer: not at any length, and without the query, which may hold anything. */
export const pathOf = (request: FastifyRequest): string => (request.url.split("?")[0] ?? "").slice(0, 200);

/**
 * The database is away, starting, stopping or full (of connections, of rows on its disk, of memory), or its disk fails: SQLSTATE classes 08, 53, 57P and
 * 58, and the operating system's words for a closed door. Nothing of a statement that ends so stays, and the same one succeeds when that is over.
 */
const UNAVAILABLE: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "08000",
  "08003",
  "08006",
  "53000",
  "53100",
  "53200",
  "53300",
  "57P01",
  "57P02",
  "57P03",
  "58000",
  "58030",
]);
/** node-postgres gives these two no code. */
const UNAVAILABLE_MESSAGE = /^(Connection terminated|timeout exceeded when trying to connect)/;

/** A server that was stopped takes its Unix socket with it; elsewhere the same code means a file that is missing. */
const isSocketGone = (error: unknown): boolean =>
  codeOf(error) === "ENOENT" && typeof error === "object" && error !== null && "syscall" in error && error.syscall === "connect";

const codeOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "code" in error && typeof error.code === "string" ? error.code : "";

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : "");
