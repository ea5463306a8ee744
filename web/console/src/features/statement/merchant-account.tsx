import type { Routes } from "@amends/contract/routes";
import type { CallAnswer } from "@amends/sdk/call";
import { Amount } from "@amends/ui/components/amount";
import { formatAmount } from "@amends/ui/format/amount";
import { DepositPanel, Restriction } from "./deposit-panel.tsx";
import { useStatementWords } from "./words.ts";

/** The three accounts as they stand, and what is asked of the seller. */
export const MerchantAccount = ({ merchant }: { readonly merchant: CallAnswer<Routes["showMerchant"]>["body"] }) => {
  const words = useStatementWords();
  const { sellerId, topUpDue, isFrozen } = merchant;
  return (
    <>
      {topUpDue.amountMinor > 0n && (
        <p role="status" className="notice">
          {words.topUp(formatAmount(topUpDue))}
        </p>
      )}
      <Restriction merchant={merchant} />
      {isFrozen && <p className="notice">{words.frozen}</p>}
      <dl className="figures">
        {(["deposit", "kept", "receivable", "outstanding"] as const).map(figure => (
          <div key={figure}>
            <dt>{words[figure]}</dt>
            <dd>
              <Amount value={merchant[figure]} />
            </dd>
          </div>
        ))}
      </dl>
      <DepositPanel key={sellerId} merchant={merchant} />
    </>
  );
};
