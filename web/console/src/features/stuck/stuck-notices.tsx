import type { Routes } from "@amends/contract/routes";
import type { CallAnswer } from "@amends/sdk/call";
import { useWords } from "@amends/ui/components/language";
import { Moment } from "@amends/ui/components/moment";
import { Link } from "@tanstack/react-router";
import { client } from "../../client.ts";
import { Table } from "../../table.tsx";
import { useConsoleWords } from "../../words/words-in.ts";
import { RetryButton } from "./retry-button.tsx";
import { en, zh } from "./stuck-notice-words.ts";

type StuckNotice = CallAnswer<Routes["listStuck"]>["body"]["notices"][number];

/** Messages to people that were given up after many tries. */
export const StuckNotices = ({ notices }: { readonly notices: readonly StuckNotice[] }) => {
  const { stuck } = useConsoleWords();
  const words = useWords({ zh, en });
  if (notices.length === 0) return null;
  return (
    <Table name={words.title} columns={[stuck.case, words.channel, stuck.attempts, stuck.fault, stuck.due, ""]}>
      {notices.map(({ noticeId, channel, caseId, attempts, lastFault, dueAt }) => (
        <tr key={`${noticeId} ${channel}`}>
          <td>
            <Link to="/cases/$caseId" params={{ caseId }} search={{}}>
              {words.open}
            </Link>
          </td>
          <td>{words.channels[channel]}</td>
          <td>{stuck.times(attempts)}</td>
          <td className="fault">{lastFault}</td>
          <td>
            <Moment at={dueAt} />
          </td>
          <td>
            <RetryButton onRetry={() => client.retryNotice({ params: { noticeId }, body: { channel } })} />
          </td>
        </tr>
      ))}
    </Table>
  );
};
