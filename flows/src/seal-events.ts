import type { Recorded } from "@amends/domain/case/case-event";
import { extendChain } from "@amends/domain/evidence/chain";
import { asHash, type Sha256 } from "@amends/domain/evidence/hash";
import type { CaseId } from "@amends/domain/kernel/ids";
import type { SealedEvent } from "./case-ports.ts";

/** Puts the hash chain on new events; what is sealed is the event as it will be stored. */
export const sealEvents = (
  caseId: CaseId,
  headHash: Uint8Array | null,
  events: readonly Recorded[],
  sha256: Sha256,
): { readonly events: readonly SealedEvent[]; readonly headHash: Uint8Array } => {
  const contents = events.map(({ type, seq, at, by, ...data }) => ({ caseId, seq, type, at, actor: by, data }));
  const chained = extendChain(headHash === null ? null : asHash(headHash), contents, sha256);
  const sealed = events.flatMap((event, index) => {
    const link = chained[index];
    return link === undefined ? [] : [{ event, hash: link.hash, actorText: link.actorText, dataText: link.dataText }];
  });
  const last = sealed.at(-1)?.hash ?? headHash;
  if (last === null) throw new Error(`broken invariant: ${caseId} is sealed with at least one event`);
  return { events: sealed, headHash: last };
};
