import type { Expression } from "./expression.ts";

/** `verified`: the text of the law or platform was read. `chosen`: the operator's own parameter. `unverified`: never decides alone. */
export const ROW_STATUSES = ["verified", "chosen", "unverified"] as const;
export type RowStatus = (typeof ROW_STATUSES)[number];

/** What every row says about itself, for the person who must explain the decision. */
export interface RowMeta {
  readonly status: RowStatus;
  /** Where the rule was read: key of the policy reference and article. */
  readonly source: string;
  readonly zh: string;
  readonly en: string;
  readonly law: string | null;
}

export const METADATA_FIELDS = ["row.status", "row.source", "row.zh", "row.en", "row.law"] as const;
export type MetadataField = (typeof METADATA_FIELDS)[number];

export const isMetadataField = (field: string): field is MetadataField => METADATA_FIELDS.some(known => known === field);

/** The metadata of a row out of its parsed cells, or what is wrong with it and where. */
export const readRowMeta = (
  cells: ReadonlyMap<string, Expression | null>,
): { readonly meta: RowMeta | null; readonly faults: readonly MetadataFault[] } => {
  const faults: MetadataFault[] = [];
  const text = (field: MetadataField): string | null => {
    const cell = cells.get(field) ?? null;
    if (cell?.kind === "literal" && typeof cell.value === "string" && cell.value !== "") return cell.value;
    if (cell !== null || field !== "row.law") faults.push({ field, message: `${field} must be a text in quotes` });
    return null;
  };
  const [status, source, zh, en, law] = METADATA_FIELDS.map(text);
  const known = ROW_STATUSES.find(candidate => candidate === status);
  if (typeof status === "string" && known === undefined)
    faults.push({ field: "row.status", message: `row.status is one of ${ROW_STATUSES.join(", ")}` });
  const isComplete = known !== undefined && typeof source === "string" && typeof zh === "string" && typeof en === "string";
  return { meta: isComplete ? { status: known, source, zh, en, law: law ?? null } : null, faults };
};

export interface MetadataFault {
  readonly field: MetadataField;
  readonly message: string;
}
