import { refuse } from "@amends/contract/errors";
import { askBuyerPayment } from "@amends/contract/routes/case/buyer-payment";
import { askBuyer } from "@amends/flows/ask-buyer";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

export const askBuyerPaymentRoute = ({ reads, payment }: Pick<ServerDeps, "reads" | "payment">) =>
  mount(askBuyerPayment, async ({ principal, params: { caseId }, body: { returnUrl }, address }) => {
    const outcome = await askBuyer({ cases: reads.cases, payment }, principal, caseId, { returnUrl, ip: address });
    switch (outcome.kind) {
      case "asked":
        return answer(200, { deed: outcome.deed });
      case "not_found":
        return refuse("not_found", { id: caseId });
      case "nothing":
        return refuse("nothing_to_agree", { caseId });
      case "refused":
        return refuse("payment_not_possible", { caseId, reason: outcome.code });
      case "unreachable":
        return refuse("payment_gateway_unreachable", { caseId, retryAfterSeconds: 5 });
    }
  });
