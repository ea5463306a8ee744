import type { Id, OperationId } from "@amends/domain/kernel/ids";
import { type IdKind, makeId, type Shard } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { TextKind } from "@amends/domain/party/masking";
import type { CasePerson } from "./case-ports.ts";
import type { NewText, PersonalDataCipher } from "./personal-data-ports.ts";

/** Chance, from outside: ids need some, and nothing else does. */
export type Chance = (length: number) => Uint8Array;

export const newId = <K extends IdKind>(kind: K, at: Instant, shard: Shard, chance: Chance): Id<K> => makeId(kind, at, shard, chance(12));

/** What somebody wrote becomes a sealed row and a reference. Null once the person was erased: nothing about them is kept any more. */
export const sealText = (
  cipher: PersonalDataCipher,
  person: CasePerson,
  text: { readonly kind: TextKind; readonly plain: string; readonly operationId: OperationId },
  place: { readonly at: Instant; readonly shard: Shard; readonly chance: Chance },
): NewText | null => {
  if (person.secret === null) return null;
  const textId = newId("text", place.at, place.shard, place.chance);
  const key = cipher.open(person.personId, person.secret);
  return {
    shard: place.shard,
    textId,
    personId: person.personId,
    operationId: text.operationId,
    ownerId: person.ownerId,
    kind: text.kind,
    sealed: key.seal(textId, text.kind, text.plain),
    saltedHash: key.hash(text.kind, text.plain),
    lookupKey: null,
  };
};
