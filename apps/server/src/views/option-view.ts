import type { listFilingReasons } from "@amends/contract/routes/order/list-filing-reasons";
import type { listVariants } from "@amends/contract/routes/order/list-variants";
import type { moneyBack, serviceOption } from "@amends/contract/views/order-view";
import type { ReasonChoice } from "@amends/domain/evaluation/filing-reasons";
import type { VariantChoice } from "@amends/domain/evaluation/filing-variants";
import type { OpenOption, ServiceOption } from "@amends/domain/evaluation/service-options";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import type { z } from "zod";

export const optionOf = (order: OrderFacts, option: ServiceOption): z.output<typeof serviceOption> =>
  option.kind === "closed" ? option : { ...option, back: backOf(order, option.back) };

const backOf = ({ currency, tenders }: OrderFacts, back: OpenOption["back"]): z.output<typeof moneyBack> =>
  back.flatMap(({ tenderNo, amountMinor }) => {
    const tender = tenders.find(candidate => candidate.tenderNo === tenderNo);
    return tender === undefined ? [] : [{ tenderNo, methodKind: tender.kind, amount: { amountMinor, currency } }];
  });

type Reason = z.output<(typeof listFilingReasons)["answers"][200]>["reasons"][number];

export const reasonOf = (order: OrderFacts, { reason, ground, name, option }: ReasonChoice): Reason => {
  const { until, needsPerson, evidence, returnFreight, asksShare, asksKilometres, back, rowId, explanation } = option;
  const terms = { until, needsPerson, evidence, returnFreight, asksShare, asksKilometres, rowId, explanation };
  return { reason, ground, name, ...terms, back: backOf(order, back) };
};

type Variant = z.output<(typeof listVariants)["answers"][200]>["variants"][number];

export const variantOf = (order: OrderFacts, boughtSkuId: string, variant: VariantChoice): Variant => {
  const { sku, verdict, payMinor, backMinor, back, explanation } = variant;
  const { currency } = order;
  return {
    skuId: sku.skuId,
    name: sku.name,
    options: { ...sku.options },
    isBought: sku.skuId === boughtSkuId,
    price: { amountMinor: sku.priceMinor, currency },
    available: sku.available,
    asOf: sku.asOf,
    verdict,
    difference:
      payMinor > 0n
        ? { kind: "pay", amount: { amountMinor: payMinor, currency } }
        : backMinor > 0n
          ? { kind: "back", amount: { amountMinor: backMinor, currency }, back: backOf(order, back) }
          : { kind: "none" },
    explanation,
  };
};
