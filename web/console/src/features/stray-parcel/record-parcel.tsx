import { id } from "@amends/contract/wire";
import type { CaseId } from "@amends/domain/kernel/ids";
import { ProblemError } from "@amends/sdk/problem-error";
import { useWords } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Form, Input } from "antd";
import { client } from "../../client.ts";
import { en, zh } from "./stray-parcel-words.ts";

type Fields = { readonly carrier: string; readonly trackingNo: string };

/** A number whose case is known leads there; what was too much in that parcel is recorded from here, for the case need not be looked for. */
export const RecordParcel = () => {
  const words = useWords({ zh, en });
  const queries = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const record = useMutation({
    mutationFn: async ({ carrier, trackingNo, ...of }: Fields & { readonly surplusOf?: CaseId }) =>
      (await client.recordStrayParcel({ body: { carrier: carrier.trim(), trackingNo: trackingNo.trim(), ...of } })).body,
    onSuccess: async () => {
      form.resetFields(["trackingNo"]);
      await queries.invalidateQueries({ queryKey: ["stray-parcels"] });
    },
  });
  const { error, variables } = record;
  const knownCase = error === null ? null : caseOfParcel(error);
  const filled = [{ required: true, whitespace: true, message: words.needed }];
  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} className="stray-form" onFinish={fields => record.mutate(fields)}>
      <Form.Item name="carrier" label={words.carrier} rules={filled}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="trackingNo" label={words.trackingNo} rules={filled}>
        <Input maxLength={128} autoComplete="off" />
      </Form.Item>
      <Form.Item>
        <Button type="primary" htmlType="submit" loading={record.isPending}>
          {words.record}
        </Button>
      </Form.Item>
      <div className="stray-said">
        {record.data !== undefined && <p role="status">{words.recorded(record.data.trackingNo)}</p>}
        {error !== null && <ErrorLine error={error} />}
        {knownCase !== null && variables !== undefined && (
          <p className="stray-deeds">
            <Link to="/cases/$caseId" params={{ caseId: knownCase }} search={{}}>
              {words.receiveThere}
            </Link>
            <Button onClick={() => record.mutate({ ...variables, surplusOf: knownCase })}>{words.recordSurplus}</Button>
          </p>
        )}
      </div>
    </Form>
  );
};

const caseOfParcel = (error: Error): CaseId | null => {
  if (!(error instanceof ProblemError) || error.code !== "parcel_has_case") return null;
  const named = id("case").safeParse(error.params["caseId"]);
  return named.success ? named.data : null;
};
