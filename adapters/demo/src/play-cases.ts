import type { CaseState } from "@amends/domain/case/case-state";
import type { OpenOption } from "@amends/domain/evaluation/service-options";
import type { CustomerId, OrderId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import { type FilingPorts, fileCase } from "@amends/flows/file-case";
import type { ReadPorts } from "@amends/flows/read-ports";
import type { Principal } from "@amends/flows/scope";
import { showServiceOptions } from "@amends/flows/show-service-options";
import type { Chance } from "./chance.ts";
import { type Cast, moveOn } from "./move-on.ts";

export type PlayPorts = {
  readonly filing: FilingPorts;
  readonly reads: Pick<ReadPorts, "loadOrder" | "policy">;
  readonly clock: () => Instant;
};

export type KnownOrder = { readonly orderId: OrderId; readonly customerId: CustomerId };

/**
 * Buyers file and everybody answers, through the same flows as on any other day: nothing is written past the rules. So what an order allows is asked
 * first, and how far a case gets is left to chance, which leaves cases in every phase. Answers with how many were opened.
 */
export const playCases = async (
  ports: PlayPorts,
  orders: readonly KnownOrder[],
  cast: Cast,
  wanted: number,
  chance: Chance,
): Promise<number> => {
  let opened = 0;
  const seldomFirst = new Map<string, number>();
  for (const order of orders) {
    if (opened >= wanted) break;
    const buyer = { role: "buyer", operationId: cast.operationId, customerId: order.customerId, via: "host_token" } as const;
    const shown = await showServiceOptions(ports.reads, buyer, order.orderId, ports.clock());
    const choice = shown === null ? null : choose(shown, seldomFirst, chance);
    if (shown === null || choice === null) continue;
    const cases = await file(ports, buyer, shown.order, choice);
    opened += cases.length;
    if (cases.length > 0) seldomFirst.set(keyOf(choice.option), (seldomFirst.get(keyOf(choice.option)) ?? 0) + 1);
    for (const state of cases) await moveOn(ports.filing, cast, state, buyer, chance);
  }
  return opened;
};

type Shown = NonNullable<Awaited<ReturnType<typeof showServiceOptions>>>;
type Choice = { readonly option: OpenOption; readonly lineNo: number; readonly pieces: number };

const keyOf = ({ type, refundOnlyKind }: OpenOption): string => `${type} ${refundOnlyKind ?? ""}`;

/** Kinds of service that need something only a real buyer has: an agreement with the seller, another article, a new address. */
const LEFT_OUT = new Set(["exchange", "amend_order", "price_protection"]);

const choose = ({ lines }: Shown, done: ReadonlyMap<string, number>, chance: Chance): Choice | null => {
  const open = lines.flatMap(({ lineNo, piecesLeft, options }) =>
    options.flatMap(option => (option.kind === "open" && isPlayable(option) ? [{ option, lineNo, pieces: piecesLeft }] : [])),
  );
  if (open.length === 0) return null;
  const least = Math.min(...open.map(({ option }) => done.get(keyOf(option)) ?? 0));
  return chance.oneOf(open.filter(({ option }) => (done.get(keyOf(option)) ?? 0) === least));
};

const isPlayable = ({ type, refundOnlyKind }: OpenOption): boolean => !LEFT_OUT.has(type) && refundOnlyKind !== "agreed";

const file = async (
  { filing }: PlayPorts,
  buyer: Principal,
  order: OrderFacts,
  { option, lineNo, pieces }: Choice,
): Promise<readonly CaseState[]> => {
  const isReceived = order.shipments.some(({ signedAt, lines }) => signedAt !== null && lines.some(line => line.lineNo === lineNo));
  const outcome = await fileCase(filing, {
    principal: buyer,
    orderId: order.orderId,
    request: {
      orderId: order.orderId,
      serviceType: option.type,
      refundOnlyKind: option.refundOnlyKind,
      reason: option.reason,
      lines: [
        {
          lineNo,
          quantity: pieces,
          goodsReceived: isReceived,
          condition: isReceived ? "unopened" : "unknown",
          damageBasisPoints: null,
          replacementSkuId: null,
        },
      ],
      refundTo: null,
      differenceBy: null,
      agreedMinor: null,
      amendment: null,
      evidence: [],
      contestsRefusal: false,
    },
    statement: null,
    idempotency: null,
    answer: () => ({ status: 201, response: "" }),
  });
  return outcome.kind === "filed" ? outcome.cases.map(({ state }) => state) : [];
};
