import { useLanguage } from "@amends/ui/components/language";
import { inUnit, SPANS, type Span, spanWord, type Unit, wholeSpan } from "@amends/ui/rules/rule-units";
import { InputNumber, Select } from "antd";
import { useShopRuleWords } from "./words.ts";

type Props = {
  readonly label: string;
  /** Whole digits in the unit of the field; empty while nothing is given. */
  readonly digits: string;
  readonly unit: Unit | null;
  readonly isWrong: boolean;
  readonly onGive: (digits: string) => void;
};

const HUNDREDTHS: Readonly<Record<"money" | "percent", { readonly prefix: string; readonly suffix: string }>> = {
  money: { prefix: "¥", suffix: "" },
  percent: { prefix: "", suffix: "%" },
};

/** A number with the unit people count it in. It is read as text: no amount passes through floating point. */
export const AmountField = ({ unit, digits, label, isWrong, onGive }: Props) => {
  if (unit === "seconds" || unit === "minutes" || unit === "hours")
    return <TimeField unit={unit} digits={digits} label={label} isWrong={isWrong} onGive={onGive} />;
  const places = unit === null ? 0 : 2;
  return (
    <InputNumber<string>
      stringMode
      aria-label={label}
      min="0"
      precision={places}
      controls={false}
      value={digits === "" ? null : withPlaces(digits, places)}
      {...(unit === null ? {} : HUNDREDTHS[unit])}
      {...(isWrong ? { status: "error" as const } : {})}
      onChange={typed => onGive(typed === null ? "" : withoutPlaces(typed, places))}
    />
  );
};

const withPlaces = (digits: string, places: number): string => {
  if (places === 0) return digits;
  const padded = digits.padStart(places + 1, "0");
  return `${padded.slice(0, -places)}.${padded.slice(-places)}`;
};

const withoutPlaces = (typed: string, places: number): string => {
  const [whole = "0", rest = ""] = typed.split(".");
  return String(BigInt(`${whole}${rest.padEnd(places, "0").slice(0, places)}`));
};

type TimeProps = Props & { readonly unit: "seconds" | "minutes" | "hours" };

const TimeField = ({ unit, digits, label, isWrong, onGive }: TimeProps) => {
  const { language } = useLanguage();
  const words = useShopRuleWords();
  const { count, span } = wholeSpan(digits === "" ? "0" : digits, unit);
  const spans = SPANS.filter(each => inUnit(1n, each, unit) !== null);
  const give = (next: string | null, of: Span): void => {
    const given = next === null ? null : inUnit(BigInt(next.split(".")[0] ?? "0"), of, unit);
    onGive(given ?? "");
  };
  return (
    <span className="time-field">
      <InputNumber<string>
        stringMode
        aria-label={label}
        min="0"
        precision={0}
        controls={false}
        value={digits === "" ? null : String(count)}
        {...(isWrong ? { status: "error" as const } : {})}
        onChange={next => give(next, span)}
      />
      <Select<Span>
        aria-label={words.unitOf(label)}
        value={spans.includes(span) ? span : unit}
        onChange={of => give(String(count), of)}
        options={spans.map(each => ({ value: each, label: spanWord(each, language) }))}
      />
    </span>
  );
};
