import { describe, expect, test } from "vitest";
import { compiledPack } from "../policy/read-pack.ts";
import { expectations as inspection } from "./base-inspection.expectations.ts";
import { expectations as liability } from "./base-liability.expectations.ts";
import { expectations as reasons } from "./base-reasons.expectations.ts";
import { expectations as recourse } from "./base-recourse.expectations.ts";
import { expectations as routes } from "./base-routes.expectations.ts";
import { expectations as routing } from "./base-routing.expectations.ts";
import { expectations as sevenDay } from "./base-seven-day.expectations.ts";
import { expectations as sums } from "./base-sums.expectations.ts";

const PACK = compiledPack("policies/base");
const SETS = { inspection, liability, reasons, recourse, routes, routing, sevenDay, sums };

describe.each(Object.entries(SETS))("rows of the default pack: %s", (_set, expectations) => {
  test.each(expectations.map(({ name, check }) => [name, check] as const))("%s", (_name, check) => {
    expect(check(PACK)).toBeNull();
  });
});
