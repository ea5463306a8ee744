import { parseOutputCell } from "./parse-cell.ts";
import { type Loaded, loaded, type PolicyProblem, type PolicyProblemCode, refused } from "./problem.ts";

/** A decision table as written: cells are still text. `parseTable` makes it, `compileTable` makes it run. */
export interface Table {
  readonly id: string;
  readonly inputs: readonly TableColumn[];
  /** Every output column, those with a field `row.…` (metadata) among them. */
  readonly outputs: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

export interface TableColumn {
  readonly id: string;
  readonly name: string;
  /** A dotted path: an input reads it from the facts, an output writes it. */
  readonly field: string;
}

export interface TableRow {
  readonly id: string;
  /** Cell text by column id; every column has one, possibly empty. */
  readonly cells: Readonly<Record<string, string>>;
}

export const METADATA_PREFIX = "row.";
export const isMetadata = (column: TableColumn): boolean => column.field.startsWith(METADATA_PREFIX);

export const cellOf = (row: TableRow, column: TableColumn): string => row.cells[column.id] ?? "";

export const JDM_CONTENT_TYPE = "application/vnd.gorules.decision";
const ROW_ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;
const COLUMN_ID_PATTERN = /^[A-Za-z][A-Za-z0-9_.-]*$/;

/**
 * Reads a JDM graph that holds one decision table: input node → table node → output node, first hit.
 * `id` is the name of the file; the table node must carry it as its name, so that a copied file is noticed.
 */
export const parseTable = (id: string, json: unknown): Loaded<Table> => {
  const reader = new TableReader(id);
  const table = reader.table(json);
  return reader.problems.length > 0 || table === null ? refused(reader.problems) : loaded(table);
};

type Json = Readonly<Record<string, unknown>>;
const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Walks the file and gathers every problem on the way instead of stopping at the first. */
class TableReader {
  readonly problems: PolicyProblem[] = [];
  readonly #id: string;

  constructor(id: string) {
    this.#id = id;
  }

  table(json: unknown): Table | null {
    const content = this.#tableContent(json);
    if (content === null) return null;
    this.#keys(content, TABLE_KEYS, "the table");
    this.#settings(content);
    const inputs = this.#columns(content, "inputs");
    const outputs = this.#columns(content, "outputs");
    this.#uniqueColumns([...inputs, ...outputs]);
    return { id: this.#id, inputs, outputs, rows: this.#rows(content, [...inputs, ...outputs]) };
  }

  #tableContent(json: unknown): Json | null {
    if (!isJson(json) || json["contentType"] !== JDM_CONTENT_TYPE)
      return this.#refuse("bad_shape", `the file is no JDM graph: contentType must be ${JDM_CONTENT_TYPE}`);
    this.#keys(json, ["contentType", "nodes", "edges"], "the graph");
    const nodes = listOf(json["nodes"]).filter(isJson);
    const [input, table, output] = ["inputNode", "decisionTableNode", "outputNode"].map(type =>
      nodes.filter(node => node["type"] === type),
    );
    if (nodes.length !== 3 || input?.length !== 1 || table?.length !== 1 || output?.length !== 1)
      return this.#refuse("bad_shape", "the graph must have exactly an inputNode, a decisionTableNode and an outputNode");
    for (const node of nodes) this.#keys(node, ["id", "type", "name", "position", "content"], "a node");
    this.#edges(json, [input[0], table[0], output[0]]);
    if (table[0]?.["name"] !== this.#id) this.#refuse("bad_shape", `the decisionTableNode must be named "${this.#id}" like its file`);
    const content = table[0]?.["content"];
    return isJson(content) ? content : this.#refuse("bad_shape", "the decisionTableNode has no content");
  }

  #edges(json: Json, [input, table, output]: readonly (Json | undefined)[]): void {
    const edges = listOf(json["edges"]).filter(isJson);
    for (const edge of edges) this.#keys(edge, ["id", "type", "sourceId", "targetId", "sourceHandle"], "an edge");
    const joins = (from: Json | undefined, to: Json | undefined) =>
      edges.some(edge => edge["sourceId"] === from?.["id"] && edge["targetId"] === to?.["id"]);
    if (edges.length !== 2 || !joins(input, table) || !joins(table, output))
      this.#refuse("bad_shape", "the edges must lead input → table → output");
  }

