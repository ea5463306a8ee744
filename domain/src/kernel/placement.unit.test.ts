import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type OperationId, SHARD_COUNT } from "./ids.ts";
import { murmurHash3, shardOfKey } from "./placement.ts";

interface Golden {
  readonly operationId: OperationId;
  readonly externalCustomerId: string;
  readonly shard: number;
}
const golden: readonly Golden[] = JSON.parse(readFileSync(new URL("../../../test/fixtures/placement.json", import.meta.url), "utf8"));

describe("a customer stays in the shard that was given to their rows", () => {
  test.each(golden)("$externalCustomerId of $operationId", ({ operationId, externalCustomerId, shard }) => {
    expect(shardOfKey(operationId, externalCustomerId)).toBe(shard);
  });
});

test.each([
  ["", 0, 0],
  ["", 1, 0x514e28b7],
  ["", 0xffffffff, 0x81f16f39],
  ["test", 0, 0xba6bd213],
  ["test", 0x9747b28c, 0x704b81dc],
  ["Hello, world!", 0, 0xc0363e43],
  ["Hello, world!", 0x9747b28c, 0x24884cba],
  ["The quick brown fox jumps over the lazy dog", 0, 0x2e4ff723],
  ["aaa", 0x9747b28c, 0x283e0130],
  ["aa", 0x9747b28c, 0x5d211726],
  ["a", 0x9747b28c, 0x7fa09ea6],
])("MurmurHash3 of '%s' with seed %d is as published", (text, seed, hash) => {
  expect(murmurHash3(Buffer.from(text, "utf8"), seed)).toBe(hash);
});

/** For 1,023 degrees of freedom the statistic lies between 850 and 1,210 for all but one in 10,000 even spreads on either side. */
const CHI_SQUARE_MIN = 850;
const CHI_SQUARE_MAX = 1210;

test.each<[string, (index: number) => string]>([
  ["numbers in a row", index => String(index)],
  ["phone-like numbers", index => `138${String(index * 7).padStart(8, "0")}`],
  ["prefixed names", index => `wx_openid_${index.toString(36)}`],
])("100,000 customers with %s as ids are spread evenly over the shards", (_, idOf) => {
  const counts = new Array<number>(SHARD_COUNT).fill(0);
  const keys = 100_000;
  for (let index = 0; index < keys; index += 1) {
    const shard = shardOfKey("operation_01jcx3k9q8ab4d7e2f5g6h8j", idOf(index));
    counts[shard] = (counts[shard] ?? 0) + 1;
  }
  const expected = keys / SHARD_COUNT;
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  expect(chiSquare).toBeGreaterThan(CHI_SQUARE_MIN);
  expect(chiSquare).toBeLessThan(CHI_SQUARE_MAX);
});
