import { makeDemoWorld } from "@amends/demo/world";
import { instant } from "@amends/domain/kernel/time";
import { expect, it } from "vitest";
import { largestLot } from "./open-demo-batch.ts";

it("the group-buy shop of the demo has a lot that several buyers share", () => {
  const shops = makeDemoWorld(instant(1_763_700_000_000));
  const lots = shops.map(shop => [shop.operation.kind, largestLot(shop, 480)?.orderNos.length ?? 0] as const);
  expect(new Map(lots).get("group_buy")).toBeGreaterThan(2);
});
