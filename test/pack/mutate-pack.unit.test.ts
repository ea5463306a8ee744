import { describe, expect, test } from "vitest";
import { compiledPack } from "../policy/read-pack.ts";
import { expectations } from "./fixture.expectations.ts";
import { mutatePack } from "./mutate-pack.ts";

describe("changing the verified rows of a pack", () => {
  const pack = compiledPack("test/pack/fixture-pack");

  test("is noticed by a full set of expectations", () => {
    const run = mutatePack(pack, expectations);
    expect(run).toMatchObject({ broken: [], survivors: [] });
    expect(run.tried).toBeGreaterThan(8);
  });

  test("is not noticed any more when an expectation is taken away", () => {
    const { survivors } = mutatePack(
      pack,
      expectations.filter(({ name }) => name !== "a return on the eighth day is refused"),
    );
    expect(survivors).toContainEqual({ table: "window", row: "in_window", column: "days", from: "<= 7", to: "<= 8" });
  });

  test("is not tried while the pack itself breaks an expectation", () => {
    const run = mutatePack(pack, [{ name: "never holds", pack: "test/pack/fixture-pack", check: () => "no" }]);
    expect(run).toEqual({ broken: ["never holds: no"], tried: 0, survivors: [] });
  });

  test("leaves rows alone that nobody has verified", () => {
    const chosen = mutatePack(pack, []).survivors.filter(({ row }) => row === "rest");
    expect(chosen).toEqual([]);
  });
});
