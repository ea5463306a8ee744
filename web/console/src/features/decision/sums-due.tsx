import { useWords } from "@amends/ui/components/language";
import { formatAmount } from "@amends/ui/format/amount";
import { BENEFIT_WORDS } from "@amends/ui/words/benefits";
import { useConsoleWords } from "../../words/words-in.ts";
import type { ShownDecision } from "./api/get-decision.ts";
import { SUMS_DUE_WORDS } from "./sums-due-words.ts";

/** What the rules make of it beside the refund: what is paid by itself, and what is computed for the person who decides. */
export const SumsDue = ({ sums }: Pick<ShownDecision, "sums">) => {
  const words = useWords(SUMS_DUE_WORDS);
  const { benefit } = useWords(BENEFIT_WORDS);
  const { party } = useConsoleWords();
  if (sums.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="sums-due">
      <h2 id="sums-due">{words.title}</h2>
      <table className="sums">
        <thead>
          <tr>
            <th scope="col">{words.head}</th>
            <th scope="col">{words.standing}</th>
            <th scope="col">{words.sum}</th>
            <th scope="col">{words.most}</th>
            <th scope="col">{words.bearer}</th>
          </tr>
        </thead>
        <tbody>
          {sums.map(({ head, standing, sum, cap, bearer, ruleId, inKind }) => (
            <tr key={`${head} ${ruleId}`}>
              <th scope="row">
                {words.heads[head] ?? head} <span className="quiet">{ruleId}</span>
              </th>
              <td>{words.standings[standing]}</td>
              <td>{inKind === null ? formatAmount(sum) : benefit(inKind)}</td>
              <td>{cap === null ? "" : formatAmount(cap)}</td>
              <td>{party[bearer]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {sums.some(({ standing }) => standing === "statutory") && <p className="quiet">{words.statutory}</p>}
    </section>
  );
};
