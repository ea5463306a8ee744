import { createHash, createHmac, hkdfSync, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import { makeId, type Shard } from "@amends/domain/kernel/ids";
import type { Secrets } from "@amends/flows/identity/ports";
import { openText, sealText } from "./sealed-text.ts";

const MASTER_BYTES_MIN = 32;
const KEY_BYTES = 32;
const TOKEN_BYTES = 32;

/** Accounts, keys and sessions live in the directory, which is placed by its own keys; their ids carry shard 0. */
const DIRECTORY_SHARD = 0 as Shard;

export type ServerSecrets = Secrets & { readonly open: (sealed: string) => string };

/**
 * Everything that hangs on the server's one master secret. Each purpose has its own key (HKDF, RFC 5869), so a value made for one is worthless for
 * another. Changing the master secret ends no session, but makes sealed host keys unreadable and open one-time codes invalid.
 */
export const createSecrets = (masterSecret: Uint8Array): ServerSecrets => {
  if (masterSecret.length < MASTER_BYTES_MIN)
    throw new Error(`The master secret holds ${masterSecret.length} bytes; it needs at least ${MASTER_BYTES_MIN}.`);
  const keyOf = derivedKeys(masterSecret);
  return {
    newToken: prefix => `${prefix}${randomBytes(TOKEN_BYTES).toString("base64url")}`,
    hashToken: token => createHash("sha256").update(token, "utf8").digest("base64url"),
    newCode: () => String(randomInt(1_000_000)).padStart(6, "0"),
    macOf: (purpose, text) =>
      createHmac("sha256", keyOf(`mac ${purpose}`))
        .update(text, "utf8")
        .digest("base64url"),
    isSame: (left, right) => isSameText(left, right),
    newId: (kind, now) => makeId(kind, now, DIRECTORY_SHARD, randomBytes(12)),
    seal: text => sealText(keyOf("seal"), text),
    open: sealed => openText(keyOf("seal"), sealed),
  };
};

const derivedKeys = (masterSecret: Uint8Array): ((purpose: string) => Buffer) => {
  const known = new Map<string, Buffer>();
  return purpose => {
    const found = known.get(purpose);
    if (found !== undefined) return found;
    const key = Buffer.from(hkdfSync("sha256", masterSecret, new Uint8Array(0), `amends ${purpose}`, KEY_BYTES));
    known.set(purpose, key);
    return key;
  };
};

/** In constant time; of unequal lengths only the fact of being unequal is told. */
const isSameText = (left: string, right: string): boolean => {
  const leftBytes = Buffer.from(left, "utf8");
  const rightBytes = Buffer.from(right, "utf8");
  return leftBytes.length === rightBytes.length && timingSafeEqual(leftBytes, rightBytes);
};
