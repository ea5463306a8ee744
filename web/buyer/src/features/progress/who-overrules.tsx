import { useLanguage } from "@amends/ui/components/language";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import type { CaseDetail } from "./money-words.ts";

/** Who can change what was decided by itself, step by step, and where else a buyer can turn. */
export const WhoOverrules = ({ steps }: Pick<CaseDetail, "steps">) => {
  const { language } = useLanguage();
  const { progress, why } = useBuyerWords();
  const overruled: Readonly<Record<string, string>> = progress.overruled;
  const automatic = steps.flatMap(({ stepNo, title, automatic: by }) => {
    const who = by === null ? "" : (overruled[by.overruledBy] ?? "");
    return who === "" ? [] : [{ stepNo, text: `${title[language]}：${who}` }];
  });
  return (
    <ul className="reasons">
      {automatic.map(({ stepNo, text }) => (
        <li key={stepNo}>{text}</li>
      ))}
      <li>{why.person}</li>
      <li>{why.authority}</li>
    </ul>
  );
};
