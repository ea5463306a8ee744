import { COMMAND_REJECTIONS } from "@amends/domain/case/case-command";
import { FILE_REJECTIONS } from "@amends/domain/evidence/evidence-file";
import type { ProblemCode } from "./errors.ts";

/** Whatever a case may answer to a command, in the order it checks. */
export const COMMAND_REFUSALS = [
  "not_found",
  ...FILE_REJECTIONS,
  ...COMMAND_REJECTIONS,
  "person_erased",
] as const satisfies readonly ProblemCode[];
