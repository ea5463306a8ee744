import type { EffectId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { AskedMoney, PaymentGateway } from "../gateway-ports.ts";
import type { Scope } from "../scope.ts";
import type { ItemName, ReconciliationStore } from "./reconciliation-ports.ts";

export type AskAgainPorts = {
  readonly reconciliation: Pick<ReconciliationStore, "item" | "gatewaySaid">;
  readonly payment: Pick<PaymentGateway, "find">;
  /** What was asked of the gateway for a fact; null where a person paid it another way. */
  readonly askedFor: (scope: Scope, factKey: string) => Promise<(AskedMoney & { readonly key: EffectId }) | null>;
};

/** Asks the gateway what it has under the fact's key, as the poller does, and writes down what it said. */
export const askGatewayAgain = async (
  ports: AskAgainPorts,
  scope: Scope,
  name: ItemName,
  at: Instant,
): Promise<{ readonly kind: "said"; readonly said: string } | { readonly kind: "not_found" } | { readonly kind: "nothing_asked" }> => {
  const item = await ports.reconciliation.item(scope, name);
  if (item === null) return { kind: "not_found" };
  const asked = item.factKey === null ? null : await ports.askedFor(scope, item.factKey);
  if (asked === null) return { kind: "nothing_asked" };
  const answer = await ports.payment.find(asked.key, asked).catch((): "unavailable" => "unavailable");
  const said =
    answer === "unavailable"
      ? "unavailable"
      : answer === null
        ? "unknown_key"
        : answer.kind === "refused"
          ? `refused:${answer.code}`
          : answer.kind;
  await ports.reconciliation.gatewaySaid(scope, name, said, at);
  return { kind: "said", said };
};
