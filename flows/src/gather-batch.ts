import type { BatchState } from "@amends/domain/batch/batch-state";
import { sumToDecide } from "@amends/domain/batch/own-case";
import { evaluate } from "@amends/domain/evaluation/evaluate";
import { admit } from "@amends/domain/intake/admit";
import type { EarlierClaim, FilingRequest } from "@amends/domain/intake/case-facts";
import { type CaseId, isId, type OrderId } from "@amends/domain/kernel/ids";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import type { FoundMember, LeasedBatch } from "./batch-ports.ts";
import { openerOf } from "./batch-principal.ts";
import { boughtAt } from "./bought-at.ts";
import type { LoadedOrder } from "./case-ports.ts";
import { endPart } from "./command-batch.ts";
import { factsFor } from "./file-case.ts";
import { inOrderAtMost } from "./in-order-at-most.ts";
import type { RunningOperation } from "./policy-port.ts";
import { actorOf, scopeOf } from "./scope.ts";
import type { WorkBatchPorts } from "./work-batch-ports.ts";

/** Orders looked at in one turn: a page of them is read whole, to see what they hold. */
const PAGE = 200;
const AT_ONCE = 4;

/** One page of orders further. A server that dies begins again at the last page that was kept, and finds the same. */
export const gatherPage = async (ports: WorkBatchPorts, batch: LeasedBatch): Promise<void> => {
  const { state, gatheredTo } = batch;
  const operation = await ports.policy.operation(state.operationId, ports.clock.now());
  if (operation === null) throw new Error(`broken invariant: ${state.operationId} exists, it has a batch`);
  const { orderIds, lookedTo } = await ports.batches.findOrders(state, gatheredTo, PAGE);
  const found = await inOrderAtMost(AT_ONCE, orderIds, orderId => memberOf(ports, state, operation, orderId));
  await ports.batches.addMembers(
    state,
    found.filter(member => member !== null),
    lookedTo ?? gatheredTo,
  );
  if (lookedTo === null) await endPart(ports, batch, "end_gathering");
};

const memberOf = async (
  ports: WorkBatchPorts,
  state: BatchState,
  operation: RunningOperation,
  orderId: OrderId,
): Promise<FoundMember | null> => {
  const loaded = await ports.cases.loadOrder(scopeOf(openerOf(state)), orderId, { idempotency: null, skuIds: [] });
  if (loaded === null) return null;
  const lines = linesOf(loaded.order, state);
  const claim = claimOn(loaded, lines);
  if (claim !== null) return { orderId, lines, ...(await ownCase(ports, state, claim)) };
  if (lines.length === 0) return null;
  const entitled = await entitlement(ports, state, loaded, operation, lines);
  return { orderId, lines, caseId: null, ...entitled };
};

/** Nothing is decided for the case's buyer that was not seen before: the sum of a case which the batch can decide counts with the others. */
const ownCase = async (ports: WorkBatchPorts, state: BatchState, caseId: CaseId): Promise<Omit<FoundMember, "orderId" | "lines">> => {
  const loaded = await ports.cases.loadCase(scopeOf(openerOf(state)), caseId, null);
  const amountMinor = loaded === null ? 0n : (sumToDecide(loaded.state, state.asks) ?? 0n);
  return { fate: "link", code: null, caseId, amountMinor, contests: false };
};

/** The pieces of the goods that the host did not cancel. */
const linesOf = ({ lines }: OrderFacts, { sellerId, cause }: BatchState): FoundMember["lines"] =>
  lines
    .filter(line => line.sellerId === sellerId && (cause.kind === "sku" ? line.skuId === cause.skuId : line.batchNo === cause.batchNo))
    .map(({ lineNo, quantity, cancelledQuantity }) => ({ lineNo, quantity: quantity - cancelledQuantity }))
    .filter(({ quantity }) => quantity > 0);

/** A case that speaks for any of these pieces is this buyer's case of the matter: the newest, where there are several. */
export const claimOn = ({ claims }: Pick<LoadedOrder, "claims">, lines: FoundMember["lines"]) => {
  const speaksFor = (claim: EarlierClaim): boolean => claim.lines.some(spoken => lines.some(({ lineNo }) => lineNo === spoken.lineNo));
  const newest = claims.filter(speaksFor).toSorted((left, right) => right.filedAt - left.filedAt)[0];
  return newest !== undefined && isId("case", newest.caseId) ? newest.caseId : null;
};

/**
 * The same evaluation a filing gets, for the judged reason. What the rules refuse (a window that has run out) a person of the platform may grant all the
 * same, as for any buyer who contests; a seller may not overrule them. Goods that have not reached their buyer are nobody's to send back, to destroy or to
 * find something missing in.
 */
const entitlement = async (
  ports: WorkBatchPorts,
  state: BatchState,
  loaded: LoadedOrder,
  operation: RunningOperation,
  lines: FoundMember["lines"],
): Promise<Pick<FoundMember, "fate" | "code" | "amountMinor" | "contests">> => {
  const opener = openerOf(state);
  const at = ports.clock.now();
  const seller = loaded.sellers.find(({ sellerId }) => sellerId === state.sellerId);
  if (seller === undefined) throw new Error(`broken invariant: ${loaded.order.orderId} has goods of ${state.sellerId}`);
  const running = await operation.rulesOf({ sellerId: seller.sellerId, paidAt: boughtAt(loaded.order) }, at);
  const asked = requestFor(state, loaded.order, { lines, contests: false });
  if (!asked.lines.every(({ goodsReceived }) => goodsReceived)) return { ...NOTHING, code: "not_delivered" };
  for (const contests of opener.role === "seller" ? [false] : [false, true]) {
    const request: FilingRequest = {
      ...asked,
      contestsRefusal: contests,
      appliedBy: actorOf(opener),
      statementTextId: null,
      amendment: null,
    };
    const facts = factsFor(request, { ...loaded, seller }, { ...operation, running }, at);
    const rejection = admit(facts, running.pack);
    if (rejection !== null) return { ...NOTHING, code: rejection.code };
    const { outcome, remedy } = evaluate(facts, running.pack);
    if (outcome !== "refused") return { fate: "file", code: null, amountMinor: remedy.refundMinor, contests };
  }
  return { ...NOTHING, code: "not_eligible" };
};

const NOTHING = { fate: "refused", amountMinor: 0n, contests: false } as const;

/** What is filed for a member. Nobody is asked to say or show anything: the batch has. */
export const requestFor = (
  { asks }: BatchState,
  { orderId, shipments }: Pick<OrderFacts, "orderId" | "shipments">,
  { lines, contests }: Pick<FoundMember, "lines" | "contests">,
): Omit<FilingRequest, "appliedBy" | "statementTextId"> => ({
  orderId,
  serviceType: asks.serviceType,
  refundOnlyKind: asks.refundOnlyKind,
  reason: asks.reason,
  lines: lines.map(({ lineNo, quantity }) => ({
    lineNo,
    quantity,
    goodsReceived: shipments.some(({ signedAt, lines: sent }) => signedAt !== null && sent.some(line => line.lineNo === lineNo)),
    condition: "unknown",
    damageBasisPoints: asks.damageBasisPoints,
    replacementSkuId: null,
  })),
  refundTo: null,
  differenceBy: null,
  agreedMinor: null,
  amendment: null,
  evidence: [],
  contestsRefusal: contests,
});
