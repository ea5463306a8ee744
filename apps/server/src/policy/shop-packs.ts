import type { RunningPack } from "@amends/domain/case/bind-rules";
import { rulesInForce, type ShopRules, shopOverlay, splitByMoment, type WrittenRow } from "@amends/domain/case/shop-rules";
import { heaviest, weighChange } from "@amends/domain/evaluation/weigh-change";
import type { OperationId, SellerId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { PackSource } from "@amends/domain/policy/pack";
import { describeProblem, type PolicyProblem } from "@amends/domain/policy/problem";
import { noticeMsOf } from "@amends/domain/policy/rule-versions";
import type { ShopChange } from "@amends/flows/policy-port";
import type { ShopRulesStore } from "@amends/flows/shop-rules";
import type { TrialPack } from "@amends/flows/try-shop-rules";
import { storePack } from "@amends/postgres/packs/pack-store";
import { createShopRulesStore } from "@amends/postgres/shop-rules/shop-rules-store";
import type pg from "pg";
import { compile, PackRefused, TAKEN_BEFORE, untouched } from "./compile-pack.ts";
import type { KnownPacks } from "./known-packs.ts";

type Shop = { readonly operationId: OperationId; readonly sellerId: SellerId; readonly rules: readonly ShopRules[] };
type Moments = { readonly paidAt: Instant; readonly filedAt: Instant };

export type ShopPacks = {
  readonly store: Pick<ShopRulesStore, "index">;
  /** Rules a shop would have on this pack, put together or with what is wrong with them. */
  readonly tried: (below: RunningPack, sellerId: SellerId, rows: readonly WrittenRow[]) => TrialPack;
  /** The notice a shop's buyers are due when rules of it give way to others. */
  readonly noticeMs: (below: RunningPack, sellerId: SellerId, change: ShopChange) => number;
  /** The operation's pack with the shop's rules on it, stored under its hash before it decides anything. */
  readonly packOf: (below: RunningPack, shop: Shop, moments: Moments) => Promise<RunningPack>;
};

type Deps = {
  readonly pool: pg.Pool;
  readonly known: KnownPacks;
  readonly onFault: (name: string, fault: unknown) => void;
};

/** So many shops' packs are kept compiled, the latest used; each takes some hundred kilobytes, since it shares the tables it leaves alone. */
const KEPT_MAX = 500;

/** Puts the shops' rules on the operation's pack, each combination once: who files with the same shop next finds it at hand. */
export const createShopPacks = ({ pool, known, onFault }: Deps): ShopPacks => {
  const store = createShopRulesStore(pool);
  const kept = new Map<string, Promise<RunningPack>>();

  /** Rules were bound on an earlier pack of the operation and say nothing sensible on this one: told aloud, and what everybody has is given meanwhile. */
  const doesNotFit = (below: RunningPack, sellerId: SellerId, problems: readonly PolicyProblem[]): RunningPack => {
    onFault("shop rules", new PackRefused(sellerId, problems.map(describeProblem)));
    return below;
  };

  const composed = async (below: RunningPack, { operationId, sellerId }: Shop, numbers: Numbers): Promise<RunningPack> => {
    const { base, overlays } = known.contentOf(below);
    const bound = (await store.list({ kind: "operation", operationId }, sellerId)) ?? [];
    const problems: PolicyProblem[] = [];
    const layerOf = (rulesNo: number | undefined): PackSource | null => {
      const rules = bound.find(one => one.rulesNo === rulesNo);
      if (rules === undefined) return null;
      const overlay = shopOverlay(base, overlays, { sellerId, version: String(rules.rulesNo) }, rules.rows);
      if (overlay.kind === "refused") problems.push(...overlay.problems);
      return overlay.kind === "refused" ? null : overlay.value;
    };
    const layers = splitByMoment(layerOf(numbers.atPayment), layerOf(numbers.atFiling));
    if (problems.length > 0) return doesNotFit(below, sellerId, problems);
    const content = { base, overlays: [...overlays, ...layers] };
    const result = compile(content, { ...TAKEN_BEFORE, compiledBelow: untouched(below, layers) });
    if (result.kind === "refused") return doesNotFit(below, sellerId, result.problems);
    const { hash, id } = result.value.pack;
    // The clock of the rules themselves: when a pack was first put together decides nothing.
    await storePack(pool, hash, id, content, bound[0]?.boundAt ?? numbers.at);
    known.keep(result.value, content);
    return result.value;
  };

  const tried: ShopPacks["tried"] = (below, sellerId, rows) => {
    if (rows.length === 0) return { kind: "fits", running: below };
    const { base, overlays } = known.contentOf(below);
    const overlay = shopOverlay(base, overlays, { sellerId, version: "0" }, rows);
    if (overlay.kind === "refused") return overlay;
    const result = compile({ base, overlays: [...overlays, overlay.value] }, { compiledBelow: untouched(below, [overlay.value]) });
    return result.kind === "refused" ? result : { kind: "fits", running: result.value };
  };

  return {
    store,
    tried,
    noticeMs: (below, sellerId, { before, after }) => {
      const [was, is] = [tried(below, sellerId, before), tried(below, sellerId, after)];
      // Rules that do not fit the pack decide nothing, so nothing is taken away with them.
      if (was.kind === "refused" || is.kind === "refused") return 0;
      // What a shop takes upon itself burdens nobody else.
      const worse = weighChange(was.running.pack, is.running.pack).filter(({ burdens }) => burdens !== "seller");
      return noticeMsOf(heaviest(worse), below.pack.parameters);
    },
    packOf: (below, shop, { paidAt, filedAt }) => {
      const atPayment = rulesInForce(shop.rules, paidAt)?.rulesNo;
      const atFiling = rulesInForce(shop.rules, filedAt)?.rulesNo;
      if (atPayment === undefined && atFiling === undefined) return Promise.resolve(below);
      const key = [below.pack.hash, shop.operationId, shop.sellerId, atPayment, atFiling].join(" ");
      const found = kept.get(key) ?? composed(below, shop, { atPayment, atFiling, at: filedAt });
      kept.delete(key);
      kept.set(key, found);
      // What failed is tried again by the next who asks.
      found.catch(() => kept.delete(key));
      for (const [oldest, pack] of kept) {
        if (kept.size <= KEPT_MAX) break;
        kept.delete(oldest);
        void pack.then(({ pack: { hash } }) => known.forget(hash)).catch(() => undefined);
      }
      return found;
    },
  };
};

type Numbers = { readonly atPayment: number | undefined; readonly atFiling: number | undefined; readonly at: Instant };
