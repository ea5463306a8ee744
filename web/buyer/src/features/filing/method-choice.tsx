import { formatAmount, type Money } from "@amends/ui/format/amount";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import type { PayMethod } from "./api/get-choices.ts";

type Props = {
  readonly label: string;
  readonly methods: readonly PayMethod[];
  /** What has to be paid; a method that holds less cannot be chosen. */
  readonly owed: Money | null;
  readonly chosen: string | null;
  readonly onChoose: (methodRef: string) => void;
};

export const MethodChoice = ({ label, methods, owed, chosen, onChoose }: Props) => {
  const { tender, filing } = useBuyerWords();
  return (
    <fieldset className="choices card">
      <legend>{label}</legend>
      {methods.length === 0 && <p className="quiet">{filing.noMethod}</p>}
      {methods.map(method => (
        <label key={method.methodRef} className="choice">
          <input
            type="radio"
            name="method"
            disabled={!covers(method, owed)}
            checked={method.methodRef === chosen}
            onChange={() => onChoose(method.methodRef)}
          />
          <span>
            {method.label ?? tender[method.kind]}
            {method.balance !== null && <small className="quiet">{filing.balance(formatAmount(method.balance))}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
};

export const covers = ({ balance }: PayMethod, owed: Money | null): boolean =>
  owed === null || balance === null || balance.amountMinor >= owed.amountMinor;
