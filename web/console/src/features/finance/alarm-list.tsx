import type { Routes } from "@amends/contract/routes";
import type { CallAnswer } from "@amends/sdk/call";
import { Moment } from "@amends/ui/components/moment";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { client } from "../../client.ts";
import { alarmsQuery } from "./api/get-finance.ts";
import { useFinanceWords } from "./words.ts";

type Alarm = CallAnswer<Routes["listAlarms"]>["body"]["alarms"][number];

/** Shown only while there is one: it stands above everything else. */
export const AlarmList = () => {
  const words = useFinanceWords();
  const queries = useQueryClient();
  const { data } = useQuery(alarmsQuery);
  const settle = useMutation({
    mutationFn: ({ kind, targetId }: Alarm) => client.settleAlarm({ body: { kind, targetId } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["finance", "alarms"] }),
  });
  if (data === undefined || data.alarms.length === 0) return null;
  return (
    <section aria-labelledby="alarms" role="alert">
      <h2 id="alarms">{words.alarms}</h2>
      <ul className="alarms">
        {data.alarms.map(alarm => (
          <li key={`${alarm.kind} ${alarm.targetId}`}>
            <strong>{words.alarm[alarm.kind]}</strong> <code>{alarm.targetId}</code> <Moment at={alarm.raisedAt} />
            {alarm.kind === "payment_disputed" && <span className="quiet"> {alarm.detail}</span>}
            <Button onClick={() => settle.mutate(alarm)} loading={settle.isPending}>
              {words.settle}
            </Button>
          </li>
        ))}
      </ul>
      {settle.error !== null && <ErrorLine error={settle.error} />}
    </section>
  );
};
