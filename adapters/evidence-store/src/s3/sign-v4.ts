import { createHash, createHmac } from "node:crypto";

export type S3Credentials = { readonly accessKey: string; readonly secretKey: string; readonly region: string };

export type ToSign = {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** SHA-256 of the body in hex. */
  readonly bodyHash: string;
  readonly at: Date;
};

export const EMPTY_HASH = createHash("sha256").digest("hex");

/**
 * The headers of a request to S3 with its signature, AWS Signature Version 4 (docs.aws.amazon.com, "Signature Calculations for the Authorization Header").
 * Every header given is signed, so nobody between us and the store can change one.
 */
export const signV4 = (
  { method, url, headers, bodyHash, at }: ToSign,
  { accessKey, secretKey, region }: S3Credentials,
): Record<string, string> => {
  const moment = at.toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
  const day = moment.slice(0, 8);
  const signed: Record<string, string> = { ...headers, host: url.host, "x-amz-content-sha256": bodyHash, "x-amz-date": moment };
  const names = Object.keys(signed).toSorted();
  const canonical = [
    method,
    url.pathname,
    queryOf(url),
    ...names.map(name => `${name}:${signed[name]?.trim() ?? ""}`),
    "",
    names.join(";"),
    bodyHash,
  ].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", moment, scope, createHash("sha256").update(canonical).digest("hex")].join("\n");
  const key = [day, region, "s3", "aws4_request"].reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${secretKey}`);
  const signature = hmac(key, toSign).toString("hex");
  return {
    ...signed,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKey}/${scope},SignedHeaders=${names.join(";")},Signature=${signature}`,
  };
};

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

const queryOf = (url: URL): string =>
  [...url.searchParams]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .toSorted()
    .join("&");

/** RFC 3986: everything but letters, digits and four signs. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
