import { useLanguage } from "@amends/ui/components/language";
import { exactTime } from "@amends/ui/format/time";
import { useSaid } from "@amends/ui/rules/use-said";
import { useQuery } from "@tanstack/react-query";
import { type UpcomingRow, upcomingRulesQuery } from "./api/get-rules.ts";
import { useTableName } from "./rule-book.tsx";
import { useRuleWords } from "./words.ts";

/** What will hold, from when on, and for whom it is worse: read before it holds. Nothing where nothing was announced. */
export const UpcomingRules = () => {
  const words = useRuleWords();
  const { language } = useLanguage();
  const { data } = useQuery(upcomingRulesQuery);
  const { fieldSaid, cellSaid } = useSaid(data?.words ?? {});
  const nameOf = useTableName();
  if (data === undefined) return null;
  const { inForce, items } = data;
  const cellOr = (field: string, cell: string | null): string => (cell === null ? words.empty : cellSaid(field, cell));
  const noticeSaid = (isMajor: boolean, urgentReason: (typeof inForce)["urgentReason"]): string => {
    if (urgentReason !== null) return words.urgent(urgentReason[language]);
    return isMajor ? words.major : words.minor;
  };
  const saidOf = ({ before, after }: UpcomingRow): string => (after ?? before)?.[language] ?? "";
  return (
    <>
      <p className="quiet">
        {words.heldSince} {exactTime(inForce.effectiveAt, language)}
        {inForce.urgentReason !== null && ` · ${words.urgent(inForce.urgentReason[language])}`}
      </p>
      {items.map(({ effectiveAt, announcedAt, isMajor, urgentReason, rows, otherCount }) => (
        <section key={effectiveAt} className="panel upcoming-rules" aria-labelledby={`upcoming-${effectiveAt}`}>
          <h2 id={`upcoming-${effectiveAt}`}>
            {words.takesEffect} {exactTime(effectiveAt, language)}
          </h2>
          <p className="quiet">
            {words.announced} {exactTime(announcedAt, language)} · {noticeSaid(isMajor, urgentReason)} · {words.paidBefore}
          </p>
          <ul>
            {rows.map(row => (
              <li key={`${row.table} ${row.row}`}>
                {nameOf(row.table)} <strong>{saidOf(row)}</strong>{" "}
                <span className="quiet">
                  {row.row}
                  {row.before === null && ` · ${words.added}`}
                  {row.after === null && ` · ${words.removed}`}
                  {row.burdens !== null && ` · ${words.burdens[row.burdens]}`}
                </span>
                {row.after !== null &&
                  row.cells.map(({ field, before, after }) => (
                    <span key={field} className="cell">
                      {" "}
                      <span className="quiet">{fieldSaid(field)}</span> {row.before !== null && <del>{cellOr(field, before)}</del>}{" "}
                      <ins>{cellOr(field, after)}</ins>
                    </span>
                  ))}
              </li>
            ))}
          </ul>
          {otherCount > 0 && <p className="quiet">{words.others(otherCount)}</p>}
        </section>
      ))}
    </>
  );
};
