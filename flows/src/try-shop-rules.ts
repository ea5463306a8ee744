import type { RunningPack } from "@amends/domain/case/bind-rules";
import type { WrittenRow } from "@amends/domain/case/shop-rules";
import { type LineOptions, serviceOptions } from "@amends/domain/evaluation/service-options";
import type { OperationId, OrderId, SellerId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import type { PolicyProblem } from "@amends/domain/policy/problem";
import { loadKnownFacts } from "./known-facts.ts";
import type { ReadPorts } from "./read-ports.ts";
import { type Principal, scopeOf } from "./scope.ts";
import { type BindAsk, earliestFrom, type ShopRulesPorts } from "./shop-rules.ts";

/** Rules put together for a look and put away again: nothing is stored and nothing is decided by them. */
export type RulesTrial = {
  tryShopRules(operationId: OperationId, sellerId: SellerId, rows: readonly WrittenRow[], at: Instant): Promise<TrialPack>;
};
export type TrialPack =
  | { readonly kind: "fits"; readonly running: RunningPack }
  | { readonly kind: "refused"; readonly problems: readonly PolicyProblem[] };

export type TrialAsk = { readonly sellerId: SellerId; readonly rows: readonly WrittenRow[]; readonly orderId: OrderId | null } & Pick<
  BindAsk,
  "fromAt" | "untilAt"
>;

/** What a line may ask for as things are, and would under the rules that are tried. */
export type TrialLine = { readonly lineNo: number; readonly name: string; readonly today: LineOptions; readonly tried: LineOptions };
export type TrialOutcome =
  | { readonly kind: "not_found"; readonly id: SellerId | OrderId }
  | { readonly kind: "refused"; readonly problems: readonly PolicyProblem[] }
  /** `preview` is null where no order was named. */
  | {
      readonly kind: "fits";
      /** Null where they may begin when they are to. */
      readonly earliestAt: Instant | null;
      readonly preview: { readonly order: OrderFacts; readonly lines: readonly TrialLine[] } | null;
    };

/** Says of rules a shop thinks about whether they could be bound, and what they would open on an order it has, as if that were bought under them. */
export const tryShopRules = async (
  ports: Pick<ReadPorts, "loadOrder" | "policy" | "pricesSince"> & {
    readonly trial: RulesTrial;
    readonly store: Pick<ShopRulesPorts["store"], "list">;
    readonly check: Pick<ShopRulesPorts["check"], "shopNoticeMs">;
  },
  principal: Principal,
  { sellerId, rows, orderId, fromAt, untilAt }: TrialAsk,
  at: Instant,
): Promise<TrialOutcome> => {
  const earlier = await ports.store.list(scopeOf(principal), sellerId);
  if (earlier === null) return { kind: "not_found", id: sellerId };
  const tried = await ports.trial.tryShopRules(principal.operationId, sellerId, rows, at);
  if (tried.kind === "refused") return tried;
  const asked = { sellerId, rows, fromAt: fromAt ?? at, untilAt, earlier };
  const possibleAt = await earliestFrom(ports.check, principal.operationId, asked, at);
  const earliestAt = possibleAt > asked.fromAt ? possibleAt : null;
  if (orderId === null) return { kind: "fits", earliestAt, preview: null };
  const loaded = await loadKnownFacts(ports, principal, orderId, at);
  const theirs = loaded?.ofSellers.find(({ known }) => known.seller.sellerId === sellerId);
  if (loaded === null || theirs === undefined) return { kind: "not_found", id: orderId };
  const { known, pack, lines } = theirs;
  const [today, under] = [serviceOptions(known, pack), serviceOptions(known, tried.running.pack)];
  const shown = lines.flatMap(({ lineNo, name }) => {
    const [before, after] = [today, under].map(options => options.find(line => line.lineNo === lineNo));
    return before === undefined || after === undefined ? [] : [{ lineNo, name, today: before, tried: after }];
  });
  return { kind: "fits", earliestAt, preview: { order: loaded.order, lines: shown } };
};
