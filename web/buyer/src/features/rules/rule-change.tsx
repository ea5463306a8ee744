import { useLanguage } from "@amends/ui/components/language";
import { exactTime } from "@amends/ui/format/time";
import { useSaid } from "@amends/ui/rules/use-said";
import type { UpcomingRules } from "./get-upcoming-rules.ts";
import { useRuleNewsWords } from "./rule-news-words.ts";

type Change = UpcomingRules["items"][number];
type Row = Change["rows"][number];

type Props = { readonly change: Change; readonly words: UpcomingRules["words"] };

/** What will hold from a day on: each rule in plain words, and where it said something else, both. */
export const RuleChange = ({ change, words: said }: Props) => {
  const words = useRuleNewsWords();
  const { language } = useLanguage();
  const { effectiveAt, announcedAt, isMajor, urgentReason, rows, otherCount } = change;
  const headId = `from-${effectiveAt}`;
  const notice = urgentReason === null ? words.notice[isMajor ? "major" : "minor"] : words.urgent(urgentReason[language]);
  return (
    <section className="card" aria-labelledby={headId}>
      <h2 id={headId}>{words.from(exactTime(effectiveAt, language))}</h2>
      <p className="quiet">
        {words.announced(exactTime(announcedAt, language))} · {notice}
      </p>
      <ul className="rule-changes">
        {rows.map(row => (
          <ChangedRule key={`${row.table} ${row.row}`} row={row} said={said} />
        ))}
      </ul>
      {otherCount > 0 && <p className="quiet">{words.others(otherCount)}</p>}
    </section>
  );
};

const ChangedRule = ({ row, said }: { readonly row: Row; readonly said: UpcomingRules["words"] }) => {
  const words = useRuleNewsWords();
  const { language } = useLanguage();
  const { fieldSaid, cellSaid } = useSaid(said);
  const { before, after, burdens, cells } = row;
  const notes = [
    before === null ? words.added : null,
    after === null ? words.removed : null,
    burdens === "buyer" ? words.forBuyer : null,
  ].filter(note => note !== null);
  const cellOr = (field: string, cell: string | null): string => (cell === null ? words.nothing : cellSaid(field, cell));
  return (
    <li>
      <p>{(after ?? before)?.[language]}</p>
      {before !== null && after !== null && before[language] !== after[language] && (
        <p className="quiet">
          {words.before} <del>{before[language]}</del>
        </p>
      )}
      {before !== null &&
        after !== null &&
        cells.map(({ field, before: was, after: is }) => (
          <p key={field} className="quiet">
            {fieldSaid(field)} · {words.before} <del>{cellOr(field, was)}</del> · {words.after} <ins>{cellOr(field, is)}</ins>
          </p>
        ))}
      {notes.length > 0 && <p className="quiet">{notes.join(" · ")}</p>}
    </li>
  );
};
