import { FILE_REJECTIONS } from "@amends/domain/evidence/evidence-file";
import { FILING_REJECTIONS } from "@amends/domain/intake/admit";
import type { ProblemCode } from "./errors.ts";

/** Whatever a filing may be answered instead of a case, in the order it is checked. */
export const FILING_REFUSALS = [
  "not_found",
  "host_type_unknown",
  ...FILE_REJECTIONS,
  ...FILING_REJECTIONS,
  "not_eligible",
  "person_erased",
] as const satisfies readonly ProblemCode[];
