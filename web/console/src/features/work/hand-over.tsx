import type { Instant } from "@amends/domain/kernel/time";
import { useQuery } from "@tanstack/react-query";
import { Button, Input, Popover, Select } from "antd";
import { useState } from "react";
import { useConsoleWords } from "../../words/words-in.ts";
import { agentsQuery, type ListedAgent } from "./api/work-queries.ts";
import { instantOf, When } from "./when.tsx";

type Props = {
  readonly isDisabled?: boolean;
  readonly size?: "small" | "middle";
  readonly onHandOver: (to: ListedAgent["accountId"], note: string | null, promisedAt: Instant | null) => void;
};

/** To whom, and what they should know. */
export const HandOver = ({ isDisabled = false, size = "middle", onHandOver }: Props) => {
  const { work } = useConsoleWords();
  const agents = useQuery(agentsQuery).data ?? [];
  const [isOpen, setOpen] = useState(false);
  const [to, setTo] = useState<ListedAgent["accountId"] | null>(null);
  const [note, setNote] = useState("");
  const [promised, setPromised] = useState("");
  const form = (
    <form
      className="hand-over"
      onSubmit={event => {
        event.preventDefault();
        if (to === null) return;
        onHandOver(to, note.trim() === "" ? null : note, instantOf(promised));
        setOpen(false);
        setNote("");
        setPromised("");
      }}
    >
      <Select
        showSearch={{ optionFilterProp: "label" }}
        aria-label={work.to}
        placeholder={work.to}
        value={to}
        onChange={setTo}
        options={agents.map(agent => ({ value: agent.accountId, label: `${agent.name} ${agent.load}/${agent.capacity}` }))}
      />
      <Input.TextArea
        aria-label={work.note}
        placeholder={work.note}
        rows={3}
        maxLength={4000}
        value={note}
        onChange={event => setNote(event.target.value)}
      />
      <When label={work.promisedTo} value={promised} onChange={setPromised} />
      <p className="quiet">{work.handOverMeans}</p>
      <Button type="primary" htmlType="submit" disabled={to === null}>
        {work.confirm}
      </Button>
    </form>
  );
  return (
    <Popover trigger="click" open={isOpen && !isDisabled} onOpenChange={setOpen} content={form}>
      <Button size={size} disabled={isDisabled}>
        {work.handOver}
      </Button>
    </Popover>
  );
};
