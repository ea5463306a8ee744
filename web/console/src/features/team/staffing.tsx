import { useLanguage, useWords } from "@amends/ui/components/language";
import { useNow } from "@amends/ui/components/now";
import { ErrorState, Loading } from "@amends/ui/components/states";
import { toLocalInput } from "@amends/ui/format/local-input";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { Table } from "../../table.tsx";
import { useConsoleWords } from "../../words/words-in.ts";
import { teamName } from "../work/work-row.tsx";
import { staffingQuery } from "./api/get-team.ts";
import { en, zh } from "./roster-words.ts";
import { busiestTeam, gapsOf, type HalfHour } from "./staffing-shorts.ts";

const clockOf = (at: number): string => toLocalInput(at).slice(11);
const DATE_LENGTH = 10;

/** One day and one team: how many it takes, how many are planned and were there, and where it is short. */
export const StaffingPanel = () => {
  const words = useWords({ zh, en });
  const { work } = useConsoleWords();
  const today = toLocalInput(useNow(60_000)).slice(0, DATE_LENGTH);
  const [chosenDay, setDay] = useState<string | null>(null);
  const [chosenTeam, setTeam] = useState<string | null>(null);
  const day = chosenDay ?? today;
  const query = useQuery(staffingQuery(day));
  const halfHours = query.data?.halfHours ?? [];
  const teams = [...new Set(halfHours.map(({ team }) => team))];
  const team = chosenTeam !== null && teams.includes(chosenTeam) ? chosenTeam : busiestTeam(halfHours);
  const shown = halfHours.filter(each => each.team === team);
  const goal = query.data?.goals.find(each => each.team === team);
  return (
    <section className="staffing" aria-labelledby="staffing">
      <h2 id="staffing">{words.staffing}</h2>
      <div className="tools">
        <Input
          type="date"
          aria-label={words.day}
          value={day}
          onChange={({ target }) => setDay(target.value === "" ? null : target.value)}
        />
        <Button disabled={day === today} onClick={() => setDay(null)}>
          {words.today}
        </Button>
        {teams.length > 0 && (
          <Select
            aria-label={words.team}
            value={team}
            onChange={setTeam}
            options={teams.map(value => ({ value, label: teamName(work.team, value) }))}
          />
        )}
      </div>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && shown.length === 0 && <p className="quiet">{words.noFigures}</p>}
      {shown.length > 0 && (
        <>
          <Gaps halfHours={shown} isPlanned={halfHours.some(({ planned }) => planned > 0)} />
          <Bars halfHours={shown} />
          <details>
            <summary>{words.all}</summary>
            <Figures halfHours={shown} />
          </details>
        </>
      )}
      {goal !== undefined && (
        <p className="quiet">
          {goal.name} ·{" "}
          <Link to="/rules" search={{ q: goal.ruleId }}>
            {words.rule(goal.ruleId)}
          </Link>
        </p>
      )}
      <p className="quiet">{words.why}</p>
    </section>
  );
};

const Gaps = ({ halfHours, isPlanned }: { readonly halfHours: readonly HalfHour[]; readonly isPlanned: boolean }) => {
  const words = useWords({ zh, en });
  const { language } = useLanguage();
  if (!isPlanned) return <p>{words.noPlan}</p>;
  const listed = (side: "short" | "over"): string =>
    gapsOf(halfHours, side)
      .map(({ fromAt, toAt, count }) => words[side === "short" ? "shortAt" : "overAt"](clockOf(fromAt), clockOf(toAt), count))
      .join(language === "zh" ? "；" : "; ");
  const [short, over] = [listed("short"), listed("over")];
  const isUnknown = halfHours.some(({ needed }) => needed === null);
  return (
    <>
      {isUnknown && <p className="quiet">{words.notLearned}</p>}
      {short === "" ? (
        !isUnknown && <p className="enough">{words.enough}</p>
      ) : (
        <p>
          <strong>{words.short}</strong> <span className="short">{short}</span>
        </p>
      )}
      {over !== "" && (
        <p>
          <strong>{words.over}</strong> {over}
        </p>
      )}
    </>
  );
};

/** A column for each half hour: its height is the need, filled as far as it is planned; those on duty are the line across. */
const Bars = ({ halfHours }: { readonly halfHours: readonly HalfHour[] }) => {
  const words = useWords({ zh, en });
  const most = Math.max(1, ...halfHours.map(({ needed, planned, onDuty }) => Math.max(needed?.agents ?? 0, planned, onDuty ?? 0)));
  const percent = (count: number): string => `${(count * 100) / most}%`;
  return (
    <div className="staff-bars" aria-hidden="true">
      {halfHours.map(({ halfHourAt, needed, planned, onDuty, short }, place) => (
        <span
          key={halfHourAt}
          className="staff-bar"
          data-short={short > 0}
          title={`${clockOf(halfHourAt)} ${words.needed} ${needed?.agents ?? "?"} · ${words.planned} ${planned} · ${words.onDuty} ${onDuty ?? "–"}`}
        >
          <span className="staff-needed" style={{ blockSize: percent(needed?.agents ?? 0) }} />
          <span className="staff-planned" style={{ blockSize: percent(planned) }} />
          {onDuty !== null && <span className="staff-there" style={{ insetBlockEnd: percent(onDuty) }} />}
          {place % 8 === 0 && <span className="staff-clock">{clockOf(halfHourAt)}</span>}
        </span>
      ))}
    </div>
  );
};

const Figures = ({ halfHours }: { readonly halfHours: readonly HalfHour[] }) => {
  const words = useWords({ zh, en });
  const columns = [
    words.halfHour,
    words.arrived,
    words.expected,
    words.needed,
    words.headcount,
    words.planned,
    words.onDuty,
    words.shortBy,
    words.overBy,
  ];
  return (
    <Table name={words.all} columns={columns}>
      {halfHours.map(({ halfHourAt, arrived, expected, needed, planned, onDuty, short, over }) => (
        <tr key={halfHourAt}>
          <td className="number">{clockOf(halfHourAt)}</td>
          <td className="number">{arrived ?? "–"}</td>
          <td className="number">{expected.toFixed(1)}</td>
          <td className="number">{needed?.agents ?? words.unknown}</td>
          <td className="number">{needed === null ? "–" : Math.ceil(needed.headcount)}</td>
          <td className="number">{planned}</td>
          <td className="number">{onDuty ?? "–"}</td>
          <td className="number">{short === 0 ? "–" : <span className="short">{short}</span>}</td>
          <td className="number">{over === 0 ? "–" : over}</td>
        </tr>
      ))}
    </Table>
  );
};
