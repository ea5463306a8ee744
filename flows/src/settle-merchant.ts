import { type Minor, minMinor, sumMinor } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import { askedOf } from "@amends/domain/recourse/decide-recourse";
import { isRestricted, merchantRules } from "@amends/domain/recourse/merchant-rules";
import type { RecourseState } from "@amends/domain/recourse/recourse-state";
import { commandRecourse, type RecoursePorts } from "./command-recourse.ts";
import { frozenPot, type PotStore } from "./pot-ports.ts";
import type { Merchant, MerchantStore, RecourseStore, SettlementWrite } from "./recourse-ports.ts";
import { BY_SYSTEM } from "./run-recourses.ts";

export type SettlePorts = RecoursePorts & {
  readonly recourses: Pick<RecourseStore, "commit" | "collectible">;
  readonly merchants: Pick<MerchantStore, "findSettlement" | "recordSettlement">;
  readonly pots: Pick<PotStore, "open" | "move" | "find">;
};

/**
 * kept      the host keeps this much of an order's proceeds for now
 * released  they are kept no longer; what was taken of them stays taken
 * run       this much is about to be paid out to the seller, of which a share may be withheld
 */
export type HostSettlement =
  | { readonly kind: "kept"; readonly sourceId: string; readonly externalOrderNo: string; readonly amountMinor: Minor }
  | { readonly kind: "released"; readonly sourceId: string; readonly externalOrderNo: string }
  | { readonly kind: "run"; readonly sourceId: string; readonly amountMinor: Minor };

export type SettlementOutcome = { readonly result: "recorded" | "known"; readonly withheldMinor: Minor };

/** Takes the host's word once for its source id, and says what the host is to keep back of it. */
export const settleMerchant = async (
  ports: SettlePorts,
  merchant: Merchant,
  said: HostSettlement,
  at: Instant,
): Promise<SettlementOutcome> => {
  const known = await ports.merchants.findSettlement(merchant.shard, merchant.sellerId, said.sourceId);
  if (known !== null) return { result: "known", withheldMinor: known.withheldMinor };
  const withheldMinor = await carriedOut(ports, merchant, said, at);
  await ports.merchants.recordSettlement({ ...rowOf(merchant, said), withheldMinor, at });
  return { result: "recorded", withheldMinor };
};

const carriedOut = async (ports: SettlePorts, merchant: Merchant, said: HostSettlement, at: Instant): Promise<Minor> => {
  switch (said.kind) {
    case "run":
      return withheld(ports, merchant, said, at);
    case "kept":
      await keep(ports, merchant, said, at);
      return 0n;
    case "released":
      await release(ports, merchant, said, at);
      return 0n;
  }
};

const keep = async (
  ports: SettlePorts,
  { shard, sellerId, operationId, currency }: Merchant,
  said: Extract<HostSettlement, { kind: "kept" }>,
  at: Instant,
): Promise<void> => {
  const pot = frozenPot(shard, sellerId, said.externalOrderNo);
  await ports.pots.open(pot, { operationId, sellerId, kind: "frozen_settlement", currency, limitMinor: null });
  await ports.pots.move(pot, { key: `settlement:${said.sourceId}`, kind: "kept", amountMinor: said.amountMinor }, at);
};

const release = async (
  ports: SettlePorts,
  { shard, sellerId }: Merchant,
  said: Extract<HostSettlement, { kind: "released" }>,
  at: Instant,
): Promise<void> => {
  const pot = frozenPot(shard, sellerId, said.externalOrderNo);
  const stands = await ports.pots.find(pot);
  if (stands === null) return;
  await ports.pots.move(
    pot,
    { key: `settlement:${said.sourceId}`, kind: "released", amountMinor: stands.heldMinor - stands.balanceMinor },
    at,
  );
};

/**
 * The oldest recourse first, each by its own share, all together never more than the greatest share of the whole. A settlement that comes again after a
 * crash counts what it has taken before.
 */
const withheld = async (
  ports: SettlePorts,
  merchant: Merchant,
  said: Extract<HostSettlement, { kind: "run" }>,
  at: Instant,
): Promise<Minor> => {
  const ref = `settlement:${said.sourceId}`;
  const recourses = await ports.recourses.collectible(merchant.shard, merchant.sellerId, ref);
  let takenMinor = sumMinor(recourses.map(recourse => takenBy(recourse, ref)));
  for (const collectible of recourses) {
    const recourse = await underRestriction(ports, merchant, collectible);
    const capMinor = shareOf(recourse, said.amountMinor) - takenMinor;
    const amountMinor = takenBy(recourse, ref) > 0n ? 0n : minMinor(capMinor, askedOf(recourse, said.amountMinor));
    if (amountMinor <= 0n) continue;
    const outcome = await commandRecourse(
      ports,
      collectible,
      { kind: "take", source: "next_settlements", amountMinor, ref },
      { by: BY_SYSTEM, at },
    );
    if (outcome.kind === "done") takenMinor += amountMinor;
  }
  return takenMinor;
};

/** While the deposit is below its floor, the pack may have more withheld of each settlement than of others'. */
const underRestriction = async ({ policy }: SettlePorts, merchant: Merchant, recourse: RecourseState): Promise<RecourseState> => {
  if (recourse.trying === null || !isRestricted(merchant)) return recourse;
  const { settlementShareBasisPoints } = merchantRules((await policy.packByHash(recourse.packHash)).pack);
  if (settlementShareBasisPoints === null || settlementShareBasisPoints <= recourse.trying.shareBasisPoints) return recourse;
  return { ...recourse, trying: { ...recourse.trying, shareBasisPoints: settlementShareBasisPoints } };
};

const takenBy = ({ takes }: RecourseState, ref: string): Minor =>
  sumMinor(takes.filter(take => take.ref === ref).map(take => take.amountMinor));

const shareOf = ({ trying }: RecourseState, amountMinor: Minor): Minor => (amountMinor * BigInt(trying?.shareBasisPoints ?? 0)) / 10_000n;

const rowOf = (
  { shard, operationId, sellerId, currency }: Merchant,
  said: HostSettlement,
): Omit<SettlementWrite, "withheldMinor" | "at"> => ({
  shard,
  operationId,
  sellerId,
  currency,
  sourceId: said.sourceId,
  kind: said.kind,
  externalOrderNo: said.kind === "run" ? null : said.externalOrderNo,
  amountMinor: said.kind === "released" ? 0n : said.amountMinor,
});
