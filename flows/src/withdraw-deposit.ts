import type { Minor } from "@amends/domain/kernel/money";
import { addMs, type Instant } from "@amends/domain/kernel/time";
import { isRestricted, merchantRules } from "@amends/domain/recourse/merchant-rules";
import { depositPosting } from "@amends/domain/recourse/recourse-postings";
import type { Policy } from "./policy-port.ts";
import { withdrawalKey } from "./pot-ports.ts";
import type { AloneLimit, Merchant, MerchantStore } from "./recourse-ports.ts";
import { actorOf, type Principal } from "./scope.ts";

export type WithdrawPorts = {
  readonly merchants: Pick<MerchantStore, "moveDeposit" | "askWithdrawal">;
  readonly policy: Pick<Policy, "operation">;
};

/** `waits`: noted, and a second person has to ask for the very same. */
export type Withdrawal = "moved" | "short" | "frozen" | "restricted" | "waits";

/**
 * Gives back part of a deposit, once for its reference. A frozen seller gets nothing, nor one below the floor where the pack says so. From the pack's sum
 * on it takes two people who send the same reference and amount, and smaller sums come to it together: no one person takes much money out.
 */
export const withdrawDeposit = async (
  { merchants, policy }: WithdrawPorts,
  principal: Principal,
  merchant: Merchant,
  { reference, amountMinor }: { readonly reference: string; readonly amountMinor: Minor },
  at: Instant,
): Promise<Withdrawal> => {
  const { shard, operationId, sellerId, currency } = merchant;
  const operation = await policy.operation(operationId, at);
  if (operation === null) throw new Error(`broken invariant: ${operationId} has sellers and exists`);
  const rules = merchantRules(operation.running.pack);
  if (merchant.isFrozen) return "frozen";
  if (!rules.mayWithdraw && isRestricted(merchant)) return "restricted";
  const place = { shard, operationId, sellerId };
  const payOut = (alone: AloneLimit | null) =>
    merchants.moveDeposit({
      ...place,
      currency,
      key: withdrawalKey(reference),
      amountMinor: -amountMinor,
      legs: depositPosting(sellerId, -amountMinor),
      at,
      withdrawal: reference,
      alone,
    });
  const { secondPersonFromMinor: belowMinor, secondPersonWithinMs } = rules;
  const how = await payOut(belowMinor === null ? null : { belowMinor, since: addMs(at, -secondPersonWithinMs) });
  if (how !== "alone") return how === "short" ? "short" : "moved";
  const { isPaid, askedBy } = await merchants.askWithdrawal({ ...place, reference, amountMinor, askedBy: actorOf(principal).id, at });
  if (isPaid) return "moved";
  if (askedBy === null || askedBy === actorOf(principal).id) return "waits";
  return (await payOut(null)) === "short" ? "short" : "moved";
};
