import { generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export type Asked = { readonly method: string; readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string };
export type Said = { readonly status: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> };

/** What goes wrong with one call: nothing arrives, it is done and the answer is lost, or it is done and nothing is ever answered. */
export type LineFault = "down" | "lost" | "silent";

/** A server on this machine that speaks a gateway's protocol, with a line that can be told to fail. */
export type LocalPartner = {
  readonly url: string;
  readonly failNext: (fault: LineFault, calls?: number) => void;
  readonly close: () => Promise<void>;
};

export const serveLocally = async (answer: (asked: Asked) => Said): Promise<LocalPartner> => {
  let faults: LineFault[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const fault = faults.shift();
    if (fault === "down") return void response.writeHead(503).end("maintenance");
    const { method = "", url = "", headers } = request;
    const { status, body, headers: own = {} } = answer({ method, path: url, headers, body: Buffer.concat(chunks).toString("utf8") });
    if (fault === "lost") return void response.socket?.destroy();
    if (fault === "silent") return;
    response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...own }).end(body);
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    failNext: (fault, calls = 1) => {
      faults = Array.from({ length: calls }, () => fault);
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** Made for one run and kept nowhere. */
export const newRsaKeys = () =>
  generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });

export const china = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
