import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FileId } from "@amends/domain/kernel/ids";
import { type FileContents, FilesUnavailable } from "@amends/flows/evidence-ports";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type S3Server, startS3Server } from "../../../test/evidence/s3-server.ts";
import { createFolderStore } from "./folder-store.ts";
import { createS3Store } from "./s3/s3-store.ts";

let folder: string;
let s3: S3Server;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "amends-files-"));
  s3 = await startS3Server();
});
afterAll(async () => {
  await s3.close();
  await rm(folder, { recursive: true, force: true });
});

const s3Settings = () =>
  ({ ...s3.credentials, endpoint: s3.endpoint, bucket: s3.bucket, addressing: "path", retryAfterMs: [1, 1] }) as const;
const STORES: readonly (readonly [string, () => FileContents])[] = [
  ["a folder", () => createFolderStore(folder)],
  ["a bucket", () => createS3Store(s3Settings())],
];
const newFile = (): FileId => `file_${randomBytes(12).toString("hex")}`;

describe.each(STORES)("%s of files", (_, open) => {
  test("gives back what was written, whole and in parts", async () => {
    const name = `${newFile()}/content`;
    const bytes = randomBytes(100_000);
    await open().write(name, bytes);
    expect(bytes.equals((await open().read(name, 0, bytes.length)) ?? Buffer.alloc(0))).toBe(true);
    expect(bytes.subarray(5, 99_000).equals((await open().read(name, 5, 99_000)) ?? Buffer.alloc(0))).toBe(true);
  });

  test("gives what there is of a piece that reaches beyond the end, and nothing of what is not there", async () => {
    const name = `${newFile()}/content`;
    await open().write(name, Buffer.from("short"));
    expect(Buffer.from((await open().read(name, 2, 100)) ?? []).toString()).toBe("ort");
    expect(await open().read(`${newFile()}/content`, 0, 5)).toBeNull();
  });

  test("keeps the latest of what is written twice under one name", async () => {
    const name = `${newFile()}/content`;
    await open().write(name, Buffer.from("first, and longer"));
    await open().write(name, Buffer.from("second"));
    expect(Buffer.from((await open().read(name, 0, 6)) ?? []).toString()).toBe("second");
    expect(Buffer.from((await open().read(name, 0, 60)) ?? []).toString()).toBe("second");
  });

  test("removes some parts or all of a file, another's never, and what is gone already without complaint", async () => {
    const [one, other] = [newFile(), newFile()];
    const names = Array.from({ length: 8 }, (_, index) => `${one}/${index}`);
    for (const name of [...names, `${other}/0`]) await open().write(name, Buffer.from(name));
    await open().remove(names.slice(0, 2));
    await open().remove(names.slice(0, 2));
    expect(await open().read(`${one}/1`, 0, 3)).toBeNull();
    expect(await open().read(`${one}/2`, 0, 3)).not.toBeNull();
    await open().removeAll(one);
    await open().removeAll(one);
    for (const name of names) expect(await open().read(name, 0, 3)).toBeNull();
    expect(await open().read(`${other}/0`, 0, 3)).not.toBeNull();
  });
});

test("a folder of files is nobody else's to look into, and leaves nothing half written beside a name", async () => {
  const store = createFolderStore(folder);
  const file = newFile();
  await store.write(`${file}/content`, randomBytes(10));
  const place = join(folder, file.slice(-2), file);
  expect(await readdir(place)).toEqual(["content"]);
  if (process.platform !== "win32") expect((await stat(join(place, "content"))).mode & 0o077).toBe(0);
});

describe("a bucket", () => {
  test.each(["503", "cut"] as const)("that turns us away for a moment (%s) is asked again", async how => {
    const store = createS3Store(s3Settings());
    const name = `${newFile()}/content`;
    s3.fail(2, how);
    await store.write(name, Buffer.from("patience"));
    expect(s3.objects.get(name)?.toString()).toBe("patience");
  });

  test("that stays away is reported, with what it said", async () => {
    const store = createS3Store(s3Settings());
    s3.fail(3, "503");
    await expect(store.write(`${newFile()}/content`, Buffer.from("x"))).rejects.toThrow(/503 SlowDown/);
    s3.fail(3, "cut");
    await expect(store.read(`${newFile()}/content`, 0, 1)).rejects.toBeInstanceOf(FilesUnavailable);
    s3.fail(0, "cut");
  });

  test("that does not know our key, or has another name, is asked once and named", async () => {
    const before = s3.requests();
    const wrongKey = createS3Store({ ...s3Settings(), secretKey: "guessed" });
    await expect(wrongKey.write(`${newFile()}/content`, Buffer.from("x"))).rejects.toThrow(/403 SignatureDoesNotMatch/);
    const nowhere = createS3Store({ ...s3Settings(), bucket: "nowhere" });
    await expect(nowhere.read(`${newFile()}/content`, 0, 1)).rejects.toThrow(/404 NoSuchBucket/);
    expect(s3.requests() - before).toBe(2);
  });

  test("may stand in front of the host's name", async () => {
    const store = createS3Store({ ...s3Settings(), endpoint: new URL("http://store.invalid:9"), addressing: "host" });
    await expect(store.read("file_x/content", 0, 1)).rejects.toThrow(/evidence\.store\.invalid:9/);
  });
});