  #settings(content: Json): void {
    if (content["hitPolicy"] !== "first") this.#refuse("bad_shape", 'hitPolicy must be "first"');
    for (const [key, only] of SETTINGS)
      if (content[key] !== undefined && content[key] !== only)
        this.#refuse("bad_shape", `${key} must be ${JSON.stringify(only)} or absent`);
  }

  #columns(content: Json, kind: "inputs" | "outputs"): readonly TableColumn[] {
    const columns = listOf(content[kind]).flatMap(column => this.#column(column, kind) ?? []);
    if (columns.length === 0) this.#refuse("bad_column", `the table has no ${kind}`);
    return columns;
  }

  #column(json: unknown, kind: string): TableColumn | null {
    if (!isJson(json)) return this.#refuse("bad_column", `one of the ${kind} is not an object`);
    this.#keys(json, ["id", "name", "field"], `a column of ${kind}`);
    const { id, name, field } = json;
    if (typeof id !== "string" || typeof name !== "string" || typeof field !== "string" || !COLUMN_ID_PATTERN.test(id))
      return this.#refuse("bad_column", `one of the ${kind} lacks a readable id, a name or a field`);
    if (!isFieldPath(field)) return this.#refuse("bad_column", `the field "${field}" is not a dotted path of names`, null, id);
    return { id, name, field };
  }

  #uniqueColumns(columns: readonly TableColumn[]): void {
    for (const [index, column] of columns.entries())
      if (columns.findIndex(other => other.id === column.id) !== index)
        this.#refuse("bad_column", `the column id "${column.id}" is used twice`, null, column.id);
  }

  #rows(content: Json, columns: readonly TableColumn[]): readonly TableRow[] {
    const rows = listOf(content["rules"]).flatMap((row, index) => this.#row(row, index, columns) ?? []);
    if (rows.length === 0) this.#refuse("bad_shape", "the table has no rows");
    for (const [index, row] of rows.entries())
      if (rows.findIndex(other => other.id === row.id) !== index) this.#refuse("duplicate_row", "two rows have this id", row.id);
    return rows;
  }

  #row(json: unknown, index: number, columns: readonly TableColumn[]): TableRow | null {
    const id = isJson(json) ? json["_id"] : undefined;
    if (!isJson(json) || typeof id !== "string" || !ROW_ID_PATTERN.test(id))
      return this.#refuse("bad_shape", `row ${index + 1} has no readable _id`);
    const known = new Set(["_id", "_description", ...columns.map(column => column.id)]);
    for (const key of Object.keys(json)) if (!known.has(key)) this.#refuse("unknown_key", `there is no column "${key}"`, id, key);
    const cells: Record<string, string> = {};
    for (const column of columns) {
      const cell = json[column.id];
      if (typeof cell === "string") cells[column.id] = cell;
      else this.#refuse("missing_cell", 'the cell is missing, and ZEN then skips the row: write ""', id, column.id);
    }
    return { id, cells };
  }

  #keys(json: Json, known: readonly string[], what: string): void {
    for (const key of Object.keys(json)) if (!known.includes(key)) this.#refuse("unknown_key", `${what} has an unknown key "${key}"`);
  }

  #refuse(code: PolicyProblemCode, message: string, row: string | null = null, column: string | null = null): null {
    this.problems.push({ code, table: this.#id, row, column, message });
    return null;
  }
}

/** What the JDM editor writes beside the table; any other value would change what ZEN computes. */
const SETTINGS: readonly (readonly [string, unknown])[] = [
  ["passThrough", false],
  ["passThorough", false],
  ["inputField", null],
  ["outputPath", null],
  ["executionMode", "single"],
];
const TABLE_KEYS = ["hitPolicy", "inputs", "outputs", "rules", ...SETTINGS.map(([key]) => key)];

const isFieldPath = (field: string): boolean => {
  const cell = parseOutputCell(field);
  return cell.kind === "parsed" && cell.value?.kind === "path" && field === cell.value.segments.join(".");
};
