import { BREACHING_SHOWN_MAX } from "@amends/domain/work/work-item";
import { useLanguage } from "@amends/ui/components/language";
import { Empty } from "@amends/ui/components/states";
import { Link } from "@tanstack/react-router";
import { Table } from "../../table.tsx";
import { useConsoleWords } from "../../words/words-in.ts";
import { Breach, teamName } from "../work/work-row.tsx";
import type { Team } from "./api/get-team.ts";
import { type SummedBy, share, summed } from "./attainment.ts";

export const People = ({ agents }: Pick<Team, "agents">) => {
  const { team, work, role } = useConsoleWords();
  if (agents.length === 0)
    return (
      <Empty title={team.nobody}>
        <p className="quiet">{team.nobodyNext}</p>
      </Empty>
    );
  return (
    <Table name={team.people} columns={[team.person, team.role, team.duty, team.load, team.team]}>
      {agents.map(agent => (
        <tr key={agent.accountId}>
          <td>{agent.name}</td>
          <td>{role[agent.role]}</td>
          <td>
            <span className="duty" data-on={agent.isOnDuty}>
              {agent.isOnDuty ? work.onDuty : work.offDuty}
            </span>
          </td>
          <td className="number">
            <meter min={0} max={Math.max(1, agent.capacity)} value={agent.load} aria-label={team.load} /> {agent.load} / {agent.capacity}
          </td>
          <td>{team.list(agent.teams.map(each => teamName(work.team, each)))}</td>
        </tr>
      ))}
    </Table>
  );
};

export const Breaching = ({ breaching }: Pick<Team, "breaching">) => {
  const { team, work } = useConsoleWords();
  if (breaching.length === 0) return <p className="quiet">{team.noBreach}</p>;
  return (
    <>
      <Table name={team.breaching} columns={[work.column.item, work.column.case, team.team, work.column.breach, work.column.owner]}>
        {breaching.map(item => (
          <tr key={item.itemId}>
            <td>{work.kind[item.kind]}</td>
            <td>
              <Link to="/cases/$caseId" params={{ caseId: item.caseId }} search={{}} className="number">
                {item.shortNo}
              </Link>
            </td>
            <td>{teamName(work.team, item.team)}</td>
            <td>
              <Breach item={item} />
            </td>
            <td>{item.ownerName ?? work.nobody}</td>
          </tr>
        ))}
      </Table>
      {breaching.length === BREACHING_SHOWN_MAX && (
        <p>
          <Link to="/work" search={{ view: "open", breaching: "soon" }}>
            {team.breachingRest(BREACHING_SHOWN_MAX)}
          </Link>
        </p>
      )}
    </>
  );
};

const SUMS: readonly SummedBy[] = [
  { person: false, row: false },
  { person: true, row: false },
  { person: false, row: true },
  { person: true, row: true },
];

export const AttainmentTables = ({ shown }: { readonly shown: Team }) => {
  const { language } = useLanguage();
  const { team, work } = useConsoleWords();
  const names = new Map<string, string>(shown.agents.map(({ accountId, name }) => [accountId, name]));
  if (shown.attainment.length === 0) return <p className="quiet">{team.noAttainment}</p>;
  const columns = [team.standardOf, team.team, team.kind, team.who, team.kept, team.missed, team.share, team.late];
  return SUMS.map(by => {
    const rows = summed(shown.attainment, by);
    if (rows.length === 0) return null;
    const name = [team.attainment, ...(by.row ? [team.eachPromise] : []), by.person ? team.who : team.team].join(" · ");
    return (
      <Table key={name} name={name} columns={by.person ? columns : columns.filter(column => column !== team.who)}>
        {rows.map(row => (
          <tr key={`${row.team} ${row.kind} ${row.standard} ${row.rowId} ${row.accountId}`}>
            <td>
              {by.row && `${row.words?.[language] ?? row.rowId} · `}
              {team.standard[row.standard]}
            </td>
            <td>{teamName(work.team, row.team)}</td>
            <td>{work.kind[row.kind]}</td>
            {by.person && <td>{names.get(row.accountId ?? "") ?? "–"}</td>}
            <td className="number">{row.met}</td>
            <td className="number">{row.missed}</td>
            <td className="number">{share(row)}</td>
            <td className="number">{row.missed === 0 ? "–" : team.minutes(Math.ceil(row.lateSeconds / row.missed / 60))}</td>
          </tr>
        ))}
      </Table>
    );
  });
};

export const Thanks = ({ recognised, recognisedBy }: Pick<Team, "recognised" | "recognisedBy">) => {
  const { language } = useLanguage();
  const { team } = useConsoleWords();
  return (
    <section aria-label={team.thanks}>
      <h2>{team.thanks}</h2>
      {recognised.length === 0 ? (
        <p>{team.noThanks}</p>
      ) : (
        <ol className="thanks">
          {recognised.map(({ accountId, name, points, kept, of }) => (
            <li key={accountId}>
              <strong>{name}</strong> <span className="number">{team.points(points)}</span>{" "}
              <span className="quiet">{team.keptOf(kept, of)}</span>
            </li>
          ))}
        </ol>
      )}
      {recognisedBy.length > 0 && (
        <ul className="quiet">
          {recognisedBy.map(row => (
            <li key={row.en}>{row[language]}</li>
          ))}
        </ul>
      )}
    </section>
  );
};
