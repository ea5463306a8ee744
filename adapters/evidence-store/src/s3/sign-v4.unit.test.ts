import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { EMPTY_HASH, signV4 } from "./sign-v4.ts";

/* The worked examples of docs.aws.amazon.com, "Signature Calculations for the Authorization Header: Transferring Payload in a Single Chunk". */
const credentials = { accessKey: "AKIAIOSFODNN7EXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", region: "us-east-1" };
const at = new Date("2013-05-24T00:00:00Z");
const HOST = "https://examplebucket.s3.amazonaws.com";
const signatureOf = (method: string, path: string, headers: Record<string, string> = {}, body = ""): string | undefined =>
  /Signature=(\w+)$/.exec(
    signV4({ method, url: new URL(HOST + path), headers, bodyHash: createHash("sha256").update(body).digest("hex"), at }, credentials)[
      "authorization"
    ] ?? "",
  )?.[1];

test("a part of an object is asked for as in the published example", () => {
  expect(signatureOf("GET", "/test.txt", { range: "bytes=0-9" })).toBe("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
});

test("an object is put as in the published example", () => {
  const headers = { date: "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY" };
  expect(signatureOf("PUT", "/test%24file.text", headers, "Welcome to Amazon S3.")).toBe(
    "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
  );
});

test("a bucket is listed as in the published examples", () => {
  expect(signatureOf("GET", "/?lifecycle")).toBe("fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
  expect(signatureOf("GET", "/?max-keys=2&prefix=J")).toBe("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
});

test("the hash of nothing is the one everybody knows", () => {
  expect(EMPTY_HASH).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});
