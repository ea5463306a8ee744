import { useLanguage } from "@amends/ui/components/language";
import { Sheet } from "@amends/ui/components/sheet";
import { useId, useState } from "react";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import type { FilingReason } from "./api/get-choices.ts";
import { groupedReasons } from "./grouped-reasons.ts";

type Props = {
  readonly reasons: readonly FilingReason[];
  readonly chosen: string;
  readonly onChoose: (reason: string) => void;
  readonly onClose: () => void;
};

/** Every reason the rules leave open, by their grounds, with what each asks for. */
export const ReasonPicker = ({ reasons, chosen, onChoose, onClose }: Props) => {
  const { filing } = useBuyerWords();
  const { language } = useLanguage();
  const [typed, setTyped] = useState("");
  const searchId = useId();
  const groups = groupedReasons(reasons, { typed, chosen, language });
  return (
    <Sheet label={filing.changeReason} onClose={onClose}>
      <div className="stack">
        <h2>{filing.changeReason}</h2>
        <div className="field">
          <label htmlFor={searchId} className="quiet">
            {filing.searchReason}
          </label>
          <input id={searchId} type="search" className="plain-input" value={typed} onChange={event => setTyped(event.target.value)} />
        </div>
        {groups.length === 0 && <p className="quiet">{filing.noReason}</p>}
        {groups.map(({ ground, items }) => (
          <section key={ground} aria-label={filing.grounds[ground] ?? filing.otherGround}>
            <p className="quiet">{filing.grounds[ground] ?? filing.otherGround}</p>
            <ul className="options">
              {items.map(item => (
                <li key={item.reason}>
                  <button
                    type="button"
                    className="option"
                    aria-pressed={item.reason === chosen}
                    onClick={() => {
                      onChoose(item.reason);
                      onClose();
                    }}
                  >
                    <strong>{item.name[language]}</strong>
                    <span className="quiet">{item.evidence.explanation[language]}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Sheet>
  );
};
