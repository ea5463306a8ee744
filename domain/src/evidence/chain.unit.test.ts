import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { CaseId } from "../kernel/ids.ts";
import { instant } from "../kernel/time.ts";
import { type ChainedContent, extendChain, saltedHash, verifyChain } from "./chain.ts";
import { asHash } from "./hash.ts";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

interface Golden {
  readonly events: readonly { readonly content: ChainedContent; readonly preimage: string; readonly hash: string }[];
  readonly salted: readonly { readonly text: string; readonly salt: string; readonly hash: string }[];
}
const golden: Golden = JSON.parse(readFileSync(new URL("../../../test/fixtures/chain.json", import.meta.url), "utf8"));
const contents = golden.events.map(event => event.content);

describe("the layout of what is hashed is fixed for ever", () => {
  test("bytes and hashes of the golden chain", () => {
    const preimages: string[] = [];
    const chained = extendChain(null, contents, bytes => {
      preimages.push(hex(bytes));
      return sha256(bytes);
    });
    expect(preimages).toEqual(golden.events.map(event => event.preimage));
    expect(chained.map(entry => hex(entry.hash))).toEqual(golden.events.map(event => event.hash));
  });

  test.each(golden.salted)("the salted hash of $text", ({ text, salt, hash }) => {
    expect(hex(saltedHash(text, Buffer.from(salt, "hex"), sha256))).toBe(hash);
    expect(hex(saltedHash(Buffer.from(text, "utf8"), Buffer.from(salt, "hex"), sha256))).toBe(hash);
  });
});

describe("sealing", () => {
  const [first, second, third] = contents;
  if (first === undefined || second === undefined || third === undefined) throw new Error("the golden chain has three events");

  test("in two commits gives the chain of one commit", () => {
    const whole = extendChain(null, contents, sha256);
    const head = whole[0]?.hash ?? null;
    expect(extendChain(head, [second, third], sha256)).toEqual(whole.slice(1));
  });

  test("nothing new leaves the chain as it is", () => expect(extendChain(null, [], sha256)).toEqual([]));

  test.each([
    ["a gap", [first, third], "event 3 follows event 1"],
    ["another case's event", [first, { ...second, caseId: "case_01jcx3k9q8ab4d7e2f5g6h8k" as CaseId }], "follows an event of"],
    ["a late event without the hash before it", [second], "event 2 has no hash before it"],
  ])("%s is our own mistake and stops the flow", (_, events, message) => {
    expect(() => extendChain(null, events, sha256)).toThrow(message);
  });

  test("a first event behind another one stops the flow", () => {
    expect(() => extendChain(asHash(new Uint8Array(32)), [first], sha256)).toThrow("event 1 has a hash before it");
  });

  test("a salt of another length is refused", () =>
    expect(() => saltedHash("13800138000", new Uint8Array(16), sha256)).toThrow("32 bytes"));
});

describe("verifying says where and why", () => {
  const chain = extendChain(null, contents, sha256);
  const [first, second, third] = chain;
  if (first === undefined || second === undefined || third === undefined) throw new Error("the golden chain has three events");

  test.each([
    ["a case without events", [], null],
    ["the whole chain", chain, third.hash],
  ])("%s is true", (_, entries, head) => expect(verifyChain(entries, sha256)).toEqual({ ok: true, head }));

  test.each([
    ["an amount was changed", [first, { ...second, data: { refundMinor: 9980 } }, third], 2, "hash_differs"],
    ["a time was changed", [first, { ...second, at: instant(second.at + 1) }, third], 2, "hash_differs"],
    ["an event is missing", [first, third], 3, "seq_not_next"],
    ["the beginning is missing", [second, third], 2, "seq_not_next"],
    ["two events changed places", [first, third, second], 3, "seq_not_next"],
    ["an event stands twice", [first, first, second], 1, "seq_not_next"],
    ["an event was numbered anew after one was taken out", [first, { ...third, seq: 2 }], 2, "hash_differs"],
    ["an event belongs to another case", [first, { ...second, caseId: "case_01jcx3k9q8ab4d7e2f5g6h8k" as CaseId }], 2, "other_case"],
    ["an event holds what no event can hold", [first, { ...second, data: "\ud800" }], 2, "not_canonical"],
    ["a hash is cut short", [{ ...first, hash: first.hash.slice(0, 31) as typeof first.hash }], 1, "hash_differs"],
  ] as const)("%s", (_, entries, seq, reason) => expect(verifyChain(entries, sha256)).toEqual({ ok: false, seq, reason }));
});
