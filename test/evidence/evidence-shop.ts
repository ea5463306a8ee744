import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import {
  ADMIN,
  asking,
  type Credentials,
  hostTokens,
  openShop,
  type RunningShop,
  sessionOf,
  WITHOUT_LIMITS,
} from "../harness/running-shop.ts";
import { type Caller, INSTALLATION_KEY, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";
import { type S3Server, startS3Server } from "./s3-server.ts";

export type Place = "a folder" | "a bucket";

export type Askers = {
  readonly admin: Caller;
  readonly agent: Credentials;
  readonly seller: Credentials;
  readonly otherSeller: Credentials;
  readonly buyer: Credentials;
  readonly stranger: Credentials;
};

/** A shop with orders to file on, whose files lie in a folder or in a bucket, and another operation that must see none of them. */
export type EvidenceShop = {
  readonly whole: WholeServer;
  readonly shop: RunningShop;
  readonly s3: S3Server | null;
  readonly elsewhere: Credentials;
  /** Sessions end with the day, so everybody signs in again whenever time has passed. */
  readonly signIn: () => Promise<Askers>;
  readonly content: (who: Credentials, caseId: string, fileId: string, headers?: Record<string, string>) => Promise<Response>;
  readonly viewsOf: (fileId: string) => Promise<readonly string[]>;
  /** Names of everything that is kept, wherever it is kept. */
  readonly kept: () => Promise<readonly string[]>;
  readonly keptBytes: () => Promise<readonly Buffer[]>;
  readonly close: () => Promise<void>;
};

const FRUIT = {
  lines: [{ sku: "mug-white", quantity: 1, priceMinor: 3600, category: "fresh.fruit.cherry" }],
  promises: [{ kind: "bad_item", by: "seller" }],
};
const ORDERS = [
  ...["E1", "E2", "E3", "E4", "E5", "E6"].map(no => ({ no })),
  ...["G1", "G2"].map(no => ({ no, ...FRUIT })),
  { no: "E7", customer: "u2" },
  { no: "E8", customer: "u2", seller: "s2" },
];

export const openEvidenceShop = async (place: Place): Promise<EvidenceShop> => {
  const s3 = place === "a bucket" ? await startS3Server() : null;
  const whole = await startWholeServer(packFilesOf("base"), {
    config: {
      ...WITHOUT_LIMITS,
      logLevel: "silent",
      installationKey: INSTALLATION_KEY,
      fileBytesMax: { photo: 200_000, video: 900_000, document: 100_000 },
    },
    ...(s3 === null ? {} : { files: bucketOf(s3) }),
  });
  const shop = await openShop(whole, whole.pool, { orders: ORDERS });
  const admin = async (): Promise<Caller> => asking(whole, await sessionOf(whole, shop, ADMIN.email));
  await newAccount(await admin(), { role: "agent", email: "agent@shop.example" });
  for (const no of ["s1", "s2"])
    await newAccount(await admin(), { role: "seller", email: `${no}@shop.example`, sellerId: await sellerIdOf(whole, shop, no) });
  const tokens = await hostTokens(whole, await admin());
  const other = await openShop(whole, whole.pool, { code: "elsewhere", orders: [{ no: "X1" }] });
  const kept = async (): Promise<readonly string[]> => {
    if (s3 !== null) return [...s3.objects.keys()];
    const found = await readdir(join(whole.dataDir, "evidence"), { withFileTypes: true, recursive: true }).catch(() => []);
    return found.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  };
  return {
    ...{ whole, shop, s3, kept },
    elsewhere: { authorization: `Bearer ${other.secret}` },
    signIn: async () => ({
      admin: await admin(),
      agent: await sessionOf(whole, shop, "agent@shop.example"),
      seller: await sessionOf(whole, shop, "s1@shop.example"),
      otherSeller: await sessionOf(whole, shop, "s2@shop.example"),
      buyer: tokens("u1"),
      stranger: tokens("u2"),
    }),
    content: (who, caseId, fileId, headers = {}) =>
      fetch(`${whole.base}/v1/cases/${caseId}/files/${fileId}`, { headers: { ...who, ...headers } }),
    viewsOf: async fileId =>
      (await whole.pool.query("select viewer_role from file_views where file_id = $1 order by view_no", [fileId])).rows.map(
        row => row.viewer_role,
      ),
    keptBytes: async () => (s3 !== null ? [...s3.objects.values()] : Promise.all((await kept()).map(path => readFile(path)))),
    close: async () => {
      await whole.close();
      await s3?.close();
    },
  };
};

const bucketOf = ({ credentials, endpoint, bucket }: S3Server) =>
  ({ kind: "s3", settings: { ...credentials, endpoint, bucket, addressing: "path" } }) as const;

const newAccount = async (
  admin: Caller,
  account: { readonly role: string; readonly email: string; readonly sellerId?: string },
): Promise<void> => {
  const made = await admin("POST", "/v1/accounts", { ...account, name: "王芳", password: ADMIN.password });
  expect(made.status, made.text).toBe(201);
};

const sellerIdOf = async (whole: WholeServer, shop: RunningShop, externalId: string): Promise<string> => {
  const { rows } = await whole.pool.query("select seller_id from sellers where operation_id = $1 and external_id = $2", [
    shop.operationId,
    externalId,
  ]);
  return rows[0].seller_id;
};
