import { canonicalText } from "@amends/domain/kernel/canonical-json";
import { type OrderId, shardOf, type TextId } from "@amends/domain/kernel/ids";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import type { Clock } from "./clock.ts";
import type { ImportStore } from "./import-ports.ts";
import type { Scope } from "./scope.ts";

export type StoreOrderFactsPorts = {
  readonly store: Pick<ImportStore, "commit">;
  readonly findOrder: (
    scope: Scope,
    orderId: OrderId,
  ) => Promise<{ readonly facts: OrderFacts; readonly factsVersion: number; readonly messageTextId: TextId | null } | null>;
  readonly contentHash: (canonical: string) => string;
  readonly clock: Clock;
};

const TRIES = 5;

/**
 * The host's answer to a change of an order is its next version, and enters by the same door as an import: what is kept already, or was overtaken by a
 * later import, is left alone; the order keeps its id, buyer and message.
 */
export const storeOrderFacts = async (ports: StoreOrderFactsPorts, facts: OrderFacts): Promise<void> => {
  const scope: Scope = { kind: "operation", operationId: facts.operationId };
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const known = await ports.findOrder(scope, facts.orderId);
    if (known === null) throw new Error(`broken invariant: ${facts.orderId}, changed by its host, is one of ours`);
    if (known.facts.sourceVersion >= facts.sourceVersion) return;
    if (known.facts.customerId !== facts.customerId || known.facts.currency !== facts.currency)
      throw new Error(`the host gave ${facts.orderId} another buyer or currency: an order keeps both`);
    const { messageTextId } = known;
    const order = {
      source: facts.source,
      sourceVersion: facts.sourceVersion,
      fromVersion: known.facts.sourceVersion,
      contentHash: ports.contentHash(canonicalText({ ...facts, messageTextId })),
      shard: shardOf(facts.orderId),
      facts: withTheirAcceptances(facts, known.facts),
      factsVersion: known.factsVersion,
      messageTextId,
    };
    const writes = { persons: [], texts: [], sellers: [], receivers: [], customers: [], skus: [], orders: [order] };
    if ((await ports.store.commit(facts.operationId, writes, ports.clock.now())) === "committed") return;
  }
  throw new Error(`${facts.orderId} was changed by others ${TRIES} times in a row; its new facts are asked for again`);
};

/** The host answers for what it knows; what was accepted at a hand-over it does not. */
const withTheirAcceptances = (facts: OrderFacts, known: OrderFacts): OrderFacts => ({
  ...facts,
  lines: facts.lines.map(line => {
    const acceptance = known.lines.find(({ lineNo }) => lineNo === line.lineNo)?.acceptance;
    return acceptance === undefined ? line : { ...line, acceptance };
  }),
});
