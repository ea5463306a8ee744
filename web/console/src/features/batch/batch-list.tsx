import { Amount } from "@amends/ui/components/amount";
import { Moment } from "@amends/ui/components/moment";
import { Empty, ErrorState, Loading } from "@amends/ui/components/states";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Scrolls } from "../../table.tsx";
import { useConsoleWords } from "../../words/words-in.ts";
import { type Batch, batchesQuery } from "./api/get-batch.ts";

export const BatchList = () => {
  const { batch: words } = useConsoleWords();
  const query = useInfiniteQuery(batchesQuery);
  if (query.data === undefined)
    return query.error === null ? <Loading /> : <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const batches = query.data.pages.flatMap(({ items }) => items);
  if (batches.length === 0)
    return (
      <Empty title={words.none}>
        <p className="quiet">{words.noneNext}</p>
      </Empty>
    );
  return (
    <>
      <Scrolls>
        <table className="list">
          <thead>
            <tr>
              {[words.cause, words.opened, words.status, words.members, words.sum].map(name => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {batches.map(batch => (
              <Row key={batch.batchId} batch={batch} />
            ))}
          </tbody>
        </table>
      </Scrolls>
      {query.hasNextPage && (
        <button type="button" className="quiet-button" onClick={() => void query.fetchNextPage()}>
          {words.more}
        </button>
      )}
    </>
  );
};

const Row = ({ batch }: { readonly batch: Batch }) => {
  const { batch: words } = useConsoleWords();
  const { standing } = batch;
  return (
    <tr>
      <td>
        <Link to="/batches/$batchId" params={{ batchId: batch.batchId }}>
          {words.causeOf(batch.cause)}
        </Link>
      </td>
      <td>
        <Moment at={batch.openedAt} />
      </td>
      <td>{words.statuses[batch.status]}</td>
      <td>{words.progress(standing.done, standing.toFile + standing.linked)}</td>
      <td>
        <Amount value={standing.amount} />
      </td>
    </tr>
  );
};
