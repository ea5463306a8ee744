import type { CustomerFacts } from "@amends/domain/intake/case-facts";
import type { Minor } from "@amends/domain/kernel/money";
import type { CompiledPack } from "@amends/domain/policy/pack";

/** How much may be refunded to a buyer of this tier ahead of the goods, all open cases together: a parameter of the pack, in minor units. */
export const instantLimitMinor = ({ id, parameters }: CompiledPack, tier: CustomerFacts["tier"]): Minor => {
  const limit = parameters[`instantRefund.quota.${tier}`];
  if (typeof limit !== "number" || !Number.isSafeInteger(limit)) {
    throw new Error(`broken invariant: the pack ${id} sets instantRefund.quota.${tier} to a whole number of minor units`);
  }
  return BigInt(limit);
};
