/**
 * Public ids: `<kind>_<10 characters of time><2 of shard><12 random>`, Crockford base 32.
 * They sort by time, tell their shard without a look-up (so one key finds the one place a row lives), and say what they name.
 */
export const SHARD_COUNT = 1024;
export type Shard = number & { readonly brand: "Shard" };

export type IdKind =
  | "operation"
  | "order"
  | "case"
  | "batch"
  | "customer"
  | "seller"
  | "receiver"
  | "person"
  | "text"
  | "file"
  | "effect"
  | "decision"
  | "posting"
  | "refund"
  | "recourse"
  | "account"
  | "item"
  | "key"
  | "session"
  | "request"
  | "pack"
  | "webhook"
  | "notice"
  | "extension"
  | "statement";
export type Id<K extends IdKind> = `${K}_${string}`;

export type OperationId = Id<"operation">;
export type OrderId = Id<"order">;
export type CaseId = Id<"case">;
export type BatchId = Id<"batch">;
export type CustomerId = Id<"customer">;
export type SellerId = Id<"seller">;
export type ReceiverId = Id<"receiver">;
export type PersonId = Id<"person">;
export type TextId = Id<"text">;
export type FileId = Id<"file">;
export type EffectId = Id<"effect">;
export type AccountId = Id<"account">;
export type RecourseId = Id<"recourse">;
export type WebhookId = Id<"webhook">;
export type ExtensionId = Id<"extension">;

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const TIME_LENGTH = 10;
const SHARD_LENGTH = 2;
const RANDOM_LENGTH = 12;
const ORDINAL_LENGTH = 3;
const BODY_LENGTH = TIME_LENGTH + SHARD_LENGTH + RANDOM_LENGTH;
const BODY_PATTERN = new RegExp(`^[${ALPHABET}]{${BODY_LENGTH}}([${ALPHABET}]{${ORDINAL_LENGTH}})?$`);

/** `random` must hold 12 values; only the low five bits of each are used. Chance comes from outside: the domain has none. */
export const makeId = <K extends IdKind>(kind: K, epochMs: number, shard: Shard, random: ArrayLike<number>): Id<K> => {
  let body = base32(epochMs, TIME_LENGTH) + base32(shard, SHARD_LENGTH);
  for (let index = 0; index < RANDOM_LENGTH; index += 1) body += ALPHABET.charAt((random[index] ?? 0) & 31);
  return `${kind}_${body}`;
};

/**
 * The id of the n-th thing of a case (its effects, its decisions): the case's own body and the number. No chance is needed, and asking again gives the
 * same id, which is what makes it an idempotency key.
 */
export const makeOrdinalId = <K extends IdKind>(kind: K, parent: Id<IdKind>, ordinal: number): Id<K> =>
  `${kind}_${bodyOf(parent)}${base32(ordinal, ORDINAL_LENGTH)}`;

export const isId = <K extends IdKind>(kind: K, text: string): text is Id<K> =>
  text.startsWith(`${kind}_`) && BODY_PATTERN.test(text.slice(kind.length + 1));

/** The shard an id was made for. The id must have passed `isId`. */
export const shardOf = (id: Id<IdKind>): Shard => {
  const start = id.indexOf("_") + 1 + TIME_LENGTH;
  return (ALPHABET.indexOf(id.charAt(start)) * 32 + ALPHABET.indexOf(id.charAt(start + 1))) as Shard;
};

/** The part after the underscore: ≤ 32 of [a-z0-9], the form payment gateways accept as a merchant refund number. */
export const bodyOf = (id: Id<IdKind>): string => id.slice(id.indexOf("_") + 1);

const base32 = (value: number, length: number): string => {
  let text = "";
  for (let rest = value, index = 0; index < length; index += 1) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
};
