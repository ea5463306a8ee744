import { describe, expect, test } from "vitest";
import { fileLimitsOf, filePlaceOf } from "./evidence-options.ts";

const KEYS = { AMENDS_S3_ACCESS_KEY: "ak", AMENDS_S3_SECRET_KEY: "sk" };
const s3 = (env: Record<string, string> = {}) => filePlaceOf("s3://evidence", { ...KEYS, ...env });

describe("where evidence lies", () => {
  test("is a folder in the data folder, or the one that is named", () => {
    expect(filePlaceOf(undefined, {})).toBeNull();
    expect(filePlaceOf("/srv/evidence", {})).toEqual({ kind: "folder", path: "/srv/evidence" });
  });

  test("is a bucket of Amazon by its region, or of any other store by its address", () => {
    expect(s3({ AMENDS_S3_REGION: "eu-central-1" })).toMatchObject({
      settings: {
        endpoint: new URL("https://s3.eu-central-1.amazonaws.com"),
        bucket: "evidence",
        region: "eu-central-1",
        addressing: "host",
      },
    });
    expect(s3({ AMENDS_S3_ENDPOINT: "http://minio:9000" })).toMatchObject({
      settings: { endpoint: new URL("http://minio:9000"), region: "us-east-1", accessKey: "ak", secretKey: "sk", addressing: "path" },
    });
    expect(s3({ AMENDS_S3_ENDPOINT: "https://oss-cn-hangzhou.aliyuncs.com", AMENDS_S3_ADDRESSING: "host" })).toMatchObject({
      settings: { addressing: "host" },
    });
  });

  test.each([
    [() => filePlaceOf("s3://", KEYS), /--evidence is s3:\/\//],
    [() => filePlaceOf("s3://Upper_Case", KEYS), /--evidence is s3:\/\/Upper_Case/],
    [() => filePlaceOf("s3://evidence", {}), /AMENDS_S3_ACCESS_KEY is not set/],
    [() => filePlaceOf("s3://evidence", { AMENDS_S3_ACCESS_KEY: "ak" }), /AMENDS_S3_SECRET_KEY is not set/],
    [() => s3({ AMENDS_S3_ENDPOINT: "minio:9000" }), /AMENDS_S3_ENDPOINT is minio:9000/],
    [() => s3({ AMENDS_S3_ADDRESSING: "both" }), /AMENDS_S3_ADDRESSING is both/],
  ])("a value that cannot be meant is named (%#)", (read, message) => {
    expect(read).toThrow(message);
  });
});

describe("how large files may be", () => {
  test("is said for each kind in mebibytes", () => {
    expect(fileLimitsOf("video=200,photo=8")).toMatchObject({ video: 200 * 1_048_576, photo: 8 * 1_048_576, document: 20 * 1_048_576 });
  });

  test.each(["film=10", "photo", "photo=0", "photo=1.5", "photo=5000", ""])("and %j is not understood", text => {
    expect(() => fileLimitsOf(text)).toThrow(/--file-limits says/);
  });
});
