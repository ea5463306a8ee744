import type { Routes } from "@amends/contract/routes";
import type { CallAnswer } from "@amends/sdk/call";
import { useWords } from "@amends/ui/components/language";
import { Moment } from "@amends/ui/components/moment";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import { en, zh } from "./stuck-notice-words.ts";

type StuckNotice = CallAnswer<Routes["listStuck"]>["body"]["notices"][number];

/** Messages to buyers that were given up after many tries. */
export const StuckNotices = ({ notices }: { readonly notices: readonly StuckNotice[] }) => {
  const { stuck } = useConsoleWords();
  const words = useWords({ zh, en });
  if (notices.length === 0) return null;
  return (
    <table className="list">
      <caption>{words.title}</caption>
      <thead>
        <tr>
          {[stuck.case, words.channel, stuck.attempts, stuck.fault, stuck.due, ""].map(name => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {notices.map(notice => (
          <tr key={`${notice.noticeId} ${notice.channel}`}>
            <td>
              <Link to="/cases/$caseId" params={{ caseId: notice.caseId }} search={{}}>
                {words.open}
              </Link>
            </td>
            <td>{words.channels[notice.channel]}</td>
            <td>{stuck.times(notice.attempts)}</td>
            <td className="fault">{notice.lastFault}</td>
            <td>
              <Moment at={notice.dueAt} />
            </td>
            <td>
              <Retry notice={notice} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Retry = ({ notice: { noticeId, channel } }: { readonly notice: StuckNotice }) => {
  const { stuck } = useConsoleWords();
  const queries = useQueryClient();
  const retry = useMutation({
    mutationFn: () => client.retryNotice({ params: { noticeId }, body: { channel } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["stuck"] }),
  });
  return (
    <>
      <Button loading={retry.isPending} onClick={() => retry.mutate()}>
        {stuck.retry}
      </Button>
      {retry.error !== null && <ErrorLine error={retry.error} />}
    </>
  );
};
