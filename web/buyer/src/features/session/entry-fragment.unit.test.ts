import { expect, it } from "vitest";
import { entryOf } from "./entry-fragment.ts";

const LINK = `bl_${"a".repeat(43)}`;

it("a link of the shop or a signed token stands behind the hash", () => {
  expect(entryOf(`#link=${LINK}`)).toEqual({ kind: "link", linkToken: LINK });
  expect(entryOf("#token=eyJh.eyJz.c2ln")).toEqual({ kind: "host", token: "eyJh.eyJz.c2ln" });
});

it("anything else brings nobody in", () => {
  for (const other of ["", "#", "#link=bl_short", "#token=a b", "#other=1"]) expect(entryOf(other)).toEqual({ kind: "none" });
});
