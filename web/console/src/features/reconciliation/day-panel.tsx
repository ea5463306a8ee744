import type { CivilDay } from "@amends/domain/reconciliation/civil-day";
import { Amount } from "@amends/ui/components/amount";
import { ErrorLine, ErrorState, Loading } from "@amends/ui/components/states";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { client } from "../../client.ts";
import { dayQuery } from "./api/get-reconciliation.ts";
import { useReconciliationWords } from "./words.ts";

const SHOWN = ["matched", "different", "missing", "extra", "duplicated", "carried", "outside"] as const;

/** What each gateway said of a day, how it agrees, and the button that signs it. */
export const DayPanel = ({ day }: { readonly day: CivilDay }) => {
  const words = useReconciliationWords();
  const query = useQuery(dayQuery(day));
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { gateways, close, unexplained } = query.data;
  return (
    <>
      <section aria-labelledby="gateways">
        <h2 id="gateways">{words.gateways}</h2>
        {gateways.length === 0 && <p className="quiet">{words.noGateways}</p>}
        {gateways.map(({ gateway, statement }) => (
          <article key={gateway} aria-label={gateway}>
            <h3>{gateway}</h3>
            {statement === null ? (
              <p className="quiet">{words.noStatement}</p>
            ) : (
              <>
                <dl className="figures">
                  {SHOWN.filter(name => name === "matched" || (statement.outcomes?.[name].count ?? 0) > 0).map(name => (
                    <div key={name}>
                      <dt>
                        {words.outcomes[name]} {statement.outcomes?.[name].count ?? 0}
                      </dt>
                      <dd>{statement.outcomes !== null && <Amount value={statement.outcomes[name].amount} />}</dd>
                    </div>
                  ))}
                  {statement.postedFee.amountMinor !== 0n && (
                    <div>
                      <dt>{words.postedFee}</dt>
                      <dd>
                        <Amount value={statement.postedFee} />
                      </dd>
                    </div>
                  )}
                </dl>
                <a href={`/v1/reconciliation/statements/${statement.statementId}/lines`} download>
                  {words.download}
                </a>
              </>
            )}
          </article>
        ))}
      </section>
      <section aria-labelledby="close">
        <h2 id="close">{words.close}</h2>
        {unexplained > 0 && <p className="notice">{words.unexplained(unexplained)}</p>}
        {close === null ? <CloseButton day={day} /> : <p role="status">{words.closed(day)}</p>}
      </section>
    </>
  );
};

const CloseButton = ({ day }: { readonly day: CivilDay }) => {
  const words = useReconciliationWords();
  const queries = useQueryClient();
  const close = useMutation({
    mutationFn: () => client.closeDay({ params: { day } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["reconciliation"] }),
  });
  return (
    <>
      <Button type="primary" onClick={() => close.mutate()} loading={close.isPending}>
        {words.closeNow(day)}
      </Button>
      {close.error !== null && <ErrorLine error={close.error} />}
    </>
  );
};
