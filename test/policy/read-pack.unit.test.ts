import { expect, test } from "vitest";
import { compiledPack, layersOf } from "./read-pack.ts";

test("an overlay's folder is read together with the packs it stands on", () => {
  const layers = layersOf("test/pack/fixture-overlay");
  expect(layers).toEqual(["test/pack/fixture-pack", ["test/pack/fixture-overlay"]]);
  const pack = compiledPack(...layers);
  expect(pack.tables.get("window")?.rows.map(row => row.id)).toEqual(["in_window", "fresh_window", "too_late", "rest"]);
  expect(pack.tables.get("window")?.evaluate({ request: { type: "return_refund" }, order: { daysSinceReceived: 15 } })?.rowId).toBe(
    "fresh_window",
  );
});
