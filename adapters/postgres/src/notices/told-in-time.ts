import type { OperationId } from "@amends/domain/kernel/ids";
import { withClient } from "../with-client.ts";

const TOLD_IN_TIME = {
  name: "notices_told_in_time",
  text: "update notices set told_at = at where operation_id = any($1) and told_at > at",
};

/** For a past that was played: its buyers read of what happened when it did, and not when the play was written down. */
export const toldInTime = (writerUrl: string, operationIds: readonly OperationId[]): Promise<unknown> =>
  withClient(writerUrl, client => client.query({ ...TOLD_IN_TIME, values: [operationIds] }));
