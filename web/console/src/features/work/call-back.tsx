import type { CaseId } from "@amends/domain/kernel/ids";
import { instant } from "@amends/domain/kernel/time";
import { CALL_RESULTS, type CallResult } from "@amends/domain/work/work-item";
import { useWords } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { fromLocalInput, toLocalInput } from "@amends/ui/format/local-input";
import { shopNow } from "@amends/ui/format/shop-clock";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Popover, Radio, Select } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { agentsQuery, type ListedAgent, type WorkItem } from "./api/work-queries.ts";
import { en, zh } from "./work-words.ts";

const TEXT_LENGTH_MAX = 4000;
const instantOf = (field: string) => {
  const at = fromLocalInput(field);
  return at === null ? null : instant(at);
};
const textOf = (field: string): string | null => (field.trim() === "" ? null : field.trim());

type WhenProps = { readonly label: string; readonly value: string; readonly onChange: (value: string) => void };
const When = ({ label, value, onChange }: WhenProps) => (
  <div className="field">
    <span>{label}</span>
    <Input
      aria-label={label}
      type="datetime-local"
      min={toLocalInput(shopNow())}
      value={value}
      onChange={event => onChange(event.target.value)}
    />
  </div>
);

/** Who is to call, when, and about what. */
export const AskCallBack = ({ caseId }: { readonly caseId: CaseId }) => {
  const words = useWords({ zh, en });
  const queries = useQueryClient();
  const agents = useQuery(agentsQuery).data ?? [];
  const [isOpen, setOpen] = useState(false);
  const [when, setWhen] = useState("");
  const [callerId, setCallerId] = useState<ListedAgent["accountId"] | null>(null);
  const [about, setAbout] = useState("");
  const ask = useMutation({
    mutationFn: () => client.openCallBack({ params: { caseId }, body: { dueAt: instantOf(when), callerId, note: textOf(about) } }),
    onSuccess: async () => {
      setOpen(false);
      setWhen("");
      setCallerId(null);
      setAbout("");
      await queries.invalidateQueries();
    },
  });
  const form = (
    <form
      className="hand-over"
      onSubmit={event => {
        event.preventDefault();
        ask.mutate();
      }}
    >
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
      <Input.TextArea
        aria-label={words.about}
        placeholder={words.about}
        rows={2}
        maxLength={TEXT_LENGTH_MAX}
        value={about}
        onChange={event => setAbout(event.target.value)}
      />
      {callerId !== null && <p className="quiet">{words.callMeans}</p>}
      {ask.error !== null && <ErrorLine error={ask.error} />}
      <Button type="primary" htmlType="submit" loading={ask.isPending}>
        {words.confirm}
      </Button>
    </form>
  );
  return (
    <Popover trigger="click" open={isOpen} onOpenChange={setOpen} content={form} placement="left">
      <Button size="small">{words.call}</Button>
    </Popover>
  );
};

/** How the call went: anything but no answer ends the item. */
export const CallResultForm = ({ itemId }: { readonly itemId: WorkItem["itemId"] }) => {
  const words = useWords({ zh, en });
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [result, setResult] = useState<CallResult>("reached");
  const [said, setSaid] = useState("");
  const [again, setAgain] = useState("");
  const record = useMutation({
    mutationFn: () =>
      client.recordCall({
        params: { itemId },
        body: { result, note: textOf(said), againAt: result === "no_answer" ? instantOf(again) : null },
      }),
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
        record.mutate();
      }}
    >
      <Radio.Group
        aria-label={words.result}
        vertical
        value={result}
        onChange={event => setResult(event.target.value)}
        options={CALL_RESULTS.map(value => ({ value, label: words.results[value] }))}
      />
      {result === "no_answer" && <When label={words.again} value={again} onChange={setAgain} />}
      <Input.TextArea
        aria-label={words.said}
        placeholder={words.said}
        rows={3}
        maxLength={TEXT_LENGTH_MAX}
        value={said}
        onChange={event => setSaid(event.target.value)}
      />
      {record.error !== null && <ErrorLine error={record.error} />}
      <Button type="primary" htmlType="submit" loading={record.isPending}>
        {words.record}
      </Button>
    </form>
  );
  return (
    <Popover trigger="click" open={isOpen} onOpenChange={setOpen} content={form} placement="left">
      <Button size="small" type="primary">
        {words.called}
      </Button>
    </Popover>
  );
};
