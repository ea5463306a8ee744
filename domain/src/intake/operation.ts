import type { OperationId } from "../kernel/ids.ts";
import type { OperationFacts } from "./case-facts.ts";

/** A line of business (业务线): everything else belongs to exactly one. Its currency never changes. */
export type Operation = Pick<OperationFacts, "kind" | "currency" | "zone"> & {
  readonly operationId: OperationId;
  /** The name the host and the command line know it by. */
  readonly code: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly packId: string | null;
  readonly settings: Readonly<Record<string, unknown>>;
};
