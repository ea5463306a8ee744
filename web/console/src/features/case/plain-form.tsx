import type { PlainField } from "@amends/contract/plain-fields";
import { ErrorLine } from "@amends/ui/components/states";
import { fenOf } from "@amends/ui/format/yuan";
import { Button, Checkbox, Form, Input, Select } from "antd";
import { useState } from "react";
import { type ConsoleWords, useConsoleWords } from "../../words/words-in.ts";
import type { CaseDetail } from "./api/get-case.ts";
import { useCommand } from "./api/use-command.ts";
import type { PlainCommand } from "./plain-commands.ts";

type Props = { readonly shown: CaseDetail; readonly command: PlainCommand; readonly onClose: () => void };

/** A form drawn from what the command's own description asks for. */
export const PlainForm = ({ shown, command: { fields, carryOut }, onClose }: Props) => {
  const { action } = useConsoleWords();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const { caseId, version, refund } = shown;
  const values = fields.map(field => [field.name, wireValueOf(field, typed[field.name], refund.currency)] as const);
  const isReady = fields.every(({ name, isNeeded }) => {
    const value = values.find(([of]) => of === name)?.[1];
    return value === undefined ? !isNeeded && (typed[name] ?? "") === "" : true;
  });
  const command = useCommand(
    idempotencyKey =>
      carryOut(
        { params: { caseId }, ifMatch: version, idempotencyKey },
        Object.fromEntries(values.filter(([, value]) => value !== undefined)),
      ),
    onClose,
  );
  return (
    <Form layout="vertical" onFinish={() => command.mutate()}>
      {fields.map(field => (
        <Field
          key={field.name}
          field={field}
          typed={typed[field.name] ?? ""}
          onChange={value => setTyped({ ...typed, [field.name]: value })}
        />
      ))}
      {command.error !== null && <ErrorLine error={command.error} />}
      <div className="row">
        <Button onClick={onClose}>{action.cancel}</Button>
        <Button type="primary" htmlType="submit" loading={command.isPending} disabled={!isReady}>
          {action.confirm}
        </Button>
      </div>
    </Form>
  );
};

/** As the wire has it; undefined while it is not said, or not understood. */
const wireValueOf = (field: PlainField, typed: string | undefined, currency: string): unknown => {
  switch (field.kind) {
    case "yes_no":
      return typed === "yes";
    case "choice":
      return typed;
    case "text":
      return typed === undefined || typed.trim() === "" ? undefined : typed.trim();
    case "sum": {
      const fen = fenOf(typed ?? "");
      return fen === null ? undefined : { amount: Number(fen), currency };
    }
  }
};

type FieldProps = { readonly field: PlainField; readonly typed: string; readonly onChange: (typed: string) => void };

const Field = ({ field, typed, onChange }: FieldProps) => {
  const words = useConsoleWords();
  const label = labelOf(field.name, words);
  switch (field.kind) {
    case "yes_no":
      return (
        <Form.Item>
          <Checkbox checked={typed === "yes"} onChange={event => onChange(event.target.checked ? "yes" : "")}>
            {label}
          </Checkbox>
        </Form.Item>
      );
    case "choice":
      return (
        <Form.Item label={label}>
          <Select
            aria-label={label}
            value={typed === "" ? null : typed}
            onChange={onChange}
            options={field.values.map(value => ({ value, label: choiceOf(value, words) }))}
          />
        </Form.Item>
      );
    case "text":
      return (
        <Form.Item label={label}>
          <Input aria-label={label} value={typed} onChange={event => onChange(event.target.value)} />
        </Form.Item>
      );
    case "sum":
      return (
        <Form.Item label={label}>
          <Input aria-label={label} prefix="¥" inputMode="decimal" value={typed} onChange={event => onChange(event.target.value)} />
        </Form.Item>
      );
  }
};

const labelOf = (name: string, { plain }: ConsoleWords): string => plain.fields[name] ?? name;

const choiceOf = (value: string, { outcome_, party, plain }: ConsoleWords): string => {
  const parties: Readonly<Record<string, string>> = party;
  return plain.choices[value] ?? outcome_[value] ?? parties[value] ?? value;
};
