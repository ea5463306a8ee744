import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import type { PersonId } from "@amends/domain/kernel/ids";
import { normalPhone } from "@amends/domain/party/phone-number";
import type { PersonalDataCipher, PersonKey, WrappedSecret } from "@amends/flows/personal-data-ports";

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** What `seal` adds to what it holds: format, nonce, tag. */
export const SEAL_BYTES = 1 + NONCE_BYTES + TAG_BYTES;
const ALGORITHM = "aes-256-gcm";
/** First byte of everything sealed, so that another way of sealing can be told apart one day. */
const FORMAT = 1;

/** AES-256-GCM with a key for each person, wrapped by the master key; telephones are looked up by HMAC-SHA-256 under a key of their own. */
export const createPersonalDataCipher = (masterKey: Uint8Array): PersonalDataCipher => {
  const wrappingKey = wrappingKeyOf(masterKey);
  const lookupKey = derived(masterKey, "amends personal data: telephone look-up, 1");
  return {
    newSecret: personId => ({
      wrappedKey: seal(wrappingKey, `${personId} key`, randomBytes(KEY_BYTES)),
      wrappedSalt: seal(wrappingKey, `${personId} salt`, randomBytes(KEY_BYTES)),
    }),
    open: (personId, secret) =>
      personKeyOf(unwrapKey(wrappingKey, personId, secret), unwrap(wrappingKey, `${personId} salt`, secret.wrappedSalt)),
    phoneLookupKey: (operationId, phone) => {
      const normal = normalPhone(phone);
      return normal === null ? null : createHmac("sha256", lookupKey).update(`${operationId} ${normal}`).digest("hex");
    },
  };
};

export const wrappingKeyOf = (masterKey: Uint8Array): KeyObject => derived(masterKey, "amends personal data: wrapping, 1");

/** The key of a person, for whoever holds the master key. */
export const unwrapKey = (wrappingKey: KeyObject, personId: PersonId, { wrappedKey }: Pick<WrappedSecret, "wrappedKey">): KeyObject =>
  createSecretKey(unwrap(wrappingKey, `${personId} key`, wrappedKey));

/** A key object made once: given bare bytes, every single call makes one, which costs four times what the encryption does. */
const derived = (masterKey: Uint8Array, purpose: string): KeyObject =>
  createSecretKey(new Uint8Array(hkdfSync("sha256", masterKey, new Uint8Array(), purpose, KEY_BYTES)));

const personKeyOf = (key: KeyObject, salt: Uint8Array): PersonKey => ({
  seal: (textId, kind, plain) => seal(key, `${textId} ${kind}`, Buffer.from(plain, "utf8")),
  unseal: (textId, kind, sealed) => unseal(key, `${textId} ${kind}`, sealed).toString("utf8"),
  hash: (kind, plain) => createHash("sha256").update(salt).update(`${kind}\n${plain}`).digest("hex"),
});

/** `bound` is authenticated and not stored: what is moved to another place no longer opens. */
export const seal = (key: KeyObject, bound: string, plain: Uint8Array): Uint8Array => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(bound));
  const body = cipher.update(plain);
  cipher.final();
  return Buffer.concat([Buffer.of(FORMAT), nonce, cipher.getAuthTag(), body]);
};

export const unseal = (key: KeyObject, bound: string, sealed: Uint8Array): Buffer => {
  if (sealed[0] !== FORMAT) throw new Error(`personal data: ${bound} is sealed in format ${sealed[0]}, this version knows ${FORMAT}`);
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  const tag = sealed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(bound)).setAuthTag(tag);
  const plain = decipher.update(sealed.subarray(1 + NONCE_BYTES + TAG_BYTES));
  decipher.final();
  return plain;
};

const unwrap = (wrappingKey: KeyObject, bound: string, wrapped: Uint8Array): Uint8Array => {
  try {
    return unseal(wrappingKey, bound, wrapped);
  } catch (error) {
    throw new Error(`personal data: ${bound} does not open with this master key; start with the key the data was written with`, {
      cause: error,
    });
  }
};
