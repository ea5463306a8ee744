import { BENEFIT_WORDS, type BenefitView } from "../words/benefits.ts";
import { useLanguage, useWords } from "./language.tsx";

type Shown = {
  readonly benefits: readonly {
    readonly benefitNo: number;
    readonly benefit: BenefitView;
    readonly isGiven: boolean;
    readonly ruleId: string | null;
  }[];
  readonly explanation: readonly { readonly rowId: string; readonly zh: string; readonly en: string }[];
};

/** What is given in kind, whether it has come, and in the rule's own words why it is this and not money. */
export const BenefitsList = ({ shown: { benefits, explanation } }: { readonly shown: Shown }) => {
  const words = useWords(BENEFIT_WORDS);
  const { language } = useLanguage();
  if (benefits.length === 0) return null;
  return (
    <>
      <h3>{words.title}</h3>
      <ul className="benefits">
        {benefits.map(({ benefitNo, benefit, isGiven, ruleId }) => {
          const why = ruleId === null ? undefined : explanation.find(({ rowId }) => rowId === ruleId);
          return (
            <li key={benefitNo}>
              <p>
                {words.benefit(benefit)} <span className="quiet">{isGiven ? words.given : words.toCome}</span>
              </p>
              {why !== undefined && <p className="quiet">{why[language]}</p>}
            </li>
          );
        })}
      </ul>
    </>
  );
};
