import { instant } from "@amends/domain/kernel/time";
import { SHIFT_CHANGES, SHIFT_REASONS, type ShiftChangeKind, type ShiftReason } from "@amends/domain/work/shift-plan";
import { useWords } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { fromLocalInput, toLocalInput } from "@amends/ui/format/local-input";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Popover, Segmented, Select } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import type { Agent } from "./api/get-team.ts";
import { en, zh } from "./roster-words.ts";

const HOUR_MS = 3_600_000;

/** Somebody is away, or comes in besides: from when to when, and why. */
export const ShiftChangeForm = ({ accountId, day }: { readonly accountId: Agent["accountId"]; readonly day: number }) => {
  const words = useWords({ zh, en });
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [kind, setKind] = useState<ShiftChangeKind>("absent");
  const [reason, setReason] = useState<ShiftReason>("leave");
  const [from, setFrom] = useState(toLocalInput(day));
  const [until, setUntil] = useState(toLocalInput(day + 24 * HOUR_MS));
  const span = { fromAt: fromLocalInput(from), untilAt: fromLocalInput(until) };
  const enter = useMutation({
    mutationFn: async () => {
      if (span.fromAt === null || span.untilAt === null) return;
      const body = { kind, reason, fromAt: instant(span.fromAt), untilAt: instant(span.untilAt) };
      await client.enterShiftChange({ params: { accountId }, body });
    },
    onSuccess: async () => {
      setOpen(false);
      await queries.invalidateQueries({ queryKey: ["work"] });
    },
  });
  const form = (
    <form
      className="hand-over"
      onSubmit={event => {
        event.preventDefault();
        enter.mutate();
      }}
    >
      <Segmented
        aria-label={words.kind}
        value={kind}
        onChange={setKind}
        options={SHIFT_CHANGES.map(value => ({ value, label: words.kinds[value] }))}
      />
      <Select
        aria-label={words.reason}
        value={reason}
        onChange={setReason}
        options={SHIFT_REASONS.map(value => ({ value, label: words.reasons[value] }))}
      />
      <div className="field">
        <span>{words.from}</span>
        <Input aria-label={words.from} type="datetime-local" required value={from} onChange={({ target }) => setFrom(target.value)} />
      </div>
      <div className="field">
        <span>{words.until}</span>
        <Input aria-label={words.until} type="datetime-local" required value={until} onChange={({ target }) => setUntil(target.value)} />
      </div>
      {enter.error !== null && <ErrorLine error={enter.error} />}
      <Button type="primary" htmlType="submit" loading={enter.isPending} disabled={span.fromAt === null || span.untilAt === null}>
        {words.enter}
      </Button>
    </form>
  );
  return (
    <Popover
      trigger="click"
      open={isOpen}
      content={form}
      onOpenChange={open => {
        setOpen(open);
        enter.reset();
      }}
    >
      <Button size="small">{words.change}</Button>
    </Popover>
  );
};
