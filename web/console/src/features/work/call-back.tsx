import type { CaseId } from "@amends/domain/kernel/ids";
import { CALL_RESULTS, type CallResult } from "@amends/domain/work/work-item";
import { useWords } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Popover, Radio, Select } from "antd";
import { type ReactNode, useState } from "react";
import { client } from "../../client.ts";
import { agentsQuery, type ListedAgent, type WorkItem } from "./api/work-queries.ts";
import { useIsNarrow } from "./use-is-narrow.ts";
import { instantOf, When } from "./when.tsx";
import { en, zh } from "./work-words.ts";

const TEXT_LENGTH_MAX = 4000;
const textOf = (field: string): string | null => (field.trim() === "" ? null : field.trim());

type PopoverFormProps = {
  readonly name: string;
  readonly submit: string;
  readonly type?: "primary";
  /** Gives what to tell the server; the form closes when it was taken. */
  readonly onSubmit: () => Promise<unknown>;
  readonly children: ReactNode;
};

/** A small form behind a button. What it said stands in the case and in the queue, so everything shown is asked for anew. */
const PopoverForm = ({ name, submit, type, onSubmit, children }: PopoverFormProps) => {
  const queries = useQueryClient();
  const isNarrow = useIsNarrow();
  const [isOpen, setOpen] = useState(false);
  const send = useMutation({
    mutationFn: onSubmit,
    onSuccess: async () => {
      setOpen(false);
      await queries.invalidateQueries();
    },
  });
  const form = (
    <form
      className="hand-over"
      onSubmit={event => {
        event.preventDefault();
        send.mutate();
      }}
    >
      {children}
      {send.error !== null && <ErrorLine error={send.error} />}
      <Button type="primary" htmlType="submit" loading={send.isPending}>
        {submit}
      </Button>
    </form>
  );
  return (
    <Popover trigger="click" open={isOpen} onOpenChange={setOpen} content={form} placement={isNarrow ? "bottom" : "left"}>
      <Button size="small" {...(type === undefined ? {} : { type })}>
        {name}
      </Button>
    </Popover>
  );
};

type LinesProps = { readonly label: string; readonly rows: number; readonly value: string; readonly onChange: (value: string) => void };
const Lines = ({ label, rows, value, onChange }: LinesProps) => (
  <Input.TextArea
    aria-label={label}
    placeholder={label}
    rows={rows}
    maxLength={TEXT_LENGTH_MAX}
    value={value}
    onChange={event => onChange(event.target.value)}
  />
);

/** Who is to call, when, and about what. */
export const AskCallBack = ({ caseId }: { readonly caseId: CaseId }) => {
  const words = useWords({ zh, en });
  const agents = useQuery(agentsQuery).data ?? [];
  const [when, setWhen] = useState("");
  const [callerId, setCallerId] = useState<ListedAgent["accountId"] | null>(null);
  const [about, setAbout] = useState("");
  const ask = async (): Promise<void> => {
    await client.openCallBack({ params: { caseId }, body: { dueAt: instantOf(when), callerId, note: textOf(about) } });
    setWhen("");
    setCallerId(null);
    setAbout("");
  };
  return (
    <PopoverForm name={words.call} submit={words.confirm} onSubmit={ask}>
      <When label={words.callWhen} value={when} onChange={setWhen} />
      <Select
        showSearch={{ optionFilterProp: "label" }}
        allowClear
        aria-label={words.caller}
        placeholder={words.caller}
        value={callerId}
        onChange={(value: ListedAgent["accountId"] | undefined) => setCallerId(value ?? null)}
        options={agents.map(({ accountId, name }) => ({ value: accountId, label: name }))}
      />
      <Lines label={words.about} rows={2} value={about} onChange={setAbout} />
      {callerId !== null && <p className="quiet">{words.callMeans}</p>}
    </PopoverForm>
  );
};

/** How the call went: anything but no answer ends the item. */
export const CallResultForm = ({ itemId }: { readonly itemId: WorkItem["itemId"] }) => {
  const words = useWords({ zh, en });
  const [result, setResult] = useState<CallResult>("reached");
  const [said, setSaid] = useState("");
  const [again, setAgain] = useState("");
  const againAt = result === "no_answer" ? instantOf(again) : null;
  return (
    <PopoverForm
      name={words.called}
      submit={words.record}
      type="primary"
      onSubmit={() => client.recordCall({ params: { itemId }, body: { result, note: textOf(said), againAt } })}
    >
      <Radio.Group
        aria-label={words.result}
        vertical
        value={result}
        onChange={event => setResult(event.target.value)}
        options={CALL_RESULTS.map(value => ({ value, label: words.results[value] }))}
      />
      {result === "no_answer" && <When label={words.again} value={again} onChange={setAgain} />}
      <Lines label={words.said} rows={3} value={said} onChange={setSaid} />
    </PopoverForm>
  );
};
