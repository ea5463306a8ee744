import { useLanguage } from "@amends/ui/components/language";
import { unitOf } from "@amends/ui/rules/rule-units";
import { type RuleWords, textInWords } from "@amends/ui/rules/rule-words";
import { Select } from "antd";
import { type CellForm, type CellKind, readCell, type Sign, writeCell } from "../../cell-form.ts";
import { AmountField } from "./amount-field.tsx";
import type { FieldShape } from "./field-shape.ts";
import { type ShopRuleWords, useShopRuleWords } from "./words.ts";

type Props = {
  readonly label: string;
  readonly field: string;
  readonly kind: CellKind;
  readonly cell: string;
  readonly shape: FieldShape;
  readonly said: RuleWords;
  readonly isWrong: boolean;
  readonly onWrite: (cell: string) => void;
};

/** A cell as choices: how it is compared, where it tests something, and with what. What no choice can say is written below, in the details. */
export const CellField = ({ label, field, kind, cell, shape, said, isWrong, onWrite }: Props) => {
  const words = useShopRuleWords();
  const form = readCell(cell, kind);
  const write = (next: CellForm): void => onWrite(writeCell(next, kind));
  if (shape.holds === "formula" || form.kind === "written")
    return <span className="quiet">{form.kind === "empty" ? words.nothingSaid : words.formula}</span>;
  const ways = waysOf(shape.holds, kind, words);
  const way = wayOf(form);
  return (
    <span className="cell-field">
      {ways.length > 0 && (
        <Select
          aria-label={words.howOf(label)}
          value={way}
          options={ways}
          popupMatchSelectWidth={false}
          {...(isWrong ? { status: "error" as const } : {})}
          onChange={next => write(turned(form, next, shape))}
        />
      )}
      <Value label={label} field={field} kind={kind} form={form} shape={shape} said={said} isWrong={isWrong} onGive={write} />
    </span>
  );
};

type ValueProps = Omit<Props, "cell" | "onWrite"> & { readonly form: CellForm; readonly onGive: (form: CellForm) => void };

const Value = ({ label, field, kind, form, shape, said, isWrong, onGive }: ValueProps) => {
  const words = useShopRuleWords();
  const { language } = useLanguage();
  const unit = unitOf(said[field]?.name);
  const options = shape.texts.map(text => ({ value: text, label: textInWords(said, field, text, language) }));
  const status = isWrong ? ({ status: "error" } as const) : {};
  const shared = {
    "aria-label": label,
    options,
    optionFilterProp: "label",
    showSearch: true,
    popupMatchSelectWidth: false,
    ...status,
  } as const;
  const amount = (digits: string, give: (next: string) => CellForm, name = label) => (
    <AmountField
      label={name}
      digits={digits}
      unit={unit}
      isWrong={isWrong}
      onGive={next => onGive(next === "" ? { kind: "empty" } : give(next))}
    />
  );
  const give = (isList: boolean, texts: readonly string[]): void => onGive({ kind: "texts", isNegated: false, isList, texts });
  const emptyValue = () => {
    if (shape.holds === "number") return amount("", digits => ({ kind: "number", sign: "==", digits }));
    if (shape.holds === "list")
      return <Select<string[]> mode="multiple" className="many" {...shared} onChange={texts => give(true, texts)} />;
    return <Select<string> {...shared} placeholder={words.nothingSaid} onChange={text => give(false, [text])} />;
  };
  switch (form.kind) {
    case "flag":
    case "written":
      return null;
    case "texts":
      return kind === "condition" || form.isList ? (
        <Select<string[]>
          mode="multiple"
          className="many"
          {...shared}
          value={[...form.texts]}
          onChange={texts => onGive({ ...form, texts })}
        />
      ) : (
        <Select<string>
          {...shared}
          allowClear
          value={form.texts[0] ?? ""}
          onChange={text => onGive(text === undefined ? { kind: "empty" } : { ...form, texts: [text] })}
        />
      );
    case "holds":
      return <Select<string> {...shared} value={form.text} onChange={text => onGive({ ...form, text })} />;
    case "number":
      return amount(form.digits, digits => ({ ...form, digits }));
    case "between":
      return (
        <>
          {amount(form.low, low => ({ ...form, low }), `${label} ≥`)}
          {amount(form.high, high => ({ ...form, high }), `${label} ≤`)}
        </>
      );
    case "empty":
      return kind === "condition" || shape.holds === "flag" ? null : emptyValue();
  }
};

type Way = "any" | "yes" | "no" | "is" | "isNot" | "has" | "hasNot" | "between" | Sign;

const wayOf = (form: CellForm): Way => {
  switch (form.kind) {
    case "flag":
      return form.value ? "yes" : "no";
    case "texts":
      return form.isNegated ? "isNot" : "is";
    case "holds":
      return form.isNegated ? "hasNot" : "has";
    case "number":
      return form.sign;
    case "between":
      return "between";
    case "empty":
    case "written":
      return "any";
  }
};

const TESTS: Readonly<Record<FieldShape["holds"], readonly Way[]>> = {
  flag: ["any", "yes", "no"],
  text: ["any", "is", "isNot"],
  list: ["any", "is", "isNot"],
  member: ["any", "has", "hasNot"],
  number: ["any", "==", ">=", "<=", ">", "<", "between"],
  formula: [],
};
/** What follows is given, not compared: only yes and no are said by a way alone. */
const GIVEN: readonly Way[] = ["any", "yes", "no"];

const waysOf = (holds: FieldShape["holds"], kind: CellKind, { ways }: ShopRuleWords) =>
  (kind === "condition" ? TESTS[holds] : holds === "flag" ? GIVEN : []).map(way => ({
    value: way,
    label: kind === "result" && way === "any" ? ways.nothing : ways[way],
  }));

/** The same value compared otherwise, as far as there is one. */
const turned = (form: CellForm, way: Way, { holds, texts }: FieldShape): CellForm => {
  const [first = ""] = texts;
  const known = form.kind === "texts" ? form.texts : form.kind === "holds" ? [form.text] : [first];
  const digits = form.kind === "number" ? form.digits : form.kind === "between" ? form.low : "1";
  switch (way) {
    case "any":
      return { kind: "empty" };
    case "yes":
    case "no":
      return { kind: "flag", value: way === "yes" };
    case "is":
    case "isNot":
      return { kind: "texts", isNegated: way === "isNot", isList: holds === "list", texts: known };
    case "has":
    case "hasNot":
      return { kind: "holds", isNegated: way === "hasNot", text: known[0] ?? first };
    case "between":
      return { kind: "between", low: digits, high: digits };
    default:
      return { kind: "number", sign: way, digits };
  }
};
