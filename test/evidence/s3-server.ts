import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export type S3Server = {
  readonly endpoint: URL;
  readonly bucket: string;
  readonly credentials: { readonly accessKey: string; readonly secretKey: string; readonly region: string };
  /** What lies in the bucket, by key. */
  readonly objects: Map<string, Buffer>;
  /** The next so many requests, or of this method alone, are answered with 503 or cut off in the middle. */
  readonly fail: (count: number, how: "503" | "cut", method?: string) => void;
  readonly requests: () => number;
  readonly close: () => Promise<void>;
};

/** Few keys a page, so that a list of more than one is seen. */
const PAGE = 3;

/**
 * As much of S3 as our store uses, with a bucket in the path. It reads a request as it came over the wire and works out for itself what its signature must
 * be: a request whose method, path, query, headers or body were signed otherwise is turned away, as the real one does.
 */
export const startS3Server = async (): Promise<S3Server> => {
  const credentials = { accessKey: "AKIATEST", secretKey: "a secret of the tests", region: "cn-test-1" };
  const bucket = "evidence";
  const objects = new Map<string, Buffer>();
  const failing: { left: number; how: string; method: string | undefined } = { left: 0, how: "503", method: undefined };
  let requests = 0;
  const server = createServer(async (request, response) => {
    requests += 1;
    const body = await bodyOf(request);
    if (failing.left > 0 && (failing.method ?? request.method) === request.method) {
      failing.left -= 1;
      if (failing.how === "cut") return void request.socket.destroy();
      return void response.writeHead(503).end("<Error><Code>SlowDown</Code></Error>");
    }
    const refuse = (status: number, code: string): void => void response.writeHead(status).end(`<Error><Code>${code}</Code></Error>`);
    const fault = signatureFault(request, body, credentials);
    if (fault !== null) return refuse(403, fault);
    const url = new URL(request.url ?? "/", "http://s3");
    const [, place, ...rest] = decodeURIComponent(url.pathname).split("/");
    if (place !== bucket) return refuse(404, "NoSuchBucket");
    const key = rest.join("/");
    if (request.method === "PUT") {
      objects.set(key, body);
      return void response.writeHead(200).end();
    }
    if (request.method === "DELETE") {
      objects.delete(key);
      return void response.writeHead(204).end();
    }
    if (url.searchParams.get("list-type") === "2") {
      const found = [...objects.keys()].filter(name => name.startsWith(url.searchParams.get("prefix") ?? "")).slice(0, PAGE);
      return void response
        .writeHead(200)
        .end(`<ListBucketResult>${found.map(name => `<Contents><Key>${name}</Key></Contents>`).join("")}</ListBucketResult>`);
    }
    const object = objects.get(key);
    if (object === undefined) return refuse(404, "NoSuchKey");
    const [, from = "0", to = ""] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
    response.writeHead(206).end(object.subarray(Number(from), Number(to) + 1));
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: new URL(`http://127.0.0.1:${port}`),
    bucket,
    credentials,
    objects,
    fail: (count, how, method) => {
      Object.assign(failing, { left: count, how, method });
    },
    requests: () => requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
};

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
};

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request,SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/;

const signatureFault = (
  request: IncomingMessage,
  body: Buffer,
  { accessKey, secretKey, region }: S3Server["credentials"],
): string | null => {
  const [, key, day = "", place, names = "", signature] = AUTHORIZATION.exec(request.headers.authorization ?? "") ?? [];
  if (key !== accessKey) return "InvalidAccessKeyId";
  if (place !== region) return "AuthorizationHeaderMalformed";
  if (request.headers["x-amz-content-sha256"] !== createHash("sha256").update(body).digest("hex")) return "XAmzContentSHA256Mismatch";
  const signed = names.split(";");
  if (!["host", "x-amz-content-sha256", "x-amz-date"].every(name => signed.includes(name))) return "AccessDenied";
  const [path = "", query = ""] = (request.url ?? "").split("?");
  const headers = signed.map(name => `${name}:${String(request.headers[name]).trim()}\n`).join("");
  const canonical = `${request.method}\n${path}\n${query.split("&").sort().join("&")}\n${headers}\n${names}\n${request.headers["x-amz-content-sha256"]}`;
  const text = `AWS4-HMAC-SHA256\n${request.headers["x-amz-date"]}\n${day}/${region}/s3/aws4_request\n${createHash("sha256").update(canonical).digest("hex")}`;
  let secret = Buffer.from(`AWS4${secretKey}`);
  for (const part of [day, region, "s3", "aws4_request", text]) secret = createHmac("sha256", secret).update(part).digest();
  return secret.toString("hex") === signature ? null : "SignatureDoesNotMatch";
};
