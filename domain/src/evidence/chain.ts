import { assert } from "../kernel/assert.ts";
import { type CanonicalValue, canonicalText, NotCanonical } from "../kernel/canonical-json.ts";
import type { CaseId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { utf8Bytes } from "../kernel/utf8.ts";
import { asHash, concatBytes, HASH_LENGTH, type Hash, isSameHash, type Sha256 } from "./hash.ts";

/** What of an event is sealed. It holds no personal data, only references (`person_…`, `text_…`, `file_…`) and salted hashes. */
export interface ChainedContent {
  readonly caseId: CaseId;
  /** 1 for the first event of a case, then without a gap. */
  readonly seq: number;
  readonly type: string;
  readonly at: Instant;
  readonly actor: CanonicalValue;
  readonly data: CanonicalValue;
}

export type Chained<C extends ChainedContent = ChainedContent> = C & { readonly hash: Hash };

/** An event with its hash and the canonical texts that were sealed: whoever stores it need not write them out a second time. */
export type Sealed<C extends ChainedContent = ChainedContent> = Chained<C> & SealedTexts;
export type SealedTexts = { readonly actorText: string; readonly dataText: string };

export type ChainFault = "other_case" | "seq_not_next" | "not_canonical" | "hash_differs";
export type ChainVerdict =
  | { readonly ok: true; readonly head: Hash | null }
  | { readonly ok: false; readonly seq: number; readonly reason: ChainFault };

export const FIRST_SEQ = 1;

/**
 * Seals new events behind the last hash of their case (`null` for a new case). The case's version guards the write, so no second
 * chain can grow beside the first.
 */
export const extendChain = <C extends ChainedContent>(
  previousHash: Hash | null,
  events: readonly C[],
  sha256: Sha256,
): readonly Sealed<C>[] => {
  const chained: Sealed<C>[] = [];
  let previous = previousHash;
  for (const [index, event] of events.entries()) {
    assertFollows(event, index === 0 ? undefined : events[index - 1], previousHash);
    const texts = { actorText: canonicalText(event.actor), dataText: canonicalText(event.data) };
    previous = hashOf(previous, event, texts, sha256);
    chained.push({ ...event, ...texts, hash: previous });
  }
  return chained;
};

/**
 * Recomputes a case's whole chain. Every prefix of a true chain is true, so whoever must know that nothing was cut off at the end
 * compares `head` with the head that was published.
 */
export const verifyChain = (entries: readonly Chained[], sha256: Sha256): ChainVerdict => {
  let head: Hash | null = null;
  for (const [index, entry] of entries.entries()) {
    const reason = faultOf(entry, head, { caseId: entries[0]?.caseId, seq: FIRST_SEQ + index }, sha256);
    if (reason !== null) return { ok: false, seq: entry.seq, reason };
    head = entry.hash;
  }
  return { ok: true, head };
};

/**
 * hash = SHA-256 over, in this order and with nothing between:
 *
 *     offset  length  what
 *          0       1  0x01
 *          1      20  "amends/case-event/v1" in ASCII
 *         21      32  the hash of the event before, 32 zero bytes for the first
 *         53    rest  the RFC 8785 form, in UTF-8, of {"actor","at","caseId","data","seq","type"}
 *
 * All parts but the last have a fixed length, so no two events share their bytes. Another layout gets another version in the string.
 */
export const eventHash = (previous: Hash | null, event: ChainedContent, sha256: Sha256): Hash =>
  hashOf(previous, event, { actorText: canonicalText(event.actor), dataText: canonicalText(event.data) }, sha256);

/** The canonical form of the whole is that of its parts, its names standing in their order. */
const hashOf = (
  previous: Hash | null,
  { caseId, seq, type, at }: ChainedContent,
  { actorText, dataText }: SealedTexts,
  sha256: Sha256,
): Hash => {
  const head = `{"actor":${actorText},"at":${canonicalText(at)},"caseId":${canonicalText(caseId)}`;
  const text = `${head},"data":${dataText},"seq":${canonicalText(seq)},"type":${canonicalText(type)}}`;
  return asHash(sha256(concatBytes(EVENT_TAG, previous ?? BEFORE_THE_FIRST, utf8Bytes(text))));
};

/**
 * Personal content enters the chain by this hash alone:
 * SHA-256(0x02 ‖ "amends/salted-text/v1" (21 bytes, ASCII) ‖ salt (32 bytes) ‖ the content, text as UTF-8).
 * Phone numbers and names can be guessed, so without its secret salt the hash would give them away; once the salt is destroyed, it says
 * nothing, and the chain still verifies.
 */
export const saltedHash = (content: string | Uint8Array, salt: Uint8Array, sha256: Sha256): Hash => {
  assert(salt.length === SALT_LENGTH, `a salt is ${SALT_LENGTH} bytes long, not ${salt.length}`);
  return asHash(sha256(concatBytes(SALTED_TAG, salt, typeof content === "string" ? utf8Bytes(content) : content)));
};

export const SALT_LENGTH = 32;
const EVENT_TAG = utf8Bytes("\u0001amends/case-event/v1");
const SALTED_TAG = utf8Bytes("\u0002amends/salted-text/v1");
const BEFORE_THE_FIRST = new Uint8Array(HASH_LENGTH);

const assertFollows = (event: ChainedContent, before: ChainedContent | undefined, previousHash: Hash | null): void => {
  if (before !== undefined) {
    assert(event.caseId === before.caseId, `event ${event.seq} of ${event.caseId} follows an event of ${before.caseId}`);
    assert(event.seq === before.seq + 1, `${event.caseId}: event ${event.seq} follows event ${before.seq}`);
  } else {
    const isFirst = previousHash === null;
    assert((event.seq === FIRST_SEQ) === isFirst, `${event.caseId}: event ${event.seq} ${isFirst ? "has no" : "has a"} hash before it`);
  }
};

const faultOf = (
  entry: Chained,
  previous: Hash | null,
  expected: { readonly caseId: CaseId | undefined; readonly seq: number },
  sha256: Sha256,
): ChainFault | null => {
  if (entry.caseId !== expected.caseId) return "other_case";
  if (entry.seq !== expected.seq) return "seq_not_next";
  const computed = hashOfForeign(previous, entry, sha256);
  if (computed === null) return "not_canonical";
  return isSameHash(computed, entry.hash) ? null : "hash_differs";
};

/** Entries may come from a file that somebody else wrote: what cannot be hashed there is a finding, not our mistake. */
const hashOfForeign = (previous: Hash | null, entry: Chained, sha256: Sha256): Hash | null => {
  try {
    return eventHash(previous, entry, sha256);
  } catch (error) {
    if (error instanceof NotCanonical) return null;
    throw error;
  }
};
