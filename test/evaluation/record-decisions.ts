import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ENGINE } from "@amends/domain/evaluation/engine";
import { evaluate } from "@amends/domain/evaluation/evaluate";
import { canonicalText } from "@amends/domain/kernel/canonical-json";
import { ROOT } from "../policy/read-pack.ts";
import { BASE } from "./base-pack.ts";
import { daysAfterSigning, type Filing, filing, hoursAfterSigning, line, photos, promise, video } from "./filing.ts";
import { outcomeOf } from "./outcome.ts";

/**
 * Writes the golden decisions of the present engine: `node test/evaluation/record-decisions.ts`. Run it only with a new engine number; decisions of
 * an older one stay as they are, for the evaluator that made them.
 */
const SITUATIONS: readonly (readonly [file: string, sentence: string, given: Filing])[] = [
  ["seven-day-return", "an intact return on the second day", {}],
  ["seven-day-late", "a return on the eighth day", { at: daysAfterSigning(8) }],
  [
    "sealed-cosmetic",
    "a mask whose seal is broken",
    { lines: [line({ category: "cosmetics.mask" })], filed: { condition: "seal_broken" } },
  ],
  ["private-seller", "a private seller without a promise", { operation: { kind: "c2c" }, seller: { isTrader: false } }],
  [
    "refund-first",
    "a promised refund before the return",
    { lines: [line({ paidMinor: 9_900n, promises: [promise("refund_before_return")] })], buyer: { instantQuotaMinor: 100_000n } },
  ],
  [
    "pre-ship-cancel",
    "the whole order called off before shipping, with its freight",
    {
      stage: "not_shipped",
      order: { freight: { paidMinor: 800n, freeFromMinor: null, feeMinor: 800n } },
      request: { serviceType: "refund_only", refundOnlyKind: "pre_ship", reason: "10.01" },
    },
  ],
  [
    "returned-parcel",
    "a parcel that went back to its sender",
    { stage: "returned_to_sender", request: { serviceType: "refund_only", refundOnlyKind: "not_received", reason: "20.01" } },
  ],
  [
    "damaged-on-the-way",
    "damage that the carrier recorded",
    { stage: "damaged", at: hoursAfterSigning(5), request: { reason: "60.05", evidence: [...photos(2), video] } },
  ],
  [
    "rotten-fruit",
    "two fifths of the cherries rotten",
    {
      operation: { kind: "group_buy" },
      at: hoursAfterSigning(3),
      lines: [line({ category: "fresh.fruit.cherry", paidMinor: 5_990n, sevenDay: { class: "abs_fresh", confirmation: null } })],
      filed: { damageBasisPoints: 4000 },
      request: { serviceType: "refund_only", refundOnlyKind: "unreturnable", reason: "70.01", evidence: photos(3) },
    },
  ],
  ["food-poisoning", "ill after eating", { request: { serviceType: "compensation", reason: "70.10", evidence: photos(1) } }],
  [
    "threshold-broken",
    "a partial return that breaks a discount and free shipping",
    {
      lines: [
        line({ unitPriceMinor: 15_000n, paidMinor: 12_500n }),
        line({ lineNo: 2, skuId: "sku-2", unitPriceMinor: 15_000n, paidMinor: 12_500n }),
      ],
      order: {
        freight: { paidMinor: 0n, freeFromMinor: 20_000n, feeMinor: 1_000n },
        discounts: [
          {
            discountNo: 1,
            bearer: "seller",
            amountMinor: 5_000n,
            thresholdMinor: 30_000n,
            shares: [
              { lineNo: 1, amountMinor: 2_500n },
              { lineNo: 2, amountMinor: 2_500n },
            ],
          },
        ],
      },
      request: {
        reason: "30.04",
        lines: [{ lineNo: 1, quantity: 1, goodsReceived: true, condition: "unopened", damageBasisPoints: null, replacementSkuId: null }],
      },
    },
  ],
  [
    "exchange-size",
    "another size at the same price",
    {
      lines: [line({ category: "clothing.shirt" })],
      catalogue: [{ skuId: "sku-2", productId: "product-1", priceMinor: 12_800n, available: 3 }],
      filed: { replacementSkuId: "sku-2" },
      request: { serviceType: "exchange", reason: "30.03" },
    },
  ],
];

for (const [file, sentence, given] of SITUATIONS) {
  const facts = filing(given);
  const outcome = outcomeOf(evaluate(facts, BASE));
  const text = canonicalText({ engine: ENGINE, sentence, facts: facts as never, outcome });
  const numbers = JSON.stringify(JSON.parse(text), null, 1);
  writeFileSync(join(ROOT, "test/fixtures/decisions", `${ENGINE}-${file}.json`), `${numbers}\n`);
}
