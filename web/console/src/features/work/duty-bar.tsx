import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import { agentsQuery } from "./api/work-queries.ts";
import { useWorkKeys } from "./use-work-keys.ts";

/** Whether I am there, and the one button that matters: the next item, and straight to its case. */
export const DutyBar = ({ accountId, children }: { readonly accountId: string | undefined; readonly children: ReactNode }) => {
  const { work } = useConsoleWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const me = useQuery(agentsQuery).data?.find(agent => agent.accountId === accountId);
  const isOnDuty = me?.isOnDuty === true;
  const changed = () => queries.invalidateQueries({ queryKey: ["work"] });
  const duty = useMutation({ mutationFn: () => client.setDuty({ body: { isOnDuty: !isOnDuty } }), onSuccess: changed });
  const next = useMutation({
    mutationFn: async () => (await client.nextWork()).body.item,
    onSuccess: async item => {
      await changed();
      if (item !== null) await navigate({ to: "/cases/$caseId", params: { caseId: item.caseId }, search: {} });
    },
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
