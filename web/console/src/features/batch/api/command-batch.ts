import type { LeaveOutReason } from "@amends/domain/batch/batch-state";
import type { OrderId } from "@amends/domain/kernel/ids";
import { ProblemError } from "@amends/sdk/problem-error";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { client } from "../../../client.ts";
import type { Batch } from "./get-batch.ts";

export type BatchDeed =
  | { readonly kind: "review" | "stop" | "continue" | "drop" }
  | { readonly kind: "leave_out"; readonly orderId: OrderId; readonly reason: LeaveOutReason }
  | { readonly kind: "take_in"; readonly orderId: OrderId };

/** Whoever decided on what is no longer so is shown what is, and decides again. */
export const useBatchCommand = (batch: Batch) => {
  const queries = useQueryClient();
  const anew = () => queries.invalidateQueries({ queryKey: ["batches"] });
  return useMutation({
    mutationFn: (deed: BatchDeed) => carryOut(batch, deed),
    onSuccess: anew,
    onError: error => {
      if (error instanceof ProblemError && error.code === "stale_version") void anew();
    },
  });
};

const carryOut = ({ batchId, version: ifMatch }: Batch, deed: BatchDeed) => {
  const params = { batchId };
  switch (deed.kind) {
    case "review":
      return client.reviewBatch({ params, body: {}, ifMatch });
    case "stop":
      return client.stopBatch({ params, body: {}, ifMatch });
    case "continue":
      return client.continueBatch({ params, body: {}, ifMatch });
    case "drop":
      return client.dropBatch({ params, body: {}, ifMatch });
    case "leave_out":
      return client.leaveOutOfBatch({ params: { batchId, orderId: deed.orderId }, body: { reason: deed.reason }, ifMatch });
    case "take_in":
      return client.takeIntoBatch({ params: { batchId, orderId: deed.orderId }, body: {}, ifMatch });
  }
};
