import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { Passwords } from "@amends/flows/identity/ports";

/** Memory in KiB, passes and lanes of argon2id. 19 MiB × 2 × 1 is the OWASP Password Storage Cheat Sheet's recommendation. */
export type PasswordCost = { readonly memoryKib: number; readonly passes: number; readonly lanes: number };

export const PASSWORD_COST: PasswordCost = { memoryKib: 19_456, passes: 2, lanes: 1 };

const SALT_BYTES = 16;
const TAG_BYTES = 32;
/** RFC 9106 version 1.3, as written into the hash. */
const VERSION = 19;

/** Hashes are PHC strings, `$argon2id$v=19$m=…,t=…,p=…$salt$tag`: each carries its own parameters, so raising the cost breaks none. */
export const createPasswords = (cost: PasswordCost = PASSWORD_COST): Passwords => ({
  hash: async password => {
    const salt = randomBytes(SALT_BYTES);
    return written(cost, salt, await derived(password, salt, cost, TAG_BYTES));
  },
  verify: async (password, hash) => {
    const { cost: own, salt, tag } = parsed(hash);
    return timingSafeEqual(await derived(password, salt, own, tag.length), tag);
  },
  needsRehash: hash => {
    const { cost: own } = parsed(hash);
    return own.memoryKib !== cost.memoryKib || own.passes !== cost.passes || own.lanes !== cost.lanes;
  },
  decoyHash: written(cost, randomBytes(SALT_BYTES), randomBytes(TAG_BYTES)),
});

type Parsed = { readonly cost: PasswordCost; readonly salt: Buffer; readonly tag: Buffer };

const written = (cost: PasswordCost, salt: Buffer, tag: Buffer): string =>
  `$argon2id$v=${VERSION}$m=${cost.memoryKib},t=${cost.passes},p=${cost.lanes}$${unpadded(salt)}$${unpadded(tag)}`;

const PHC = /^\$argon2id\$v=19\$m=(\d{1,8}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{11,64})\$([A-Za-z0-9+/]{16,128})$/;

/** A hash in the table that is not ours is a broken invariant, not a wrong password. */
const parsed = (hash: string): Parsed => {
  const [, memoryKib, passes, lanes, salt = "", tag = ""] = PHC.exec(hash) ?? [];
  if (memoryKib === undefined) throw new Error("broken invariant: a stored password hash is not an argon2id PHC string");
  const cost = { memoryKib: Number(memoryKib), passes: Number(passes), lanes: Number(lanes) };
  return { cost, salt: Buffer.from(salt, "base64"), tag: Buffer.from(tag, "base64") };
};

const unpadded = (bytes: Buffer): string => bytes.toString("base64").replaceAll("=", "");

const argon2Async = promisify(argon2);

/** NFKC, so that a password typed on another keyboard or system is the same password (NIST SP 800-63B §5.1.1.2). */
const derived = (password: string, salt: Buffer, cost: PasswordCost, tagLength: number): Promise<Buffer> =>
  argon2Async("argon2id", {
    message: Buffer.from(password.normalize("NFKC"), "utf8"),
    nonce: salt,
    parallelism: cost.lanes,
    tagLength,
    memory: cost.memoryKib,
    passes: cost.passes,
  });
