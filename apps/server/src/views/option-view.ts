import type { serviceOption } from "@amends/contract/views/order-view";
import type { ServiceOption } from "@amends/domain/evaluation/service-options";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import type { z } from "zod";

export const optionOf = ({ currency, tenders }: OrderFacts, option: ServiceOption): z.output<typeof serviceOption> => {
  if (option.kind === "closed") return option;
  return {
    ...option,
    back: option.back.flatMap(({ tenderNo, amountMinor }) => {
      const tender = tenders.find(candidate => candidate.tenderNo === tenderNo);
      return tender === undefined ? [] : [{ tenderNo, methodKind: tender.kind, amount: { amountMinor, currency } }];
    }),
  };
};
