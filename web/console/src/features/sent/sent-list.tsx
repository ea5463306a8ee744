import { CHANNELS, type NoticeChannel } from "@amends/domain/notice/notice";
import { useWords } from "@amends/ui/components/language";
import { Moment } from "@amends/ui/components/moment";
import { Empty, ErrorState, Loading } from "@amends/ui/components/states";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Segmented } from "antd";
import { Table } from "../../table.tsx";
import { sentQuery } from "./api/get-sent.ts";
import { en, zh } from "./sent-words.ts";

const WAYS = ["all", ...CHANNELS] as const;

type SentListProps = { readonly way: NoticeChannel | undefined; readonly onWay: (way: NoticeChannel | undefined) => void };

/** What a sandbox would have sent to people, the newest first. */
export const SentList = ({ way, onWay }: SentListProps) => {
  const words = useWords({ zh, en });
  const query = useQuery(sentQuery);
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.length === 0)
    return (
      <Empty title={words.none}>
        <p className="quiet">{words.noneNext}</p>
      </Empty>
    );
  const shown = query.data.filter(({ channel }) => way === undefined || channel === way);
  return (
    <>
      <div className="sent-ways">
        <Segmented<(typeof WAYS)[number]>
          aria-label={words.label}
          options={WAYS.map(value => ({ value, label: words.ways[value] }))}
          value={way ?? "all"}
          onChange={value => onWay(value === "all" ? undefined : value)}
        />
      </div>
      {shown.length === 0 ? (
        <Empty title={words.noneOfWay} />
      ) : (
        <Table name={words.title} columns={[words.at, words.way, words.to, words.text, words.case]}>
          {shown.map(message => (
            <tr key={`${message.caseId} ${message.template} ${message.channel} ${message.at} ${message.accountId ?? message.customerId}`}>
              <td>
                <Moment at={message.at} />
              </td>
              <td>{words.ways[message.channel]}</td>
              <td>
                {message.customerId === null ? words.desk : words.buyer}
                <br />
                <span className="number">{message.sentTo}</span>
              </td>
              <td className="sent-text">
                <b>{message.title}</b>
                <br />
                {message.body}
                {message.choices.length > 0 && <p>{message.choices.map(({ label }) => label).join(" · ")}</p>}
                <p className="quiet">
                  {words.template} {message.template}
                </p>
              </td>
              <td>
                {message.caseId !== null && (
                  <Link to="/cases/$caseId" params={{ caseId: message.caseId }} search={{}}>
                    {words.open}
                  </Link>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </>
  );
};
