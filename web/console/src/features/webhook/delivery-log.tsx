import { useWords } from "@amends/ui/components/language";
import { Moment } from "@amends/ui/components/moment";
import { Empty, ErrorLine, ErrorState, Loading } from "@amends/ui/components/states";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Segmented } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { Scrolls } from "../../table.tsx";
import { type Delivery, type DeliveryFilter, deliveriesQuery, type Webhook } from "./api/get-webhooks.ts";
import { en, zh } from "./webhook-words.ts";

const FILTERS = ["all", "pending", "delivered", "dead"] as const;
const FEED_SEQ_MAX = 999_999_999_999;

/** What was sent to one endpoint and what it answered; what was given up can be sent again. */
export const DeliveryLog = ({ webhook: { webhookId, dead } }: { readonly webhook: Webhook }) => {
  const words = useWords({ zh, en });
  const queries = useQueryClient();
  const [filter, setFilter] = useState<(typeof FILTERS)[number]>("all");
  const status: DeliveryFilter = filter === "all" ? undefined : filter;
  const query = useInfiniteQuery(deliveriesQuery(webhookId, status));
  const replay = useMutation({
    mutationFn: (range: { readonly fromFeedSeq: number; readonly toFeedSeq: number; readonly status: "dead" | "any" }) =>
      client.replayWebhook({ params: { webhookId }, body: range }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["webhooks"] }),
  });
  const items = query.data?.pages.flatMap(page => page.items) ?? [];
  return (
    <section aria-labelledby="deliveries">
      <h2 id="deliveries">{words.deliveries}</h2>
      <div className="webhook-tools">
        <Segmented options={FILTERS.map(value => ({ value, label: words.filter[value] }))} value={filter} onChange={setFilter} />
        {dead > 0 && (
          <Button loading={replay.isPending} onClick={() => replay.mutate({ fromFeedSeq: 1, toFeedSeq: FEED_SEQ_MAX, status: "dead" })}>
            {words.replayAll}
          </Button>
        )}
        {replay.data !== undefined && <span role="status">{words.replayed(replay.data.body.replayed)}</span>}
        {replay.error !== null && <ErrorLine error={replay.error} />}
      </div>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && items.length === 0 && (
        <Empty title={words.noDeliveries}>
          <p className="quiet">{words.noDeliveriesNext}</p>
        </Empty>
      )}
      {items.length > 0 && (
        <Scrolls>
          <table className="list">
            <thead>
              <tr>
                {["#", words.event, words.version, words.at, words.answer, words.next, ""].map(name => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {items.map(delivery => (
                <Row
                  key={delivery.feedSeq}
                  delivery={delivery}
                  onReplay={() => replay.mutate({ fromFeedSeq: delivery.feedSeq, toFeedSeq: delivery.feedSeq, status: "any" })}
                />
              ))}
            </tbody>
          </table>
        </Scrolls>
      )}
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </section>
  );
};

const Row = ({ delivery, onReplay }: { readonly delivery: Delivery; readonly onReplay: () => void }) => {
  const words = useWords({ zh, en });
  const { feedSeq, caseId, type, version, at, status, nextAt, attempts } = delivery;
  const last = attempts.at(-1);
  return (
    <tr>
      <td className="number">{feedSeq}</td>
      <td>
        <Link to="/cases/$caseId" params={{ caseId }} search={{}}>
          {type}
        </Link>
      </td>
      <td className="number">{version}</td>
      <td>
        <Moment at={at} />
      </td>
      <td className="fault">
        {words.filter[status]}
        {last !== undefined &&
          ` · ${words.result[last.result]} ${last.status ?? ""} · ${words.ms(last.tookMs)} · ${words.tries(attempts.length)}`}
        {last?.said !== null && last?.said !== undefined && <span className="quiet"> {last.said}</span>}
      </td>
      <td>{nextAt !== null && <Moment at={nextAt} />}</td>
      <td>
        {status !== "pending" && (
          <Button size="small" onClick={onReplay}>
            {words.replay}
          </Button>
        )}
      </td>
    </tr>
  );
};
