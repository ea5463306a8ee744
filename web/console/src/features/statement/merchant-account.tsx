import type { SellerId } from "@amends/domain/kernel/ids";
import { Amount } from "@amends/ui/components/amount";
import { ErrorState, Loading } from "@amends/ui/components/states";
import { formatAmount } from "@amends/ui/format/amount";
import { useQuery } from "@tanstack/react-query";
import { merchantQuery } from "./api/get-statement.ts";
import { DepositPanel, Restriction } from "./deposit-panel.tsx";
import { useStatementWords } from "./words.ts";

/** The three accounts as they stand, and what is asked of the seller. */
export const MerchantAccount = ({ sellerId }: { readonly sellerId: SellerId }) => {
  const words = useStatementWords();
  const query = useQuery(merchantQuery(sellerId));
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { name, topUpDue, isFrozen } = query.data;
  return (
    <>
      <h1>{words.title(name)}</h1>
      {topUpDue.amountMinor > 0n && (
        <p role="status" className="notice">
          {words.topUp(formatAmount(topUpDue))}
        </p>
      )}
      <Restriction merchant={query.data} />
      {isFrozen && <p className="notice">{words.frozen}</p>}
      <dl className="figures">
        {(["deposit", "kept", "receivable", "outstanding"] as const).map(figure => (
          <div key={figure}>
            <dt>{words[figure]}</dt>
            <dd>
              <Amount value={query.data[figure]} />
            </dd>
          </div>
        ))}
      </dl>
      <DepositPanel key={sellerId} merchant={query.data} />
    </>
  );
};
