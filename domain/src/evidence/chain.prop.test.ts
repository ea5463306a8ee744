import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalText } from "../kernel/canonical-json.ts";
import type { CaseId } from "../kernel/ids.ts";
import { instant } from "../kernel/time.ts";
import { type Chained, extendChain, saltedHash, verifyChain } from "./chain.ts";
import { asHash } from "./hash.ts";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();
const caseId: CaseId = "case_01jcx3k9q8ab4d7e2f5g6h8j";

const anyJson = fc.jsonValue({ maxDepth: 3 }).map(value => JSON.parse(canonicalText(value as never)));
const anyContent = fc.record({ type: fc.string(), at: fc.nat().map(instant), actor: anyJson, data: anyJson });
const anyChain: fc.Arbitrary<readonly Chained[]> = fc.array(anyContent, { minLength: 1, maxLength: 8 }).map(contents =>
  extendChain(
    null,
    contents.map((content, index) => ({ caseId, seq: index + 1, ...content })),
    sha256,
  ),
);

/** A chain and one of its places. */
const chainAndPlace = anyChain.chain(chain => fc.tuple(fc.constant(chain), fc.nat({ max: chain.length - 1 })));
const at = (chain: readonly Chained[], index: number): Chained => chain[index] ?? expect.unreachable();

test("every prefix of a chain verifies, and its head is its last hash", () => {
  fc.assert(
    fc.property(anyChain, chain => {
      for (let length = 0; length <= chain.length; length += 1) {
        expect(verifyChain(chain.slice(0, length), sha256)).toEqual({ ok: true, head: chain[length - 1]?.hash ?? null });
      }
    }),
  );
});

test("a changed field is found at its place", () => {
  const fields = ["type", "at", "actor", "data"] as const;
  fc.assert(
    fc.property(chainAndPlace, fc.constantFrom(...fields), anyContent, ([chain, place], field, other) => {
      const entry = at(chain, place);
      fc.pre(canonicalText(entry[field]) !== canonicalText(other[field]));
      const forged = chain.with(place, { ...entry, [field]: other[field] });
      expect(verifyChain(forged, sha256)).toEqual({ ok: false, seq: place + 1, reason: "hash_differs" });
    }),
  );
});

test("a changed bit of a hash is found at its place", () => {
  fc.assert(
    fc.property(chainAndPlace, fc.nat({ max: 255 }), ([chain, place], bit) => {
      const entry = at(chain, place);
      const hash = asHash(Uint8Array.from(entry.hash, (byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)));
      expect(verifyChain(chain.with(place, { ...entry, hash }), sha256)).toEqual({ ok: false, seq: place + 1, reason: "hash_differs" });
    }),
  );
});

test("a changed bit anywhere in what was hashed gives another hash", () => {
  fc.assert(
    fc.property(anyChain, fc.nat(), fc.nat({ max: 7 }), (chain, place, bit) => {
      let found = "";
      const spoiling = (bytes: Uint8Array) => {
        const spoiled = Uint8Array.from(bytes);
        spoiled[place % bytes.length] = (spoiled[place % bytes.length] ?? 0) ^ (1 << bit);
        found = "seen";
        return sha256(spoiled);
      };
      expect(verifyChain(chain, spoiling).ok).toBe(false);
      expect(found).toBe("seen");
    }),
  );
});

test("an event left out before the end, put in twice or moved is found, even when all are numbered anew", () => {
  const renumbered = (entries: readonly Chained[]) => entries.map((entry, index) => ({ ...entry, seq: index + 1 }));
  fc.assert(
    fc.property(chainAndPlace, fc.nat(), ([chain, place], target) => {
      const entry = at(chain, place);
      const without = chain.toSpliced(place, 1);
      const to = target % chain.length;
      const forgeries = [chain.toSpliced(place, 0, entry)];
      if (place < chain.length - 1) forgeries.push(without);
      if (to !== place) forgeries.push(without.toSpliced(to, 0, entry));
      for (const forged of forgeries) {
        expect(verifyChain(forged, sha256).ok).toBe(false);
        expect(verifyChain(renumbered(forged), sha256).ok).toBe(false);
      }
    }),
  );
});

test("a salted hash depends on every part of the text and on the salt", () => {
  const anySalt = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), anySalt, fc.string({ unit: "grapheme" }), anySalt, (text, salt, otherText, otherSalt) => {
      const hash = saltedHash(text, salt, sha256);
      expect(saltedHash(text, salt, sha256)).toEqual(hash);
      if (otherText !== text) expect(saltedHash(otherText, salt, sha256)).not.toEqual(hash);
      if (Buffer.compare(salt, otherSalt) !== 0) expect(saltedHash(text, otherSalt, sha256)).not.toEqual(hash);
    }),
  );
});
