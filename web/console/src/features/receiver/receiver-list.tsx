import { TAKES_IN_AS } from "@amends/domain/order/host-record";
import { useWords } from "@amends/ui/components/language";
import { Empty, ErrorState, Loading } from "@amends/ui/components/states";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import { Table } from "../../table.tsx";
import { type Receiver, type ReceiverKind, receiversQuery } from "./get-receivers.ts";
import { en, zh } from "./receiver-words.ts";

type Props = { readonly kind: ReceiverKind | undefined; readonly onKind: (kind: ReceiverKind | undefined) => void };

/** Who takes goods in beside the sellers. What nothing can be sent to says so where it stands. */
export const ReceiverList = ({ kind, onKind }: Props) => {
  const words = useWords({ zh, en });
  const query = useInfiniteQuery(receiversQuery(kind));
  const receivers = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section aria-label={words.title}>
      <Segmented<ReceiverKind | "all">
        aria-label={words.kinds}
        options={[{ value: "all", label: words.all }, ...TAKES_IN_AS.map(value => ({ value, label: words.takesInAs[value] }))]}
        value={kind ?? "all"}
        onChange={chosen => onKind(chosen === "all" ? undefined : chosen)}
      />
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && receivers.length === 0 && (
        <Empty title={words.none}>
          <p className="quiet">{words.noneNext}</p>
        </Empty>
      )}
      {receivers.length > 0 && (
        <Table name={words.title} columns={[words.name, words.kind, words.of, words.externalId, words.state]}>
          {receivers.map(receiver => (
            <Row key={receiver.receiverId} receiver={receiver} />
          ))}
        </Table>
      )}
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </section>
  );
};

const Row = ({ receiver: { name, takesInAs, seller, externalId, closed, addressCount } }: { readonly receiver: Receiver }) => {
  const words = useWords({ zh, en });
  return (
    <tr>
      <td>{name}</td>
      <td>{words.takesInAs[takesInAs]}</td>
      <td>{seller === null ? words.everySeller : seller.name}</td>
      <td className="number">{externalId}</td>
      <td>{closed ? words.closed : addressCount === 0 ? words.noAddress : words.open(addressCount)}</td>
    </tr>
  );
};
