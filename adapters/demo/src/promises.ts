import type { OperationKind } from "@amends/domain/intake/case-facts";
import type { Instant } from "@amends/domain/kernel/time";
import type { Chance } from "./chance.ts";
import { type NativeOrder, written } from "./parcels.ts";
import type { Sku } from "./product.ts";

type NativeLine = NativeOrder["lines"][number];
type Promised = NonNullable<NativeLine["promises"]>;
type SevenDay = NonNullable<NativeLine["sevenDay"]>;

/** A conditional exclusion holds only where the buyer confirmed it for this purchase; now and then a shop forgot to ask, or ticked the box itself. */
export const sevenDayOf = ({ skuId, product }: Sku, placedAt: Instant, chance: Chance): SevenDay => {
  const isConditional = product.sevenDay.startsWith("cond_");
  if (!isConditional || chance.inThousand(150)) return { class: product.sevenDay };
  const confirmation = {
    at: written(placedAt),
    skuId,
    uiVersion: "checkout-12",
    textHash: "demo-unsealed-not-returnable",
    defaultChecked: chance.inThousand(60),
  };
  return { class: product.sevenDay, confirmation };
};

export const promisesFor = (kind: OperationKind, category: string, chance: Chance): Promised => {
  switch (kind) {
    case "c2c":
      return [];
    case "group_buy":
      return category.startsWith("fresh")
        ? [
            { kind: "bad_item", by: "platform" },
            { kind: "short_weight", by: "seller" },
          ]
        : [];
    case "marketplace":
      return marketplacePromises(category, chance);
    case "brand":
      return [
        { kind: "longer_return", by: "seller", value: 15 },
        { kind: "free_return_freight", by: "seller" },
      ];
  }
};

const marketplacePromises = (category: string, chance: Chance): Promised => [
  ...(chance.inThousand(600) ? [{ kind: "freight_insurance", by: "seller", capMinor: 1200 } as const] : []),
  ...(category.startsWith("beauty") ? [{ kind: "allergy", by: "seller" } as const] : []),
  ...(category.startsWith("electronics")
    ? [{ kind: "fake_times_n", by: "seller", value: 3 } as const, { kind: "price_protection", by: "platform", value: 7 } as const]
    : []),
];
