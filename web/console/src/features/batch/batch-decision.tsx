import { ErrorLine } from "@amends/ui/components/states";
import { formatAmount } from "@amends/ui/format/amount";
import { Button, Modal, Progress } from "antd";
import { useState } from "react";
import { useConsoleWords } from "../../words/words-in.ts";
import { type BatchDeed, useBatchCommand } from "./api/command-batch.ts";
import type { Batch } from "./api/get-batch.ts";

/** How far it is, and what the reader can do about it now; each button says what follows. */
export const BatchDecision = ({ batch }: { readonly batch: Batch }) => {
  const { batch: words } = useConsoleWords();
  const command = useBatchCommand(batch);
  const [asked, setAsked] = useState<Deed | null>(null);
  const { standing, status } = batch;
  const inIt = standing.toFile + standing.linked;
  const through = standing.done + standing.failed;
  const sum = formatAmount(standing.amount);
  return (
    <section className="panel" aria-labelledby="batch-decision">
      <h2 id="batch-decision">{words.statuses[status]}</h2>
      <p>{words.counts(standing)}</p>
      {(status === "sending" || status === "stopped" || status === "finished") && (
        <Progress
          percent={inIt === 0 ? 100 : Math.floor((through * 100) / inIt)}
          status={standing.failed > 0 ? "exception" : status === "finished" ? "success" : "normal"}
          aria-label={words.progress(standing.done, inIt)}
          format={() => words.progress(standing.done, inIt)}
        />
      )}
      {status === "awaiting_second" && <p>{words.secondNote}</p>}
      <div className="row">
        {DEEDS[status].map(kind => (
          <Button
            key={kind}
            type={kind === "review" || kind === "continue" ? "primary" : "default"}
            loading={command.isPending}
            onClick={() => setAsked(kind)}
          >
            {words.deed[kind](standing.toDecide, sum)}
          </Button>
        ))}
      </div>
      <Modal
        open={asked !== null}
        title={asked === null ? "" : words.deed[asked](standing.toDecide, sum)}
        okText={words.yes}
        cancelText={words.no}
        destroyOnHidden
        onCancel={() => setAsked(null)}
        onOk={() => {
          if (asked !== null) command.mutate({ kind: asked });
          setAsked(null);
        }}
      >
        {asked !== null && words.confirm[asked](standing.toDecide, sum)}
      </Modal>
      {command.error !== null && <ErrorLine error={command.error} />}
    </section>
  );
};

type Deed = Extract<BatchDeed["kind"], "review" | "stop" | "continue" | "drop">;

const DEEDS: Readonly<Record<Batch["status"], readonly Deed[]>> = {
  gathering: ["drop"],
  drafted: ["drop", "review"],
  awaiting_second: ["drop", "review"],
  sending: ["stop"],
  stopped: ["continue"],
  finished: [],
  dropped: [],
};
