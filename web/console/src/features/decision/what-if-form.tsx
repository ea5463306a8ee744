import { GOODS_CONDITIONS } from "@amends/domain/intake/case-facts";
import { REFUND_ONLY_KINDS, SERVICE_TYPES } from "@amends/domain/intake/service-type";
import type { CaseId } from "@amends/domain/kernel/ids";
import { CUSTOMER_TIERS } from "@amends/domain/order/host-record";
import { useLanguage } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import type { RuleWords } from "@amends/ui/rules/rule-words";
import { useMutation } from "@tanstack/react-query";
import { Button, Checkbox, Form, InputNumber, Select } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import type { DecisionInputs, SupposedDecision } from "./api/get-decision.ts";

const COUNTS = ["photos", "videos", "documents"] as const;
const CHECKS = ["goodsReceived", "sellerIsTrader", "hasRiskSignals"] as const;

type Way = Pick<DecisionInputs, "serviceType" | "refundOnlyKind">;

/** Each service type, a refund alone by its kinds. A change of the order can be supposed only of one, as it says what is to be changed. */
const WAYS = SERVICE_TYPES.flatMap((serviceType): readonly (Way & { readonly key: string })[] =>
  serviceType === "refund_only"
    ? REFUND_ONLY_KINDS.map(refundOnlyKind => ({ key: `${serviceType}.${refundOnlyKind}`, serviceType, refundOnlyKind }))
    : [{ key: serviceType, serviceType, refundOnlyKind: null }],
);

const wayOf = (key: string, otherwise: Way): Way => {
  const { serviceType, refundOnlyKind } = WAYS.find(way => way.key === key) ?? otherwise;
  return { serviceType, refundOnlyKind };
};

type Props = {
  readonly caseId: CaseId;
  readonly inputs: DecisionInputs;
  /** How service types and reasons are called, each with all there are. */
  readonly said: RuleWords;
  readonly onSupposed: (supposed: SupposedDecision | null) => void;
};

/** Inputs as they stood; what is changed is sent, and nothing is stored. */
export const WhatIfForm = ({ caseId, inputs, said, onSupposed }: Props) => {
  const { decision, serviceType } = useConsoleWords();
  const { language } = useLanguage();
  const [supposed, setSupposed] = useState(inputs);
  const change = <Name extends keyof DecisionInputs>(name: Name, value: DecisionInputs[Name]): void =>
    setSupposed({ ...supposed, [name]: value });
  const ask = useMutation({
    mutationFn: async () => (await client.supposeDecision({ params: { caseId }, body: differences(inputs, supposed) })).body,
    onSuccess: onSupposed,
  });
  return (
    <Form layout="vertical" className="what-if" onFinish={() => ask.mutate()}>
      <Form.Item label={decision.inputs.serviceType}>
        <Select
          aria-label={decision.inputs.serviceType}
          value={WAYS.find(way => way.serviceType === supposed.serviceType && way.refundOnlyKind === supposed.refundOnlyKind)?.key ?? null}
          onChange={key => setSupposed({ ...supposed, ...wayOf(key, inputs) })}
          options={WAYS.filter(way => way.serviceType !== "amend_order" || inputs.serviceType === "amend_order").map(way => ({
            value: way.key,
            label: said["types"]?.values[way.key]?.[language] ?? serviceType[way.serviceType],
          }))}
        />
      </Form.Item>
      <Form.Item label={decision.inputs.reason}>
        <Select
          aria-label={decision.inputs.reason}
          showSearch={{ optionFilterProp: "label" }}
          value={supposed.reason}
          onChange={value => change("reason", value)}
          options={Object.entries(said["request.reason"]?.values ?? {})
            .toSorted(([left], [right]) => left.localeCompare(right))
            .map(([value, name]) => ({ value, label: `${value} ${name[language]}` }))}
        />
      </Form.Item>
      <Form.Item label={decision.inputs.condition}>
        <Select
          aria-label={decision.inputs.condition}
          value={supposed.condition}
          onChange={value => change("condition", value)}
          options={GOODS_CONDITIONS.map(value => ({ value, label: decision.condition[value] }))}
        />
      </Form.Item>
      <Form.Item label={decision.inputs.buyerTier}>
        <Select
          aria-label={decision.inputs.buyerTier}
          value={supposed.buyerTier}
          onChange={value => change("buyerTier", value)}
          options={CUSTOMER_TIERS.map(value => ({ value, label: decision.tier[value] }))}
        />
      </Form.Item>
      <div className="counts">
        {COUNTS.map(name => (
          <Form.Item key={name} label={decision.inputs[name]}>
            <InputNumber
              aria-label={decision.inputs[name]}
              min={0}
              max={100}
              value={supposed[name]}
              onChange={value => change(name, value ?? 0)}
            />
          </Form.Item>
        ))}
      </div>
      {CHECKS.map(name => (
        <Checkbox key={name} checked={supposed[name]} onChange={event => change(name, event.target.checked)}>
          {decision.inputs[name]}
        </Checkbox>
      ))}
      {ask.error !== null && <ErrorLine error={ask.error} />}
      <div className="row">
        <Button
          onClick={() => {
            setSupposed(inputs);
            ask.reset();
            onSupposed(null);
          }}
        >
          {decision.reset}
        </Button>
        <Button type="primary" htmlType="submit" loading={ask.isPending}>
          {decision.suppose}
        </Button>
      </div>
    </Form>
  );
};

/** Only what differs from how it was; what was not said cannot be unsaid. */
const differences = (was: DecisionInputs, is: DecisionInputs): Partial<DecisionInputs> => {
  const before = new Map<string, unknown>(Object.entries(was));
  return Object.fromEntries(Object.entries(is).filter(([name, value]) => before.get(name) !== value));
};
