import { instant } from "@amends/domain/kernel/time";
import { plannedSpans } from "@amends/domain/work/shift-plan";
import { useWords } from "@amends/ui/components/language";
import { useNow } from "@amends/ui/components/now";
import { ErrorLine } from "@amends/ui/components/states";
import { startOfShopWeek, toLocalInput } from "@amends/ui/format/local-input";
import { shopZone } from "@amends/ui/format/shop-clock";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Modal, Select } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { Table } from "../../table.tsx";
import { AgentForm, type EditedAgent } from "./agent-form.tsx";
import { type Agent, type Roster, rosterQuery } from "./api/get-team.ts";
import { en, zh } from "./roster-words.ts";
import { ShiftChangeForm } from "./shift-change-form.tsx";

const DAY_MS = 86_400_000;
const DAYS = [0, 1, 2, 3, 4, 5, 6] as const;

/** Plans a week: everybody's shifts, who is away, who comes in besides. */
export const RosterPanel = ({ agents }: { readonly agents: readonly Agent[] }) => {
  const words = useWords({ zh, en });
  const thisWeek = startOfShopWeek(useNow(60_000));
  const [weeksAhead, setWeeksAhead] = useState(0);
  const [edited, setEdited] = useState<EditedAgent | null>(null);
  const fromAt = instant(thisWeek + weeksAhead * 7 * DAY_MS);
  const { data: roster } = useQuery(rosterQuery(fromAt));
  if (roster === undefined) return null;
  const dateOf = (day: number): string => toLocalInput(fromAt + day * DAY_MS).slice(5, 10);
  const columns = [words.name, ...words.weekdays.map((name, day) => `${name} ${dateOf(day)}`), ""];
  return (
    <section aria-labelledby="roster" className="roster">
      <h2 id="roster">{words.roster}</h2>
      <div className="tools">
        <Button onClick={() => setWeeksAhead(weeksAhead - 1)}>{words.before}</Button>
        <Button disabled={weeksAhead === 0} onClick={() => setWeeksAhead(0)}>
          {words.thisWeek}
        </Button>
        <Button onClick={() => setWeeksAhead(weeksAhead + 1)}>{words.after}</Button>
        <span className="number">{words.week(dateOf(0), dateOf(6))}</span>
        <Newcomer roster={roster} onChoose={setEdited} />
      </div>
      <Table name={words.roster} columns={columns}>
        {agents.map(agent => (
          <tr key={agent.accountId}>
            <th scope="row">{agent.name}</th>
            {DAYS.map(day => (
              <DayCell key={day} agent={agent} roster={roster} from={fromAt + day * DAY_MS} />
            ))}
            <td>
              <div className="deeds">
                <ShiftChangeForm accountId={agent.accountId} day={fromAt} />
                <Button size="small" onClick={() => setEdited(agent)} aria-label={`${words.edit} ${agent.name}`}>
                  {words.edit}
                </Button>
              </div>
            </td>
          </tr>
        ))}
      </Table>
      <Changes agents={agents} roster={roster} />
      <Modal
        open={edited !== null}
        title={edited === null ? "" : words.setUp(edited.name)}
        footer={null}
        destroyOnHidden
        onCancel={() => setEdited(null)}
      >
        {edited !== null && <AgentForm key={edited.accountId} agent={edited} roster={roster} onClose={() => setEdited(null)} />}
      </Modal>
    </section>
  );
};

type CellProps = { readonly agent: Agent; readonly roster: Roster; readonly from: number };

const DayCell = ({ agent, roster, from }: CellProps) => {
  const words = useWords({ zh, en });
  const day = { fromAt: instant(from), untilAt: instant(from + DAY_MS) };
  const changes = roster.changes.filter(({ accountId }) => accountId === agent.accountId);
  const spans = plannedSpans(agent.shifts, changes, day, shopZone());
  const away = changes.find(({ kind, fromAt, untilAt }) => kind === "absent" && fromAt < day.untilAt && untilAt > day.fromAt);
  const clock = (at: number): string => (at === day.untilAt ? "24:00" : toLocalInput(at).slice(11));
  return (
    <td className="number roster-day" data-away={away !== undefined}>
      {spans.map(({ fromAt, untilAt }) => (
        <span key={fromAt}>
          {clock(fromAt)}–{clock(untilAt)}
        </span>
      ))}
      {away !== undefined && <span className="away">{words.reasons[away.reason]}</span>}
      {spans.length === 0 && away === undefined && <span className="quiet">{words.off}</span>}
    </td>
  );
};

/** Whoever has not been at the queue yet can be planned all the same. */
const Newcomer = ({ roster, onChoose }: { readonly roster: Roster; readonly onChoose: (agent: EditedAgent) => void }) => {
  const words = useWords({ zh, en });
  if (roster.withoutPlace.length === 0) return null;
  return (
    <Select
      aria-label={words.addHint}
      placeholder={words.add}
      showSearch={{ optionFilterProp: "label" }}
      value={null}
      options={roster.withoutPlace.map(({ accountId, name }) => ({ value: accountId, label: name }))}
      onChange={accountId => {
        const chosen = roster.withoutPlace.find(each => each.accountId === accountId);
        if (chosen !== undefined) onChoose({ ...chosen, teams: [], skills: [], languages: ["zh"], capacity: 5, shifts: [] });
      }}
    />
  );
};

const Changes = ({ agents, roster }: { readonly agents: readonly Agent[]; readonly roster: Roster }) => {
  const words = useWords({ zh, en });
  const queries = useQueryClient();
  const takeBack = useMutation({
    mutationFn: (changeId: Roster["changes"][number]["changeId"]) => client.takeBackShiftChange({ params: { changeId } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["work"] }),
  });
  if (roster.changes.length === 0) return <p className="quiet">{words.noChanges}</p>;
  const at = (moment: number): string => toLocalInput(moment).slice(5).replace("T", " ");
  const nameOf = (accountId: string): string => agents.find(each => each.accountId === accountId)?.name ?? "–";
  return (
    <>
      <h3>{words.changes}</h3>
      <ul className="shift-changes">
        {roster.changes.map(({ changeId, accountId, kind, reason, fromAt, untilAt }) => (
          <li key={changeId}>
            <strong>{nameOf(accountId)}</strong> {words.kinds[kind]} · {words.reasons[reason]}{" "}
            <span className="number">
              {at(fromAt)} – {at(untilAt)}
            </span>{" "}
            <Button size="small" onClick={() => takeBack.mutate(changeId)}>
              {words.takeBack}
            </Button>
          </li>
        ))}
      </ul>
      {takeBack.error !== null && <ErrorLine error={takeBack.error} />}
    </>
  );
};
