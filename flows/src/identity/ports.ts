import type { AccountId, CustomerId, Id, OperationId, OrderId, SellerId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { Principal, Scope, StaffRole } from "../scope.ts";

export type KeyId = Id<"key">;
export type SessionId = Id<"session">;

export type AccountRole = { readonly role: StaffRole } | { readonly role: "seller"; readonly sellerId: SellerId };

export type Account = AccountRole & AccountOwn;
export type AccountOwn = {
  readonly accountId: AccountId;
  readonly operationId: OperationId;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly isDisabled: boolean;
};

/** E-mail addresses are unique per operation, whatever their case. */
export type AccountStore = {
  insert(account: Account, now: Instant): Promise<"inserted" | "email_taken">;
  findByEmail(operationId: OperationId, email: string): Promise<Account | undefined>;
  find(operationId: OperationId, accountId: AccountId): Promise<Account | undefined>;
  list(operationId: OperationId, after: AccountId | undefined, limit: number): Promise<readonly ListedAccount[]>;
  /** The same password under other parameters: nobody is signed out. */
  replacePasswordHash(operationId: OperationId, accountId: AccountId, passwordHash: string): Promise<void>;
  /** Also ends its sessions, in the same statement, and any way to set a new password. */
  change(operationId: OperationId, accountId: AccountId, change: AccountChange, now: Instant): Promise<"changed" | "not_found">;
  /** The account a link to a new password belongs to; not of a disabled one, nor after its time. */
  findByReset(resetHash: string, now: Instant): Promise<Account | undefined>;
  /** Uses the link up, sets the password and ends the account's sessions in one statement: true for exactly one caller. */
  useReset(resetHash: string, passwordHash: string, now: Instant): Promise<boolean>;
};
export type AccountChange =
  | { readonly kind: "disable" }
  | { readonly kind: "enable" }
  | { readonly kind: "role"; readonly role: AccountRole }
  | { readonly kind: "password"; readonly passwordHash: string }
  /** The old password is worth nothing from now on; `passwordHash` fits none. */
  | { readonly kind: "reset"; readonly passwordHash: string; readonly resetHash: string; readonly expiresAt: Instant };

export type ListedAccount = AccountRole & Omit<AccountOwn, "passwordHash"> & { readonly createdAt: Instant };

/** Failures in a row per subject. Subjects are HMACs: the table names neither an e-mail address nor an IP address. */
export type AttemptStore = {
  /**
   * Counts a try *before* it is checked, in one atomic statement, so that parallel guesses cannot share one look at the counter. While a subject is
   * locked nothing is counted and the end of the lock is returned.
   */
  count(try_: {
    readonly subject: string;
    readonly now: Instant;
    readonly locksMs: readonly number[];
    readonly forgottenMs: number;
  }): Promise<Attempt>;
  clear(subject: string): Promise<void>;
  /** The try counted at this moment was none: it takes its count back, and the lock it may have caused, and no other's. */
  giveBack(subject: string, countedAt: Instant): Promise<void>;
};
export type Attempt = { readonly kind: "counted" } | { readonly kind: "locked"; readonly until: Instant };

export type SessionHolder =
  | { readonly kind: "account"; readonly operationId: OperationId; readonly accountId: AccountId }
  | { readonly kind: "buyer"; readonly operationId: OperationId; readonly customerId: CustomerId };

export type NewSession = {
  readonly sessionId: SessionId;
  readonly tokenHash: string;
  readonly holder: SessionHolder;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly idleMs: number;
};

export type Session = {
  readonly sessionId: SessionId;
  readonly principal: Principal;
  readonly lastSeenAt: Instant;
  readonly expiresAt: Instant;
  readonly idleMs: number;
};

/** What of a session the border keeps in mind between two requests. */
export type SessionTimesOf = Pick<Session, "sessionId" | "lastSeenAt" | "expiresAt" | "idleMs">;

export type Seen = { readonly id: string; readonly at: Instant };

/** Only the hash of a token is kept: whoever reads the table cannot sign in with it. */
export type SessionStore = {
  insert(session: NewSession): Promise<void>;
  /** Not revoked, its account not disabled; whether it has run out is the caller's question. The role is the account's of now. */
  find(tokenHash: string): Promise<Session | undefined>;
  revoke(tokenHash: string, now: Instant): Promise<void>;
  /** Never moves a time back. */
  markSeen(seen: readonly Seen[]): Promise<void>;
  deleteEnded(before: Instant): Promise<number>;
};

export type KeyAccess = "full" | "read_only";
export type ApiKey = {
  readonly keyId: KeyId;
  readonly operationId: OperationId;
  readonly name: string;
  readonly access: KeyAccess;
  /** The first characters of the secret, to recognise it by. */
  readonly hint: string;
  readonly createdAt: Instant;
  readonly lastUsedAt?: Instant;
  readonly revokedAt?: Instant;
};

export type ApiKeyStore = {
  insert(key: ApiKey & { readonly tokenHash: string }): Promise<void>;
  /** Not the revoked ones. */
  find(tokenHash: string): Promise<ApiKey | undefined>;
  list(operationId: OperationId, after: KeyId | undefined, limit: number): Promise<readonly ApiKey[]>;
  revoke(operationId: OperationId, keyId: KeyId, now: Instant): Promise<"revoked" | "not_found">;
  markUsed(used: readonly Seen[]): Promise<void>;
};

export type HostKeyAlgorithm = "HS256" | "ES256" | "EdDSA";
export type HostKey = {
  readonly keyId: KeyId;
  readonly operationId: OperationId;
  readonly algorithm: HostKeyAlgorithm;
  readonly audience: string;
  /** HS256: the secret, sealed; otherwise the public key as SPKI PEM. */
  readonly material: string;
};

export type HostKeyStore = {
  insert(key: HostKey, now: Instant): Promise<void>;
  find(keyId: KeyId): Promise<HostKey | undefined>;
  revoke(operationId: OperationId, keyId: KeyId, now: Instant): Promise<"revoked" | "not_found">;
};

export type BuyerLink = {
  readonly linkId: KeyId;
  readonly operationId: OperationId;
  readonly orderId: OrderId;
  readonly customerId: CustomerId;
  readonly expiresAt: Instant;
};

export type BuyerLinkStore = {
  insert(link: BuyerLink & { readonly tokenHash: string; readonly createdBy: string; readonly createdAt: Instant }): Promise<void>;
  find(tokenHash: string): Promise<BuyerLink | undefined>;
};

export type OneTimeCodeStore = {
  /** Makes every earlier code of the link useless. Refuses, in the same statement, when the link has asked too often within the window. */
  insert(code: {
    readonly codeId: KeyId;
    readonly linkId: KeyId;
    readonly codeHash: string;
    readonly createdAt: Instant;
    readonly expiresAt: Instant;
    readonly windowMs: number;
    readonly perWindowMax: number;
  }): Promise<{ readonly kind: "inserted" } | { readonly kind: "too_many"; readonly until: Instant }>;
  /** Spends one try of the link's newest code, then answers with its hash; nothing when it is used up, used or too old. */
  spendTry(linkId: KeyId, triesMax: number, now: Instant): Promise<{ readonly codeId: KeyId; readonly codeHash: string } | undefined>;
  /** True for exactly one caller. */
  use(codeId: KeyId, now: Instant): Promise<boolean>;
};

/** What needs chance or a key. */
export type Secrets = {
  /** 256 bits, base64url, behind the prefix. */
  newToken(prefix: string): string;
  hashToken(token: string): string;
  newCode(): string;
  /** HMAC-SHA-256 under the server's key; `purpose` keeps the uses apart. */
  macOf(purpose: string, text: string): string;
  isSame(left: string, right: string): boolean;
  newId<K extends "account" | "key" | "session">(kind: K, now: Instant): Id<K>;
  seal(text: string): string;
};

export type HostTokens = {
  /** Signature, algorithm, audience and times; whether the customer is known is another question. */
  verify(
    token: string,
    now: Instant,
  ): Promise<
    | {
        readonly kind: "valid";
        readonly keyId: KeyId;
        readonly operationId: OperationId;
        readonly externalCustomerId: string;
        readonly expiresAt: Instant;
      }
    | { readonly kind: "invalid"; readonly reason: HostTokenFault }
  >;
  /** The form of a key that is stored, if the key is fit for its algorithm. */
  materialOf(
    algorithm: HostKeyAlgorithm,
    key: string,
  ): { readonly kind: "material"; readonly material: string } | { readonly kind: "unusable"; readonly reason: HostKeyFault };
};
export type HostTokenFault =
  | "malformed"
  | "unknown_key"
  | "wrong_algorithm"
  | "bad_signature"
  | "wrong_audience"
  | "wrong_claims"
  | "expired"
  | "lives_too_long";
export type HostKeyFault = "too_short" | "not_a_public_key" | "wrong_key_type";

export type Passwords = {
  hash(password: string): Promise<string>;
  verify(password: string, hash: string): Promise<boolean>;
  needsRehash(hash: string): boolean;
  /** A hash no password fits, made with the same parameters: what an unknown account is checked against. */
  readonly decoyHash: string;
};

/** Where an order's buyer can be reached. `undefined` when the scope does not hold the order. */
export type FindOrderBuyer = (scope: Scope, orderId: OrderId) => Promise<CustomerId | undefined>;

/** Sends the code to the contact given with the order and returns that contact masked. Delivery is not awaited. */
export type SendCode = (message: {
  readonly operationId: OperationId;
  readonly orderId: OrderId;
  readonly customerId: CustomerId;
  readonly code: string;
  readonly expiresAt: Instant;
}) => Promise<{ readonly kind: "sent"; readonly sentTo: string } | { readonly kind: "no_contact" }>;

/** The customer a host's token speaks of: known from imported orders. */
export type ResolveCustomer = (operationId: OperationId, externalId: string) => Promise<CustomerId | undefined>;

export type IdentityPorts = {
  readonly accounts: AccountStore;
  readonly attempts: AttemptStore;
  readonly sessions: SessionStore;
  readonly apiKeys: ApiKeyStore;
  readonly hostKeys: HostKeyStore;
  readonly buyerLinks: BuyerLinkStore;
  readonly oneTimeCodes: OneTimeCodeStore;
  readonly secrets: Secrets;
  readonly passwords: Passwords;
  readonly hostTokens: HostTokens;
  readonly findOrderBuyer: FindOrderBuyer;
  readonly resolveCustomer: ResolveCustomer;
  readonly sendCode: SendCode;
};
