import type { Routes } from "@amends/contract/routes";
import type { CaseId } from "@amends/domain/kernel/ids";
import { instant } from "@amends/domain/kernel/time";
import type { Call } from "@amends/sdk/call";
import { useLanguage } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Form, InputNumber, Radio, Select } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import { causesQuery } from "../case/judge-cause-form.tsx";
import { useRole } from "../session/api/get-me.ts";
import { mayCall } from "../session/may-call.ts";

type Opening = Parameters<Call<Routes["openBatch"]>>[0]["body"];

/** What a case knows of its own cause; only how far it reaches is asked. */
export type BatchSeed = Pick<Opening, "sellerId" | "reason"> & {
  readonly caseId: CaseId;
  readonly causes: readonly Opening["cause"][];
  readonly placedAt: number;
  readonly evidence: NonNullable<Opening["evidence"]>;
};

const DAY_MS = 86_400_000;
const REACHES = [1, 3, 7, 30, 90] as const;
const PERCENT = 100;
const SERVICES = ["refund_only", "return_refund", "resend"] as const;

export const OpenBatchForm = ({ seed }: { readonly seed: BatchSeed }) => {
  const words = useConsoleWords();
  const { batch: say, judgement } = words;
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState(0);
  const [days, setDays] = useState(7);
  const [serviceType, setServiceType] = useState<Opening["serviceType"]>("refund_only");
  const [percent, setPercent] = useState<number | null>(null);
  const [rootCause, setRootCause] = useState<string | null>(null);
  const { language } = useLanguage();
  const mayName = mayCall("judgeCause", useRole());
  const causes = useQuery({ ...causesQuery(seed.caseId, seed.reason), enabled: mayName });
  const cause = seed.causes[chosen];
  const open = useMutation({
    mutationFn: async () => {
      if (cause === undefined) throw new Error("broken invariant: a line has an article, so there is a cause to choose");
      const { sellerId, reason, evidence, placedAt } = seed;
      const body = {
        sellerId,
        reason,
        evidence,
        cause,
        serviceType,
        boughtFrom: instant(placedAt - days * DAY_MS),
        boughtTo: instant(placedAt + days * DAY_MS),
        ...(rootCause === null ? {} : { rootCause }),
        ...(percent === null ? {} : { damageBasisPoints: percent * PERCENT }),
      };
      return (await client.openBatch({ body })).body;
    },
    onSuccess: async ({ batchId }) => {
      await queries.invalidateQueries({ queryKey: ["batches"] });
      await navigate({ to: "/batches/$batchId", params: { batchId } });
    },
  });
  return (
    <Form layout="vertical" className="batch-form" onFinish={() => open.mutate()}>
      <Form.Item label={say.cause}>
        <Radio.Group
          aria-label={say.cause}
          value={chosen}
          onChange={event => setChosen(Number(event.target.value))}
          options={seed.causes.map((one, index) => ({ value: index, label: say.causeOf(one) }))}
        />
      </Form.Item>
      <Form.Item label={say.reach}>
        <Select
          aria-label={say.reach}
          value={days}
          onChange={setDays}
          options={REACHES.map(reach => ({ value: reach, label: say.reachOf(reach) }))}
        />
      </Form.Item>
      <Form.Item label={say.service}>
        <Radio.Group
          aria-label={say.service}
          value={serviceType}
          onChange={event => setServiceType(SERVICES.find(service => service === event.target.value) ?? "refund_only")}
          options={SERVICES.map(service => ({ value: service, label: words.serviceType[service] }))}
        />
      </Form.Item>
      <Form.Item label={say.share} extra={say.shareNote}>
        <InputNumber aria-label={say.share} min={1} max={100} precision={0} suffix="%" value={percent} onChange={setPercent} />
      </Form.Item>
      {mayName && causes.data !== undefined && (
        <Form.Item label={judgement.cause} extra={say.causeNote}>
          <Select
            aria-label={judgement.cause}
            allowClear
            value={rootCause}
            placeholder={judgement.choose}
            showSearch={{ optionFilterProp: "label" }}
            onChange={next => setRootCause(next ?? null)}
            options={causes.data.causes.map(each => ({ value: each.cause, label: `${each.cause} ${each[language]}` }))}
          />
        </Form.Item>
      )}
      <p className="quiet">{say.proof(seed.evidence.length)}</p>
      {open.error !== null && <ErrorLine error={open.error} />}
      <Button type="primary" htmlType="submit" loading={open.isPending}>
        {say.open}
      </Button>
    </Form>
  );
};
