import { describe, expect, test } from "vitest";
import type { OrderId } from "../kernel/ids.ts";
import { instant } from "../kernel/time.ts";
import { checkNamedFiles, type KnownFile } from "./evidence-file.ts";

const orderId: OrderId = "order_a";
const file: KnownFile = {
  fileId: "file_a",
  orderId,
  kind: "photo",
  status: "ready",
  sha256: "aa",
  hasMetadata: false,
  expiresAt: instant(1000),
};
const named = { fileId: file.fileId, kind: "photo", sha256: "aa" };
const check = (found: Partial<KnownFile>, said: Partial<typeof named> = {}, at = 999) =>
  checkNamedFiles([{ ...named, ...said }], [{ ...file, ...found }], { orderId, at: instant(at) })?.code ?? null;

describe("a file named as evidence", () => {
  test("is taken when it is whole, of this order, and the bytes that were meant", () => {
    expect(check({})).toBeNull();
    expect(checkNamedFiles([], [], { orderId, at: instant(0) })).toBeNull();
  });

  test("does not exist when it is nobody's, of another order, erased, or ran out before a case named it", () => {
    expect(check({ fileId: "file_b" })).toBe("file_unknown");
    expect(check({ orderId: "order_b" })).toBe("file_unknown");
    expect(check({ status: "erased" })).toBe("file_unknown");
    expect(check({}, {}, 1000)).toBe("file_unknown");
    expect(check({ expiresAt: null }, {}, 1_000_000)).toBeNull();
  });

  test("is refused while a part of it is missing", () => {
    expect(check({ status: "receiving", sha256: null })).toBe("file_not_finished");
  });

  test("is refused when it is of another kind or other bytes", () => {
    expect(check({}, { kind: "video" })).toBe("file_differs");
    expect(check({}, { sha256: "bb" })).toBe("file_differs");
  });

  test("is named by its id, the first that fails", () => {
    const unknown = { ...named, fileId: "file_z" as const };
    expect(checkNamedFiles([named, unknown], [file], { orderId, at: instant(0) })).toEqual({
      kind: "rejected",
      code: "file_unknown",
      params: { fileId: "file_z" },
    });
  });
});
