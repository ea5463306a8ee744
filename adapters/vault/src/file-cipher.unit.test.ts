import { createHash, randomBytes } from "node:crypto";
import type { PersonId } from "@amends/domain/kernel/ids";
import { describe, expect, test } from "vitest";
import { createFileCipher, hashContent } from "./file-cipher.ts";
import { createPersonalDataCipher } from "./personal-data-cipher.ts";

const master = new Uint8Array(32).fill(7);
const person: PersonId = "person_a";
const newKey = (personId: PersonId) => ({ personId, secret: createPersonalDataCipher(master).newSecret(personId) });
const key = newKey(person);
const cipher = createFileCipher(master);
const { segmentBytes, overheadBytes } = cipher;
const sealedSegment = segmentBytes + overheadBytes;
const NAME = "file_a/content";

describe("a sealed file", () => {
  test.each([1, segmentBytes - 1, segmentBytes, segmentBytes + 1, 3 * segmentBytes, 2_500_000])(
    "of %i bytes comes back as it was",
    async size => {
      const plain = randomBytes(size);
      const sealed = await cipher.seal(key, NAME, plain);
      expect(sealed.length).toBe(size + Math.ceil(size / segmentBytes) * overheadBytes);
      expect(plain.equals(await cipher.open(key, NAME, size, 0, sealed))).toBe(true);
    },
  );

  test("opens from any segment on, without the ones before", async () => {
    const plain = randomBytes(5 * segmentBytes);
    const sealed = await cipher.seal(key, NAME, plain);
    const middle = await cipher.open(key, NAME, plain.length, 2, sealed.subarray(2 * sealedSegment, 4 * sealedSegment));
    expect(plain.subarray(2 * segmentBytes, 4 * segmentBytes).equals(middle)).toBe(true);
  });

  test("does not open as another file, in another place, cut short, changed, or for another person", async () => {
    const plain = randomBytes(3 * segmentBytes);
    const sealed = await cipher.seal(key, NAME, plain);
    const whole = (bytes: Uint8Array, name = NAME, of = key, size = plain.length, first = 0) => cipher.open(of, name, size, first, bytes);
    const changed = Uint8Array.from(sealed);
    changed[sealedSegment + 40] = (changed[sealedSegment + 40] ?? 0) ^ 1;
    await expect(whole(sealed, "file_b/content")).rejects.toThrow();
    await expect(whole(sealed.subarray(sealedSegment))).rejects.toThrow();
    await expect(whole(sealed.subarray(0, 2 * sealedSegment), NAME, key, 2 * segmentBytes)).rejects.toThrow();
    await expect(whole(changed)).rejects.toThrow();
    await expect(whole(sealed, NAME, newKey("person_b"))).rejects.toThrow();
  });
});

test("a file's hash is that of its bytes, however many there are", async () => {
  for (const size of [0, 10, 3_000_001]) {
    const bytes = randomBytes(size);
    expect(await hashContent(bytes)).toBe(createHash("sha256").update(bytes).digest("hex"));
  }
});
