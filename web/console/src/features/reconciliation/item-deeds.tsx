import type { ItemOutcome } from "@amends/domain/reconciliation/open-item";
import { ErrorLine } from "@amends/ui/components/states";
import { formatAmount } from "@amends/ui/format/amount";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import type { ReconciliationItem } from "./api/get-reconciliation.ts";
import { FindOtherHalf } from "./find-other-half.tsx";
import { useReconciliationWords } from "./words.ts";

/** What has another half somewhere. */
const LINKED: readonly ItemOutcome[] = ["extra", "missing", "carried"];

/** The second person is told from the first by the server; its refusal says so. */
export const ItemDeeds = ({ item }: { readonly item: ReconciliationItem }) => {
  const words = useReconciliationWords();
  const queries = useQueryClient();
  const [note, setNote] = useState("");
  const { gateway, itemKey, outcome, status, stake, suggested } = item;
  const name = { gateway, itemKey };
  const act = useMutation({
    mutationFn: async (deed: () => Promise<unknown>) => deed(),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["reconciliation"] }),
  });
  const settle = (resolution: "fee" | "suspend") => act.mutate(() => client.settleReconciliationItem({ body: { ...name, resolution } }));
  const sum = stake === null ? "" : formatAmount(stake);
  const [isFinding, setIsFinding] = useState(false);
  if (status === "settled")
    return (
      <span className="row-deeds">
        <Button size="small" onClick={() => act.mutate(() => client.undoReconciliationItem({ body: name }))}>
          {words.undo}
        </Button>
        {act.error !== null && <ErrorLine error={act.error} />}
      </span>
    );
  return (
    <span className="row-deeds">
      {status === "proposed" && (
        <Button type="primary" size="small" onClick={() => act.mutate(() => client.confirmReconciliationItem({ body: name }))}>
          {words.confirm(sum)}
        </Button>
      )}
      {status === "open" && outcome !== "carried" && stake !== null && stake.amountMinor < 0n && outcome !== "missing" && (
        <Button size="small" onClick={() => settle("fee")}>
          {words.fee_(sum)}
        </Button>
      )}
      {status === "open" && outcome !== "carried" && stake !== null && stake.amountMinor !== 0n && (
        <Button size="small" onClick={() => settle("suspend")}>
          {words.suspend(sum)}
        </Button>
      )}
      {status === "open" && outcome === "extra" && suggested !== null && (
        <Button
          size="small"
          onClick={() =>
            act.mutate(() => client.settleReconciliationItem({ body: { ...name, resolution: "link", linkTo: `fact:${suggested}` } }))
          }
        >
          {words.link}
        </Button>
      )}
      {status === "proposed" && (
        <Button size="small" onClick={() => act.mutate(() => client.undoReconciliationItem({ body: name }))}>
          {words.undo}
        </Button>
      )}
      {status === "open" && LINKED.includes(outcome) && (
        <Button size="small" onClick={() => setIsFinding(true)}>
          {words.find}
        </Button>
      )}
      {isFinding && <FindOtherHalf item={item} onEnd={() => setIsFinding(false)} />}
      {item.fact !== null && (
        <Button size="small" onClick={() => act.mutate(() => client.askGatewayOfItem({ body: name }))}>
          {words.ask}
        </Button>
      )}
      <Input
        size="small"
        aria-label={words.note}
        placeholder={words.notePlaceholder}
        value={note}
        onChange={event => setNote(event.target.value)}
      />
      <Button
        size="small"
        disabled={note.trim() === ""}
        onClick={() => act.mutate(() => client.explainReconciliationItem({ body: { ...name, note } }))}
      >
        {words.explain}
      </Button>
      {act.error !== null && <ErrorLine error={act.error} />}
    </span>
  );
};
