import type { SellerId } from "@amends/domain/kernel/ids";
import { useWords } from "@amends/ui/components/language";
import { Moment } from "@amends/ui/components/moment";
import { Empty, ErrorState, Loading } from "@amends/ui/components/states";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { client } from "../../client.ts";
import { meQuery } from "../session/api/get-me.ts";
import { noticesQuery } from "./api/get-notices.ts";
import { en, zh } from "./notice-words.ts";

/** What one's role was told, the newest first; opening one reads it. */
export const NoticeList = () => {
  const words = useWords({ zh, en });
  const queries = useQueryClient();
  const query = useQuery(noticesQuery);
  const again = () => queries.invalidateQueries({ queryKey: ["notices"] });
  const read = useMutation({
    mutationFn: (noticeId: Notice["noticeId"]) => client.readNotice({ params: { noticeId } }),
    onSuccess: again,
  });
  const readAll = useMutation({ mutationFn: () => client.readAllNotices(), onSuccess: again });
  const me = useQuery(meQuery);
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.items.length === 0)
    return (
      <Empty title={words.none}>
        <p className="quiet">{words.noneNext}</p>
      </Empty>
    );
  return (
    <div className="notices">
      <Button size="small" disabled={query.data.unread === 0} loading={readAll.isPending} onClick={() => readAll.mutate()}>
        {words.readAll}
      </Button>
      <ul>
        {query.data.items.map(notice => (
          <li key={notice.noticeId} data-unread={notice.readAt === null}>
            <Title
              notice={notice}
              sellerId={me.data?.sellerId ?? null}
              onOpen={() => {
                if (notice.readAt === null) read.mutate(notice.noticeId);
              }}
            />
            {notice.isUrgent && <span className="urgent"> {words.urgent}</span>}
            <p>{notice.body}</p>
            <p className="quiet">
              <Moment at={notice.at} />
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
};

/** News of a case lead there; news of a deposit to the seller's own account. */
const Title = ({
  notice: { caseId, title },
  sellerId,
  onOpen,
}: {
  readonly notice: Notice;
  readonly sellerId: SellerId | null;
  readonly onOpen: () => void;
}) => {
  if (caseId !== null)
    return (
      <Link to="/cases/$caseId" params={{ caseId }} search={{}} onClick={onOpen}>
        {title}
      </Link>
    );
  if (sellerId === null) return <b>{title}</b>;
  return (
    <Link to="/merchants/$sellerId" params={{ sellerId }} onClick={onOpen}>
      {title}
    </Link>
  );
};

type Notice = Awaited<ReturnType<typeof client.listNotices>>["body"]["items"][number];
