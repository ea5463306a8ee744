/** Why a policy file was refused. `code` is for machines, `message` says what is wrong and what to write instead. */
export interface PolicyProblem {
  /** Which of several layers says it; left out where it is the base, or what all of them say together. */
  readonly overlay?: string;
  readonly code: PolicyProblemCode;
  readonly table: string;
  readonly row: string | null;
  readonly column: string | null;
  readonly message: string;
}

export type PolicyProblemCode =
  | "bad_shape"
  | "unknown_key"
  | "bad_column"
  | "duplicate_row"
  | "missing_cell"
  | "bad_cell"
  | "bad_metadata"
  | "unreachable_row"
  | "not_in_vocabulary"
  | "bad_manifest"
  | "bad_overlay"
  | "missing_promise"
  | "slower_promise"
  | "bad_parameter"
  | "below_law"
  | "barred_reason"
  | "barred_term"
  | "service_by_default"
  | "penalty_without_cap";

/** A policy is loaded whole or not at all; when refused, every problem found is told at once. */
export type Loaded<T> =
  | { readonly kind: "loaded"; readonly value: T }
  | { readonly kind: "refused"; readonly problems: readonly PolicyProblem[] };

export const loaded = <T>(value: T): Loaded<T> => ({ kind: "loaded", value });
export const refused = (problems: readonly PolicyProblem[]): { readonly kind: "refused"; readonly problems: readonly PolicyProblem[] } => ({
  kind: "refused",
  problems,
});

/** `liability/R12 [cause]: …`, the form in which a person looks the place up. */
export const describeProblem = ({ overlay, code, table, row, column, message }: PolicyProblem): string =>
  `${overlay === undefined ? "" : `overlay ${overlay}: `}${table}${row === null ? "" : `/${row}`}${column === null ? "" : ` [${column}]`}: ${message} (${code})`;
