import { randomUUID } from "node:crypto";
import { maxHeaderSize, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { type Refusal, refuse } from "@amends/contract/errors";
import { type Language, languageOf } from "@amends/contract/language";
import { PROBLEM_MEDIA_TYPE, problemBodyOf } from "@amends/contract/problem";
import type { ConnectionError, FastifyInstance } from "fastify";
import { STATUS } from "./problems.ts";

/**
 * Answers what never became a request: no route, no hook and no reply of the framework is reached, so the answer is written by hand and the connection ends.
 * Nothing is written where the caller is gone, or where an earlier answer on the same connection has begun: it would land in the middle of that one.
 */
export function answerParserFault(this: FastifyInstance, error: ConnectionError, socket: Socket): void {
  if (socket.destroyed || error.code === "ECONNRESET") return;
  const refusal = refusalOf(error.code);
  const requestId = randomUUID();
  this.log.info({ reqId: requestId, reason: error.code, status: STATUS[refusal.code] }, "answered what was no request");
  if (socket.writable && !hasAnswerBegun(socket)) {
    socket.end(problemText(refusal, requestId, languageOf(acceptLanguageIn(error.rawPacket))));
    socket.setTimeout(LINGER_MS, () => socket.destroy());
  } else socket.destroy(error);
}

/** Cut off at once, a caller who is still sending would lose the answer; one who never ends its own side would otherwise hold the connection. */
const LINGER_MS = 5000;

const refusalOf = (reason: string): Refusal => {
  switch (reason) {
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return refuse("request_timeout");
    case "HPE_HEADER_OVERFLOW":
      return refuse("headers_too_large", { maxBytes: maxHeaderSize });
    default:
      return refuse("malformed_request");
  }
};

/** The answer under way on a connection is known to Node alone, which keeps it there. */
const hasAnswerBegun = (socket: Socket): boolean => {
  const message: unknown = "_httpMessage" in socket ? socket._httpMessage : null;
  return typeof message === "object" && message !== null && "headersSent" in message && message.headersSent === true;
};

const problemText = (refusal: Refusal, requestId: string, language: Language): string => {
  const status = STATUS[refusal.code];
  const body = JSON.stringify(problemBodyOf(refusal, { status, language, instance: `/requests/${requestId}` }));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `content-type: ${PROBLEM_MEDIA_TYPE}; charset=utf-8`,
    `content-length: ${Buffer.byteLength(body)}`,
    `content-language: ${language === "zh" ? "zh-CN" : "en"}`,
    `x-request-id: ${requestId}`,
    "x-content-type-options: nosniff",
    "cache-control: no-store",
    "connection: close",
  ];
  return `${head.join("\r\n")}\r\n\r\n${body}`;
};

/** What the parser stumbled over is given as it came (Fastify types it as JSON would have it); the language is looked for in it, since no headers were read. */
const acceptLanguageIn = (packet: unknown): string | undefined =>
  Buffer.isBuffer(packet) ? /^accept-language:([^\r\n]*)/im.exec(packet.toString("latin1"))?.[1] : undefined;
