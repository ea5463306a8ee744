import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactNode } from "react";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import { useNextWork } from "./api/use-next-work.ts";
import { agentsQuery } from "./api/work-queries.ts";
import { useWorkKeys } from "./use-work-keys.ts";

/** Whether I am there, and the one button that matters: the next item, and straight to its case. */
export const DutyBar = ({ accountId, children }: { readonly accountId: string | undefined; readonly children: ReactNode }) => {
  const { work } = useConsoleWords();
  const queries = useQueryClient();
  const next = useNextWork();
  const me = useQuery(agentsQuery).data?.find(agent => agent.accountId === accountId);
  const isOnDuty = me?.isOnDuty === true;
  const duty = useMutation({
    mutationFn: () => client.setDuty({ body: { isOnDuty: !isOnDuty } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["work"] }),
  });
  useWorkKeys({ n: () => next.mutate() });
  return (
    <div className="duty-bar">
      <Button type="primary" size="large" loading={next.isPending} onClick={() => next.mutate()}>
        {work.next} <kbd>n</kbd>
      </Button>
      <span className="duty" data-on={isOnDuty}>
        {isOnDuty ? work.onDuty : work.offDuty}
        {me !== undefined && (
          <span className="number">
            {" "}
            {me.load}/{me.capacity}
          </span>
        )}
      </span>
      <Button loading={duty.isPending} onClick={() => duty.mutate()}>
        {isOnDuty ? work.goOff : work.goOn}
      </Button>
      {children}
      <span role="status">{next.data === null && work.nothing}</span>
      {next.error !== null && <ErrorLine error={next.error} />}
      {duty.error !== null && <ErrorLine error={duty.error} />}
    </div>
  );
};
