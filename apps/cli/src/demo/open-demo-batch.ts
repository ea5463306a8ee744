import type { DemoShop } from "@amends/demo/world";
import type { AccountId, OperationId, OrderId } from "@amends/domain/kernel/ids";
import { addMs, DAY_MS } from "@amends/domain/kernel/time";
import { openBatch } from "@amends/flows/open-batch";
import type { ServerDeps } from "@amends/server/deps";

const SPAN_MS = 7 * DAY_MS;

type Lot = { readonly batchNo: string; readonly sellerExternalId: string; readonly orderNos: readonly string[] };

/** The lot of fresh goods that most buyers have, of the days still in sight. Null where a shop sells nothing by the lot. */
export const largestLot = ({ records }: DemoShop, ordersLookedAt: number): Lot | null => {
  const lots = new Map<string, Lot>();
  const orders = records.flatMap(record => (record.kind === "order" ? [record] : [])).slice(-ordersLookedAt);
  for (const { externalOrderNo, lines } of orders)
    for (const { batchNo, sellerExternalId } of lines) {
      if (batchNo === null || batchNo === undefined) continue;
      const key = `${sellerExternalId} ${batchNo}`;
      const orderNos = [...(lots.get(key)?.orderNos ?? []), externalOrderNo];
      lots.set(key, { batchNo, sellerExternalId, orderNos });
    }
  return [...lots.values()].toSorted((left, right) => right.orderNos.length - left.orderNos.length)[0] ?? null;
};

export type DemoBatch = {
  readonly operationId: OperationId;
  readonly accountId: AccountId;
  readonly orderId: OrderId;
  readonly batchNo: string;
};

/** A leader's bad lot, found and waiting for somebody's decision: whoever looks around the demo can make it. */
export const openDemoBatch = async (
  { batches, filing }: ServerDeps,
  { operationId, accountId, orderId, batchNo }: DemoBatch,
): Promise<void> => {
  const scope = { kind: "operation", operationId } as const;
  // A load that was interrupted is taken up again and finds it there.
  if ((await batches.commands.batches.list(scope, null, 1)).length > 0) return;
  const loaded = await filing.cases.loadOrder(scope, orderId, { idempotency: null, skuIds: [] });
  const line = loaded?.order.lines.find(candidate => candidate.batchNo === batchNo);
  if (loaded === null || line === undefined) throw new Error(`broken invariant: ${orderId} has goods of the lot ${batchNo}`);
  const { placedAt } = loaded.order;
  await openBatch(batches.opening, {
    principal: { role: "agent", operationId, accountId },
    sellerId: line.sellerId,
    cause: { kind: "batch_no", batchNo },
    boughtFrom: addMs(placedAt, -SPAN_MS),
    boughtTo: addMs(placedAt, SPAN_MS),
    asks: { serviceType: "refund_only", refundOnlyKind: "unreturnable", reason: "70.01", damageBasisPoints: 4000 },
    evidence: [],
  });
};
