import { expect, test } from "vitest";
import { compiledPack } from "../policy/read-pack.ts";
import { expectations } from "./base-cars.expectations.ts";

const PACK = compiledPack("policies/base");

test.each(expectations.map(({ name, check }) => [name, check] as const))("%s", (_name, check) => {
  expect(check(PACK)).toBeNull();
});
