import { randomBytes } from "node:crypto";
import { isId } from "@amends/domain/kernel/ids";
import { instant } from "@amends/domain/kernel/time";
import { describe, expect, it } from "vitest";
import { createPasswords } from "./password.ts";
import { createSecrets } from "./secrets.ts";

const cheap = createPasswords({ memoryKib: 64, passes: 1, lanes: 1 });

describe("passwords", () => {
  it("the right password opens, a wrong one does not", async () => {
    const hash = await cheap.hash("四匹马 and a staple");
    expect(await cheap.verify("四匹马 and a staple", hash)).toBe(true);
    expect(await cheap.verify("四匹马 and a stable", hash)).toBe(false);
  });

  it("two hashes of one password differ, so that equal passwords cannot be seen in the table", async () => {
    expect(await cheap.hash("correct horse")).not.toBe(await cheap.hash("correct horse"));
  });

  it("a password typed in another Unicode form is the same password", async () => {
    expect(await cheap.verify("Ａｂｃ　１２３", await cheap.hash("Abc 123"))).toBe(true);
  });

  it("a hash made with other parameters still verifies and asks to be made anew", async () => {
    const dearer = createPasswords({ memoryKib: 128, passes: 1, lanes: 1 });
    const hash = await cheap.hash("correct horse");
    expect(await dearer.verify("correct horse", hash)).toBe(true);
    expect([dearer.needsRehash(hash), cheap.needsRehash(hash)]).toEqual([true, false]);
  });

  it("the decoy costs what a real hash costs and fits no password", async () => {
    const real = createPasswords();
    expect(real.decoyHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(real.needsRehash(real.decoyHash)).toBe(false);
    expect(await cheap.verify("", cheap.decoyHash)).toBe(false);
  });

  it("a stored hash that is not ours stops the flow", async () => {
    await expect(cheap.verify("x", "$2b$10$abcdefg")).rejects.toThrow("not an argon2id PHC string");
  });
});

describe("secrets", () => {
  const secrets = createSecrets(randomBytes(32));

  it("a short master secret is refused at start", () => {
    expect(() => createSecrets(randomBytes(31))).toThrow("needs at least 32");
  });

  it("a MAC made for one purpose is worthless for another", () => {
    expect(secrets.macOf("csrf", "x")).toBe(secrets.macOf("csrf", "x"));
    expect(secrets.macOf("csrf", "x")).not.toBe(secrets.macOf("one_time_code", "x"));
  });

  it("a MAC under another master secret differs", () => {
    expect(secrets.macOf("csrf", "x")).not.toBe(createSecrets(randomBytes(32)).macOf("csrf", "x"));
  });

  it("a sealed text opens to itself, and not when one character was changed", () => {
    const sealed = secrets.seal("共享密钥");
    expect(secrets.open(sealed)).toBe("共享密钥");
    const middle = sealed.length - 5;
    const changed = `${sealed.slice(0, middle)}${sealed[middle] === "A" ? "B" : "A"}${sealed.slice(middle + 1)}`;
    expect(() => secrets.open(changed)).toThrow();
  });

  it("codes are six digits and ids are of their kind", () => {
    for (let round = 0; round < 200; round += 1) expect(secrets.newCode()).toMatch(/^\d{6}$/);
    expect(isId("session", secrets.newId("session", instant(1_763_000_000_000)))).toBe(true);
    expect(secrets.newToken("ak_")).toMatch(/^ak_[A-Za-z0-9_-]{43}$/);
  });

  it("texts of another length are not the same", () => {
    expect([secrets.isSame("abc", "abc"), secrets.isSame("abc", "abd"), secrets.isSame("abc", "abcd")]).toEqual([true, false, false]);
  });
});
