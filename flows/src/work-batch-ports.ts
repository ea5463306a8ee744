import type { CommandBatchPorts } from "./command-batch.ts";
import type { FilingPorts } from "./file-case.ts";

/** What gathering and sending need: to look at orders and evaluate, to file and to command, and the batch itself. */
export type WorkBatchPorts = FilingPorts & CommandBatchPorts;
