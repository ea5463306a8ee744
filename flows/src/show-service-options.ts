import { type LineOptions, serviceOptions, type WholeOptions, wholeOptions } from "@amends/domain/evaluation/service-options";
import type { OrderId, SellerId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import { loadKnownFacts } from "./known-facts.ts";
import type { ReadPorts } from "./read-ports.ts";
import type { Principal } from "./scope.ts";

export type ShownOptions = {
  readonly order: OrderFacts;
  readonly lines: readonly LineOptions[];
  /** What can be asked for on all that is left of a seller's lines, where those are several. */
  readonly wholes: readonly (WholeOptions & { readonly sellerId: SellerId })[];
  readonly asOf: Instant;
};

/** What can be asked for on each line, or why not: decided by the tables on the facts a filing would be decided on. */
export const showServiceOptions = async (
  ports: Pick<ReadPorts, "loadOrder" | "policy" | "pricesSince">,
  principal: Principal,
  orderId: OrderId,
  at: Instant,
): Promise<ShownOptions | null> => {
  const loaded = await loadKnownFacts(ports, principal, orderId, at);
  if (loaded === null) return null;
  const { order, ofSellers } = loaded;
  const lines = ofSellers.flatMap(({ known, pack, lines: theirs }) =>
    serviceOptions(known, pack).filter(({ lineNo }) => theirs.some(line => line.lineNo === lineNo)),
  );
  const wholes = ofSellers.flatMap(({ known, pack }) => {
    const whole = wholeOptions(known, pack);
    return whole === null ? [] : [{ ...whole, sellerId: known.seller.sellerId }];
  });
  return { order, lines: lines.toSorted((left, right) => left.lineNo - right.lineNo), wholes, asOf: at };
};
