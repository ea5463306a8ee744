import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canonicalText } from "@amends/domain/kernel/canonical-json";
import { createCloseSigner, sha256Hashing } from "@amends/vault/close-signer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeCommand } from "./close-command.ts";

const signer = createCloseSigner(Uint8Array.from({ length: 32 }, (_, place) => place));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "amends-close-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const hashOf = (text: string): string => {
  const hash = sha256Hashing.start();
  hash.update(Buffer.from(text));
  return hash.end();
};
const summaryOf = (day: string, previousHash: string | null, closingMinor = 500n): string => {
  const account = { account: "suspense", currency: "CNY", openingMinor: 0n, debitMinor: 500n, creditMinor: 0n, closingMinor };
  const other = { account: "gateway_clearing", currency: "CNY", openingMinor: 0n, debitMinor: 0n, creditMinor: 500n, closingMinor: -500n };
  return canonicalText({ day, previousHash, accounts: [account, other] });
};
const written = async (name: string, summary: string, signed = summary): Promise<string> => {
  const place = join(folder, name);
  const signature = Buffer.from(signer.sign(Buffer.from(signed))).toString("base64");
  await writeFile(place, JSON.stringify({ payload: Buffer.from(summary).toString("base64"), signature, publicKey: signer.publicKeyPem }));
  return place;
};
const verified = async (...files: readonly string[]) => {
  const said: string[] = [];
  const code = await closeCommand.run(["verify", ...files], {
    env: {},
    out: line => said.push(line),
    err: line => said.push(line),
    rewrite: null,
  });
  return { code, said: said.join("\n") };
};

test("closes that follow each other are one chain, in whatever order they are given", async () => {
  const first = summaryOf("2026-11-20", null);
  const files = [await written("b", summaryOf("2026-11-21", hashOf(first))), await written("a", first)];
  const { code, said } = await verified(...files);
  expect(said).toContain(`2026-11-20 ${signer.keyId}\n2026-11-21 ${signer.keyId}`);
  expect(code).toBe(0);
});

test("a close whose content was changed, whose sums are wrong or that follows another day is told", async () => {
  const changed = await written("c", summaryOf("2026-11-20", null).replace("500", "600"), summaryOf("2026-11-20", null));
  expect(await verified(changed)).toMatchObject({ code: 1, said: expect.stringContaining("the signature is not by this key") });
  expect(await verified(await written("d", summaryOf("2026-11-20", null, 501n)))).toMatchObject({
    code: 1,
    said: expect.stringContaining("suspense CNY does not add up"),
  });
  const apart = [await written("e", summaryOf("2026-11-20", null)), await written("f", summaryOf("2026-11-22", "00"))];
  expect(await verified(...apart)).toMatchObject({ code: 1, said: expect.stringContaining("does not follow") });
});
