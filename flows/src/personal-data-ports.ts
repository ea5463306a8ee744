import type { CustomerId, OperationId, PersonId, ReceiverId, SellerId, Shard, TextId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { TextKind } from "@amends/domain/party/masking";
import type { Actor } from "@amends/domain/party/party";
import type { Scope } from "./scope.ts";

/** A person's key and salt as they lie in the database: readable only with the master key, which does not. */
export type WrappedSecret = { readonly wrappedKey: Uint8Array; readonly wrappedSalt: Uint8Array };

/** Encryption of personal data. A text is bound to its id and kind: a ciphertext moved to another row does not open. */
export interface PersonalDataCipher {
  newSecret(personId: PersonId): WrappedSecret;
  /** Throws when the master key is another one than the secret was wrapped with. */
  open(personId: PersonId, secret: WrappedSecret): PersonKey;
  /** Keyed hash of a telephone in its normal form, the only way to find a person by it; null where the text holds no telephone. */
  phoneLookupKey(operationId: OperationId, phone: string): string | null;
}

export interface PersonKey {
  seal(textId: TextId, kind: TextKind, plain: string): Uint8Array;
  unseal(textId: TextId, kind: TextKind, sealed: Uint8Array): string;
  /** Salted SHA-256 in hex: the same text of the same person has the same hash, and chains may hold it. */
  hash(kind: TextKind, plain: string): string;
}

export type PersonOwner = CustomerId | SellerId | ReceiverId;

export type NewPerson = {
  readonly shard: Shard;
  readonly personId: PersonId;
  readonly operationId: OperationId;
  readonly ownerId: PersonOwner;
  readonly secret: WrappedSecret;
};

export type NewText = {
  readonly shard: Shard;
  readonly textId: TextId;
  readonly personId: PersonId;
  readonly operationId: OperationId;
  readonly ownerId: PersonOwner;
  readonly kind: TextKind;
  readonly sealed: Uint8Array;
  readonly saltedHash: string;
  readonly lookupKey: string | null;
};

export type SealedText = { readonly textId: TextId; readonly kind: TextKind; readonly sealed: Uint8Array };

/** Where personal texts lie. Whoever may not see a text does not find it. */
export interface PersonStore {
  findTexts(scope: Scope, personId: PersonId, textIds: readonly TextId[]): Promise<SealedTexts | null>;
  /** The same, for showing them in plain: in one transaction with the record, which names the texts that were found and no others. */
  takeTexts(scope: Scope, personId: PersonId, textIds: readonly TextId[], record: AccessRecord): Promise<SealedTexts | null>;
  /** Key, salt, ciphertexts and telephone look-ups of the person are gone when this returns, and the deed is on record. What named a text still names it. */
  erase(scope: Scope, personId: PersonId, record: AccessRecord): Promise<"erased" | "already_erased" | "not_found">;
}

/** Who did something that stays on record for ever, and why. */
export type AccessRecord = { readonly by: Actor; readonly reason: string; readonly at: Instant };

/** Somebody other than the person was shown texts of theirs, masked. */
export type PersonView = {
  readonly operationId: OperationId;
  readonly personId: PersonId;
  readonly textIds: readonly TextId[];
  readonly by: Actor;
};

export type SealedTexts = { readonly secret: WrappedSecret; readonly texts: readonly SealedText[] };
