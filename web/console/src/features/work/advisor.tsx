import type { CustomerId } from "@amends/domain/kernel/ids";
import { useWords } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Select } from "antd";
import { client } from "../../client.ts";
import { advisorQuery, agentsQuery, type ListedAgent } from "./api/work-queries.ts";
import { en, zh } from "./work-words.ts";

/** The buyer's own person: new work of theirs waits for them first. */
export const Advisor = ({ customerId, maySet }: { readonly customerId: CustomerId; readonly maySet: boolean }) => {
  const words = useWords({ zh, en });
  const queries = useQueryClient();
  const { data: advisor } = useQuery(advisorQuery(customerId));
  const agents = useQuery(agentsQuery).data ?? [];
  const set = useMutation({
    mutationFn: (accountId: ListedAgent["accountId"] | null) => client.setAdvisor({ params: { customerId }, body: { accountId } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["work", "advisor", customerId] }),
  });
  if (advisor === undefined || (advisor.accountId === null && !maySet)) return null;
  const known = agents.map(({ accountId, name }) => ({ value: accountId, label: name }));
  const isKnown = advisor.accountId === null || known.some(({ value }) => value === advisor.accountId);
  return (
    <div className="advisor">
      <span className="quiet">{words.advisor}</span>
      {maySet ? (
        <Select
          aria-label={words.advisor}
          showSearch={{ optionFilterProp: "label" }}
          allowClear
          placeholder={words.noAdvisor}
          loading={set.isPending}
          value={isKnown ? advisor.accountId : null}
          onChange={(accountId: ListedAgent["accountId"] | undefined) => set.mutate(accountId ?? null)}
          options={known}
        />
      ) : (
        <span>{advisor.name ?? words.unknown}</span>
      )}
      {set.error !== null && <ErrorLine error={set.error} />}
    </div>
  );
};
