import { GOODS_CONDITIONS } from "@amends/domain/intake/case-facts";
import type { CaseId } from "@amends/domain/kernel/ids";
import { CUSTOMER_TIERS } from "@amends/domain/order/host-record";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation } from "@tanstack/react-query";
import { Button, Checkbox, Form, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import type { DecisionInputs, SupposedDecision } from "./api/get-decision.ts";

const COUNTS = ["photos", "videos", "documents"] as const;
const CHECKS = ["goodsReceived", "sellerIsTrader", "hasRiskSignals"] as const;

type Props = {
  readonly caseId: CaseId;
  readonly inputs: DecisionInputs;
  readonly onSupposed: (supposed: SupposedDecision | null) => void;
};

/** Inputs as they stood; what is changed is sent, and nothing is stored. */
export const WhatIfForm = ({ caseId, inputs, onSupposed }: Props) => {
  const { decision } = useConsoleWords();
  const [supposed, setSupposed] = useState(inputs);
  const change = <Name extends keyof DecisionInputs>(name: Name, value: DecisionInputs[Name]): void =>
    setSupposed({ ...supposed, [name]: value });
  const ask = useMutation({
    mutationFn: async () => (await client.supposeDecision({ params: { caseId }, body: differences(inputs, supposed) })).body,
    onSuccess: onSupposed,
  });
  return (
    <Form layout="vertical" className="what-if" onFinish={() => ask.mutate()}>
      <Form.Item label={decision.inputs.reason}>
        <Input aria-label={decision.inputs.reason} value={supposed.reason} onChange={event => change("reason", event.target.value)} />
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
