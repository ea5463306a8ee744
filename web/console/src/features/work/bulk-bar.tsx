import type { Routes } from "@amends/contract/routes";
import type { Call } from "@amends/sdk/call";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Popover, Select } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import { agentsQuery, type ListedAgent, type WorkItem } from "./api/work-queries.ts";

type Deed = Parameters<Call<Routes["changeManyItems"]>>[0]["body"]["deed"];
const HOUR_MS = 3_600_000;

type Props = { readonly selected: readonly WorkItem[]; readonly now: () => number; readonly onDone: () => void };

/** One deed on everything selected, one item or two hundred; what was refused stays as it was and is counted. */
export const BulkBar = ({ selected, now, onDone }: Props) => {
  const { work } = useConsoleWords();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: async (deed: Deed) =>
      (await client.changeManyItems({ body: { deed, select: { itemIds: selected.map(({ itemId }) => itemId) } } })).body.items,
    onSuccess: async () => {
      onDone();
      await queries.invalidateQueries({ queryKey: ["work"] });
    },
  });
  const refused = change.data?.filter(({ code }) => code !== null) ?? [];
  return (
    <div className="bulk-bar">
      <span>{work.selected(selected.length)}</span>
      <Button disabled={selected.length === 0} loading={change.isPending} onClick={() => change.mutate({ kind: "claim" })}>
        {work.claim} <kbd>c</kbd>
      </Button>
      <Button disabled={selected.length === 0} onClick={() => change.mutate({ kind: "release" })}>
        {work.release}
      </Button>
      <Button disabled={selected.length === 0} onClick={() => change.mutate({ kind: "snooze", until: instantOf(now() + HOUR_MS) })}>
        {work.snooze}
      </Button>
      <HandOver
        isDisabled={selected.length === 0}
        onHandOver={(to, note) => change.mutate({ kind: "hand_over", to, note, promisedAt: null })}
      />
      <span role="status">
        {change.data !== undefined && work.done(change.data.length - refused.length, refused.length)}{" "}
        {[...new Set(refused.map(({ code }) => code))].map(code => (
          <code key={code}>{code}</code>
        ))}
      </span>
      {change.error !== null && <ErrorLine error={change.error} />}
    </div>
  );
};

type Until = Extract<Deed, { kind: "snooze" }>["until"];
const instantOf = (ms: number): Until => Math.floor(ms) as Until;

type HandOverProps = { readonly isDisabled: boolean; readonly onHandOver: (to: ListedAgent["accountId"], note: string | null) => void };

const HandOver = ({ isDisabled, onHandOver }: HandOverProps) => {
  const { work } = useConsoleWords();
  const agents = useQuery(agentsQuery).data ?? [];
  const [isOpen, setOpen] = useState(false);
  const [to, setTo] = useState<ListedAgent["accountId"] | null>(null);
  const [note, setNote] = useState("");
  const form = (
    <form
      className="hand-over"
      onSubmit={event => {
        event.preventDefault();
        if (to === null) return;
        onHandOver(to, note.trim() === "" ? null : note);
        setOpen(false);
        setNote("");
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
      <p className="quiet">{work.handOverMeans}</p>
      <Button type="primary" htmlType="submit" disabled={to === null}>
        {work.confirm}
      </Button>
    </form>
  );
  return (
    <Popover trigger="click" open={isOpen && !isDisabled} onOpenChange={setOpen} content={form}>
      <Button disabled={isDisabled}>{work.handOver}</Button>
    </Popover>
  );
};
