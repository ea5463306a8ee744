import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { SandboxFault } from "./mischief.ts";
import { SandboxMisused } from "./partner.ts";
import { type Fields, fieldsOf } from "./request-fields.ts";
import { fromWire, toWire } from "./wire.ts";

/** What answers under which path. Every call is a POST with an object; what it returns is the body. */
export type Routes = Readonly<Record<string, (fields: Fields) => Promise<unknown>>>;

export type Listening = { readonly url: string; close(): Promise<void> };

/** Only on the loopback: whoever reaches a sandbox can make it say anything. */
export const listen = async (routes: Routes, port: number): Promise<Listening> => {
  const server = createServer((request, response) => void answer(routes, request, response));
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${portOf(server)}`, close: () => close(server) };
};

/**
 * 200 done or read, 202 pending, 422 refused, 400 the caller's mistake (nothing booked), 404 no such path, 503 or a cut connection on purpose,
 * 500 when the books could not be written.
 */
const answer = async (routes: Routes, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  try {
    const run = routes[request.url ?? ""];
    if (run === undefined || request.method !== "POST") return send(response, 404, { message: `no POST ${request.url}` });
    const result = await run(fieldsOf(parse(await bodyOf(request))));
    send(response, statusOf(result), result ?? null);
  } catch (fault) {
    sendFault(response, fault);
  }
};

const sendFault = (response: ServerResponse, fault: unknown): void => {
  if (fault instanceof SandboxFault && fault.shape === "connection_cut") response.socket?.destroy();
  else if (fault instanceof SandboxFault) send(response, 503, { message: fault.message });
  else if (fault instanceof SandboxMisused) send(response, 400, { message: fault.message });
  else send(response, 500, { message: fault instanceof Error ? fault.message : String(fault) });
};

const send = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { "content-type": "application/json" }).end(toWire(body));
};

const statusOf = (result: unknown): number => {
  const kind = typeof result === "object" && result !== null && "kind" in result ? result.kind : null;
  return kind === "refused" ? 422 : kind === "pending" ? 202 : 200;
};

const parse = (text: string): unknown => {
  try {
    return fromWire(text);
  } catch {
    throw new SandboxMisused("the body is no JSON");
  }
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > BODY_BYTES_MAX) throw new SandboxMisused(`a body has at most ${BODY_BYTES_MAX} bytes`);
  }
  return Buffer.concat(chunks).toString("utf8");
};

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

const close = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    server.close(error => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });

/** An order of several hundred lines fits well. */
const BODY_BYTES_MAX = 2_000_000;
