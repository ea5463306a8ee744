import { CHANNELS, type NoticeChannel } from "@amends/domain/notice/notice";
import { useWords } from "@amends/ui/components/language";
import { Moment } from "@amends/ui/components/moment";
import { Empty, ErrorState, Loading } from "@amends/ui/components/states";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Segmented } from "antd";
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
        <ul className="sent" aria-label={words.title}>
          {shown.map(message => (
            <li key={`${message.caseId} ${message.template} ${message.channel} ${message.at} ${message.accountId ?? message.customerId}`}>
              <p className="sent-head quiet">
                <Moment at={message.at} />
                <span>{words.ways[message.channel]}</span>
                <span>
                  {message.customerId === null ? words.desk : words.buyer} <span className="number">{message.sentTo}</span>
                </span>
                <span>
                  {words.template} {message.template}
                </span>
              </p>
              <p className="sent-body">
                <strong>{message.title}</strong>
                <br />
                {message.body}
                {message.choices.length > 0 && ` ${message.choices.map(({ label }) => label).join(" · ")}`}{" "}
                {message.caseId !== null && (
                  <Link to="/cases/$caseId" params={{ caseId: message.caseId }} search={{}}>
                    {words.open}
                  </Link>
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
    </>
  );
};
