import { useWords } from "@amends/ui/components/language";
import { Moment } from "@amends/ui/components/moment";
import { useNow } from "@amends/ui/components/now";
import { Empty, ErrorLine, ErrorState, Loading } from "@amends/ui/components/states";
import { urgencyOf } from "@amends/ui/promise/urgency";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Popconfirm, Segmented } from "antd";
import { client } from "../../client.ts";
import { Table } from "../../table.tsx";
import { useRole } from "../session/api/get-me.ts";
import { mayCall } from "../session/may-call.ts";
import { STRAY_LISTS, type StrayParcel, type StrayStatus, strayParcelsQuery } from "./api/get-stray-parcels.ts";
import { KeepParcel } from "./keep-parcel.tsx";
import { MatchParcel } from "./match-parcel.tsx";
import { en, zh } from "./stray-parcel-words.ts";

const MINUTE_MS = 60_000;

type Props = { readonly status: StrayStatus; readonly onStatus: (status: StrayStatus) => void };

/** The one that is due first stands first; those that were settled stay to be looked up. */
export const StrayParcelList = ({ status, onStatus }: Props) => {
  const words = useWords({ zh, en });
  const query = useInfiniteQuery(strayParcelsQuery(status));
  const parcels = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section aria-label={words.title}>
      <Segmented<StrayStatus>
        aria-label={words.lists}
        options={STRAY_LISTS.map(value => ({ value, label: words.list[value] }))}
        value={status}
        onChange={onStatus}
      />
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && parcels.length === 0 && (
        <Empty title={words.none[status].title}>
          <p className="quiet">{words.none[status].next}</p>
        </Empty>
      )}
      {parcels.length > 0 && (
        <Table
          name={words.list[status]}
          columns={[words.trackingNo, words.carrier, words.arrived, ...(status === "waiting" ? [words.due] : []), words.fate]}
        >
          {parcels.map(parcel => (
            <Row key={parcel.trackingNo} parcel={parcel} />
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

const Row = ({ parcel }: { readonly parcel: StrayParcel }) => {
  const words = useWords({ zh, en });
  const now = useNow(MINUTE_MS);
  const { trackingNo, carrier, receivedAt, dueAt, status } = parcel;
  const urgency = urgencyOf(receivedAt, dueAt, now);
  return (
    <tr>
      <td className="number">{trackingNo}</td>
      <td>{carrier}</td>
      <td>
        <Moment at={receivedAt} />
      </td>
      {status === "waiting" && (
        <td>
          <span className="promise-chip" data-urgency={urgency}>
            <Moment at={dueAt} as="day" /> {urgency === "late" && words.late}
          </span>
        </td>
      )}
      <td>
        <Fate parcel={parcel} />
        {status === "waiting" && <Deeds parcel={parcel} />}
      </td>
    </tr>
  );
};

const Fate = ({ parcel: { status, caseId, surplusOf } }: { readonly parcel: StrayParcel }) => {
  const words = useWords({ zh, en });
  return (
    <span>
      {surplusOf !== null && <OfCase said={words.surplusOf} caseId={surplusOf} />}
      {surplusOf !== null && status !== "waiting" && " · "}
      {caseId !== null && <OfCase said={status === "accepted" ? words.kept : words.matched} caseId={caseId} />}
      {status === "sent_back" && words.sentBack}
      {status === "waiting" && surplusOf === null && words.waiting}
    </span>
  );
};

const OfCase = ({ said, caseId }: { readonly said: string; readonly caseId: NonNullable<StrayParcel["caseId"]> }) => {
  const words = useWords({ zh, en });
  return (
    <>
      {said}{" "}
      <Link to="/cases/$caseId" params={{ caseId }} search={{}}>
        {words.openCase}
      </Link>
    </>
  );
};

const Deeds = ({ parcel: { trackingNo, surplusOf } }: { readonly parcel: StrayParcel }) => {
  const words = useWords({ zh, en });
  const role = useRole();
  const queries = useQueryClient();
  const sendBack = useMutation({
    mutationFn: () => client.sendBackStrayParcel({ params: { trackingNo } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["stray-parcels"] }),
  });
  return (
    <span className="stray-deeds">
      {mayCall("matchStrayParcel", role) && <MatchParcel trackingNo={trackingNo} />}
      {mayCall("acceptStrayParcel", role) && <KeepParcel trackingNo={trackingNo} surplusOf={surplusOf} />}
      {mayCall("sendBackStrayParcel", role) && (
        <Popconfirm title={words.sendBackSure(trackingNo)} okText={words.sendBack} onConfirm={() => sendBack.mutate()}>
          <Button loading={sendBack.isPending}>{words.sendBack}</Button>
        </Popconfirm>
      )}
      {sendBack.error !== null && <ErrorLine error={sendBack.error} />}
    </span>
  );
};
