import type { Shift } from "@amends/domain/work/shift-plan";
import { WORK_LANGUAGES } from "@amends/domain/work/work-item";
import { useWords } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import { teamName } from "../work/work-row.tsx";
import type { Agent, Roster } from "./api/get-team.ts";
import { en, zh } from "./roster-words.ts";

export type EditedAgent = Pick<Agent, "accountId" | "name" | "teams" | "skills" | "languages" | "capacity" | "shifts">;

const CAPACITY_MAX = 100;
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const NEW_SHIFT: Shift = { weekday: 1, fromMinute: 9 * 60, toMinute: 18 * 60 };
const LAST_MINUTE = 24 * 60;

type Props = { readonly agent: EditedAgent; readonly roster: Roster; readonly onClose: () => void };

/** What somebody can do, how much at once, and when they are usually there. */
export const AgentForm = ({ agent, roster, onClose }: Props) => {
  const words = useWords({ zh, en });
  const { work } = useConsoleWords();
  const queries = useQueryClient();
  const { accountId, ...kept } = agent;
  const [so, setSo] = useState(kept);
  const change = (to: Partial<typeof so>) => setSo({ ...so, ...to });
  const save = useMutation({
    mutationFn: () => {
      const { name, teams, skills, languages, capacity, shifts } = so;
      return client.putAgent({
        params: { accountId },
        body: { name, teams: [...teams], skills: [...skills], languages: [...languages], capacity, shifts: [...shifts] },
      });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["work"] });
      onClose();
    },
  });
  return (
    <form
      className="agent-form"
      onSubmit={event => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className="field">
        <span>{words.name}</span>
        <Input aria-label={words.name} required maxLength={40} value={so.name} onChange={({ target }) => change({ name: target.value })} />
      </div>
      <Select
        mode="multiple"
        aria-label={words.teams}
        placeholder={words.teams}
        value={so.teams}
        onChange={teams => change({ teams })}
        options={roster.teams.map(value => ({ value, label: teamName(work.team, value) }))}
      />
      <Select
        mode="multiple"
        aria-label={words.skills}
        placeholder={words.skills}
        value={so.skills}
        onChange={skills => change({ skills })}
        options={roster.skills.map(value => ({ value, label: value }))}
      />
      <Select
        mode="multiple"
        aria-label={words.languages}
        value={so.languages}
        onChange={languages => change({ languages })}
        options={WORK_LANGUAGES.map(value => ({ value, label: words.language[value] }))}
      />
      <div className="field">
        <span>{words.capacity}</span>
        <InputNumber
          aria-label={words.capacity}
          min={0}
          max={CAPACITY_MAX}
          value={so.capacity}
          onChange={capacity => change({ capacity: capacity ?? 0 })}
        />
      </div>
      <Shifts shifts={so.shifts} onChange={shifts => change({ shifts: [...shifts] })} />
      {save.error !== null && <ErrorLine error={save.error} />}
      <div className="row">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button type="primary" htmlType="submit" loading={save.isPending} disabled={so.languages.length === 0}>
          {words.save}
        </Button>
      </div>
    </form>
  );
};

const clockOf = (minute: number): string =>
  [Math.floor((minute % LAST_MINUTE) / 60), minute % 60].map(part => String(part).padStart(2, "0")).join(":");
const minuteOf = (clock: string): number => {
  const [hours = "0", minutes = "0"] = clock.split(":");
  return Number(hours) * 60 + Number(minutes);
};

type ShiftsProps = { readonly shifts: readonly Shift[]; readonly onChange: (shifts: readonly Shift[]) => void };

const Shifts = ({ shifts, onChange }: ShiftsProps) => {
  const words = useWords({ zh, en });
  const put = (place: number, to: Partial<Shift>): void =>
    onChange(shifts.map((shift, index) => (index === place ? { ...shift, ...to } : shift)));
  const after = shifts.at(-1);
  const next: Shift = after === undefined ? NEW_SHIFT : { ...after, weekday: WEEKDAYS.find(day => day > after.weekday) ?? after.weekday };
  return (
    <fieldset className="shifts">
      <legend>{words.shifts}</legend>
      {shifts.map(({ weekday, fromMinute, toMinute }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two spans may be alike while they are edited
        <div key={place} className="shift">
          <Select
            aria-label={words.weekday}
            value={weekday}
            onChange={value => put(place, { weekday: value })}
            options={WEEKDAYS.map(value => ({ value, label: words.weekdays[value - 1] }))}
          />
          <Input
            type="time"
            aria-label={words.from}
            required
            value={clockOf(fromMinute)}
            onChange={({ target }) => put(place, { fromMinute: minuteOf(target.value) })}
          />
          <Input
            type="time"
            aria-label={words.until}
            required
            value={clockOf(toMinute)}
            // Midnight ends a shift and begins none.
            onChange={({ target }) => put(place, { toMinute: minuteOf(target.value) || LAST_MINUTE })}
          />
          <Button aria-label={words.removeShift} onClick={() => onChange(shifts.filter((_, index) => index !== place))}>
            ×
          </Button>
        </div>
      ))}
      <Button onClick={() => onChange([...shifts, next])}>{words.addShift}</Button>
    </fieldset>
  );
};
