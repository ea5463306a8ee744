import type { Routes } from "@amends/contract/routes";
import type { Call, CallAnswer } from "@amends/sdk/call";
import { Moment } from "@amends/ui/components/moment";
import { Empty, ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Input, Popover } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { Table } from "../../table.tsx";
import { useConsoleWords } from "../../words/words-in.ts";

type Stuck = CallAnswer<Routes["listStuck"]>["body"];

export const StuckTables = ({ stuck }: { readonly stuck: Stuck }) => {
  const words = useConsoleWords();
  if ([stuck.effects, stuck.deadlines, stuck.advances, stuck.notices, stuck.webhooks].every(({ length }) => length === 0))
    return (
      <Empty title={words.stuck.none}>
        <p className="quiet">{words.stuck.noneNext}</p>
      </Empty>
    );
  return (
    <>
      {stuck.effects.length > 0 && <Effects effects={stuck.effects} />}
      {stuck.deadlines.length > 0 && <Deadlines deadlines={stuck.deadlines} />}
    </>
  );
};

const Effects = ({ effects }: Pick<Stuck, "effects">) => {
  const { stuck, partner } = useConsoleWords();
  const asked: Readonly<Record<string, string>> = partner.asked;
  return (
    <Table name={stuck.effects} columns={[stuck.case, stuck.kind, stuck.status, stuck.attempts, stuck.fault, stuck.due, ""]}>
      {effects.map(effect => (
        <tr key={effect.effectId}>
          <td>
            <CaseLink {...effect} />
          </td>
          <td>{asked[effect.kind] ?? effect.kind}</td>
          <td>{stuck[effect.status]}</td>
          <td>{stuck.times(effect.attempts)}</td>
          <td className="fault">{effect.lastFault}</td>
          <td>
            <Moment at={effect.dueAt} />
          </td>
          <td>{effect.status === "parked" && <Retry effectId={effect.effectId} />}</td>
        </tr>
      ))}
    </Table>
  );
};

const Deadlines = ({ deadlines }: Pick<Stuck, "deadlines">) => {
  const { stuck, owner, stepType } = useConsoleWords();
  const names: Readonly<Record<string, string>> = stepType;
  return (
    <Table name={stuck.deadlines} columns={[stuck.case, stuck.step, stuck.owner, stuck.due]}>
      {deadlines.map(deadline => (
        <tr key={`${deadline.caseId} ${deadline.stepNo}`}>
          <td>
            <CaseLink {...deadline} />
          </td>
          <td>{names[deadline.stepType] ?? deadline.stepType}</td>
          <td>{owner.staff[deadline.owner]}</td>
          <td>
            <Moment at={deadline.dueAt} />
          </td>
        </tr>
      ))}
    </Table>
  );
};

const CaseLink = ({ caseId, shortNo }: Pick<Stuck["deadlines"][number], "caseId" | "shortNo">) => (
  <Link to="/cases/$caseId" params={{ caseId }} search={{}} className="number">
    {shortNo}
  </Link>
);

type EffectId = Parameters<Call<Routes["retryEffect"]>>[0]["params"]["effectId"];

/** Why it should work now is kept on record, so it is asked. */
const Retry = ({ effectId }: { readonly effectId: EffectId }) => {
  const { stuck } = useConsoleWords();
  const queries = useQueryClient();
  const [reason, setReason] = useState("");
  const retry = useMutation({
    mutationFn: () => client.retryEffect({ params: { effectId }, body: { reason } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["stuck"] }),
  });
  return (
    <Popover
      trigger="click"
      content={
        <form
          className="retry"
          onSubmit={event => {
            event.preventDefault();
            retry.mutate();
          }}
        >
          <Input
            aria-label={stuck.retryReason}
            placeholder={stuck.retryReason}
            value={reason}
            maxLength={200}
            onChange={event => setReason(event.target.value)}
            autoFocus
          />
          {retry.error !== null && <ErrorLine error={retry.error} />}
          <Button type="primary" htmlType="submit" loading={retry.isPending} disabled={reason.trim() === ""}>
            {stuck.retry}
          </Button>
        </form>
      }
    >
      <Button>{stuck.retry}</Button>
    </Popover>
  );
};
