import { useWords } from "@amends/ui/components/language";
import { Moment } from "@amends/ui/components/moment";
import { Empty, ErrorState, Loading } from "@amends/ui/components/states";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Badge, Button, Popover } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { noticesQuery, unreadQuery } from "./api/get-notices.ts";
import { en, zh } from "./notice-words.ts";

/** What one's role was told, at hand on every page. Opening one reads it. */
export const NoticeBell = () => {
  const words = useWords({ zh, en });
  const [isOpen, setOpen] = useState(false);
  const { data: unread = 0 } = useQuery(unreadQuery);
  return (
    <Popover
      trigger="click"
      placement="rightBottom"
      open={isOpen}
      onOpenChange={setOpen}
      destroyOnHidden
      content={<NoticeList onDone={() => setOpen(false)} />}
    >
      <Badge count={unread} overflowCount={99} size="small">
        <button type="button" className="quiet-button" aria-haspopup="dialog" aria-label={words.open(unread)}>
          {words.title}
        </button>
      </Badge>
    </Popover>
  );
};

const NoticeList = ({ onDone }: { readonly onDone: () => void }) => {
  const words = useWords({ zh, en });
  const queries = useQueryClient();
  const query = useQuery(noticesQuery);
  const again = () => queries.invalidateQueries({ queryKey: ["notices"] });
  const read = useMutation({
    mutationFn: (noticeId: Notice["noticeId"]) => client.readNotice({ params: { noticeId } }),
    onSuccess: again,
  });
  const readAll = useMutation({ mutationFn: () => client.readAllNotices(), onSuccess: again });
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
            <Link
              to="/cases/$caseId"
              params={{ caseId: notice.caseId }}
              search={{}}
              onClick={() => {
                if (notice.readAt === null) read.mutate(notice.noticeId);
                onDone();
              }}
            >
              {notice.title}
            </Link>
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

type Notice = Awaited<ReturnType<typeof client.listNotices>>["body"]["items"][number];
