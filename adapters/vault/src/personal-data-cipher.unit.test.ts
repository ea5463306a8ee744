import type { OperationId, PersonId, TextId } from "@amends/domain/kernel/ids";
import { describe, expect, test } from "vitest";
import { createPersonalDataCipher } from "./personal-data-cipher.ts";

const operation: OperationId = "operation_a";
const person: PersonId = "person_a";
const text: TextId = "text_a";
const cipher = createPersonalDataCipher(new Uint8Array(32).fill(7));
const secret = cipher.newSecret(person);
const key = cipher.open(person, secret);

describe("a person's texts", () => {
  test("come back as they were, and look different each time they are sealed", () => {
    const first = key.seal(text, "address", "浙江省杭州市西湖区文三路 90 号");
    const second = key.seal(text, "address", "浙江省杭州市西湖区文三路 90 号");
    expect(key.unseal(text, "address", first)).toBe("浙江省杭州市西湖区文三路 90 号");
    expect(Buffer.from(first).equals(second)).toBe(false);
    expect(Buffer.from(first).includes("文三路")).toBe(false);
  });

  test("do not open in another row, as another kind, with a bit changed, or with another person's key", () => {
    const sealed = key.seal(text, "name", "张三");
    const changed = Uint8Array.from(sealed);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    const stranger = cipher.open("person_b", cipher.newSecret("person_b"));
    expect(() => key.unseal("text_b", "name", sealed)).toThrow();
    expect(() => key.unseal(text, "message", sealed)).toThrow();
    expect(() => key.unseal(text, "name", changed)).toThrow();
    expect(() => stranger.unseal(text, "name", sealed)).toThrow();
  });

  test("have a hash that is the person's own", () => {
    const stranger = cipher.open("person_b", cipher.newSecret("person_b"));
    expect(key.hash("name", "张三")).toBe(cipher.open(person, secret).hash("name", "张三"));
    expect(key.hash("name", "张三")).not.toBe(stranger.hash("name", "张三"));
    expect(key.hash("name", "张三")).not.toBe(key.hash("message", "张三"));
  });

  test("are lost without the master key, and the message says so", () => {
    const other = createPersonalDataCipher(new Uint8Array(32).fill(8));
    expect(() => other.open(person, secret)).toThrow(/does not open with this master key/);
    expect(() => cipher.open("person_b", secret)).toThrow(/does not open/);
  });
});

test("a telephone is found however it was written, within its operation only", () => {
  const wanted = cipher.phoneLookupKey(operation, "13812341234");
  for (const written of ["138 1234 1234", "+86 138-1234-1234", "0086 13812341234", "8613812341234"])
    expect(cipher.phoneLookupKey(operation, written)).toBe(wanted);
  expect(cipher.phoneLookupKey("operation_b", "13812341234")).not.toBe(wanted);
  expect(cipher.phoneLookupKey(operation, "13812341235")).not.toBe(wanted);
  expect(cipher.phoneLookupKey(operation, "none")).toBeNull();
});
