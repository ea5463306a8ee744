import { Moment } from "@amends/ui/components/moment";
import { useNow } from "@amends/ui/components/now";
import { urgencyOf } from "@amends/ui/promise/urgency";
import { Link } from "@tanstack/react-router";
import { Checkbox } from "antd";
import { useConsoleWords } from "../../words/words-in.ts";
import type { WorkItem } from "./api/work-queries.ts";

type Props = {
  readonly item: WorkItem;
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
};

export const WorkRow = ({ item, isCurrent, isSelected, onSelect }: Props) => {
  const { work, serviceType } = useConsoleWords();
  const kind = work.kind[item.kind];
  return (
    <div className="work-row" data-current={isCurrent} data-selected={isSelected}>
      <span>
        <Checkbox checked={isSelected} onChange={onSelect} aria-label={work.select(`${kind} ${item.shortNo}`)} />
      </span>
      <span className="work-what">
        <span className="work-class" data-class={item.class}>
          {item.class}
        </span>
        <strong>{kind}</strong>
        {serviceType[item.serviceType] !== kind && <span className="quiet">{serviceType[item.serviceType]}</span>}
        <span className="severity" data-severity={item.severity}>
          {item.severity}
        </span>
      </span>
      <span>
        <Link to="/cases/$caseId" params={{ caseId: item.caseId }} search={{}} className="number">
          {item.shortNo}
        </Link>
      </span>
      <span>{teamName(work.team, item.team)}</span>
      <span>
        <Moment at={item.waitingSince} />
      </span>
      <span>
        <Breach item={item} />
      </span>
      <span className="work-owner" title={item.ownerName ?? undefined}>
        {item.ownerName ?? <span className="quiet">{work.nobody}</span>}
      </span>
    </div>
  );
};

/** What is broken next: the answer while nobody has it, then the standard. */
export const Breach = ({ item }: { readonly item: WorkItem }) => {
  const now = useNow(60_000);
  const { work } = useConsoleWords();
  if (item.breachAt === null) return <span className="quiet">{work.noTime}</span>;
  return (
    <span className="promise-chip" data-urgency={urgencyOf(item.waitingSince, item.breachAt, now)}>
      <Moment at={item.breachAt} />
    </span>
  );
};

export const teamName = (names: Readonly<Record<string, string>>, team: string): string => names[team] ?? team;
