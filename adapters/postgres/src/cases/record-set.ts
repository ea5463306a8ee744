/**
 * Many rows as one parameter a column. PostgreSQL takes an array in its binary form as it is; the same rows as one JSON document would be taken apart
 * three times over, at a third of what the whole write costs. Beside its columns each row has `n`: which of the writes that travel together it is of.
 */
export type RecordSet<C extends Columns> = {
  /** How many parameters it takes. */
  readonly width: number;
  /** The rows as a source of a `from`, by the name of `row`, its parameters counted from `first`. */
  readonly from: (first: number) => string;
  /** Of each write its rows. */
  readonly values: (rowsOfEach: readonly (readonly UntypedRow[])[]) => readonly unknown[];
  readonly columns: C;
};

export type ColumnType = "text" | "json" | "bytea" | "int" | "bigint" | "smallint" | "text_list" | "bigint_list";
export type Columns = Readonly<Record<string, ColumnType>>;
type ValueOf = {
  readonly text: string | null;
  /** The document as text. */
  readonly json: string | null;
  readonly bytea: Uint8Array;
  readonly int: number | null;
  readonly bigint: number | null;
  readonly smallint: number;
  readonly text_list: readonly string[];
  readonly bigint_list: readonly number[];
};
export type Row<C extends Columns> = { readonly [Name in keyof C]: ValueOf[C[Name]] };
export type UntypedRow = Readonly<Record<string, unknown>>;

export const recordSet = <const C extends Columns>(columns: C): RecordSet<C> => {
  const names = Object.keys(columns);
  const types = Object.values(columns);
  return {
    width: 1 + names.length,
    from: first =>
      `unnest($${first}::int[], ${types.map((type, index) => `$${first + 1 + index}::${SENT_AS[type]}[]`).join(", ")}) as row(n, ${names.join(", ")})`,
    values: rowsOfEach => {
      const rows = rowsOfEach.flat();
      const writeNos = rowsOfEach.flatMap((own, index) => own.map(() => index + 1));
      return [`{${writeNos.join()}}`, ...names.map((name, index) => sent(types[index] ?? "text", rows, name))];
    },
    columns,
  };
};

/** A list in each row would make an array of arrays, which must all be of one length: it travels as its text and is cast where it is written. */
const SENT_AS: Readonly<Record<ColumnType, string>> = {
  text: "text",
  json: "json",
  bytea: "bytea",
  int: "int",
  bigint: "bigint",
  smallint: "smallint",
  text_list: "text",
  bigint_list: "text",
};

const sent = (type: ColumnType, rows: readonly UntypedRow[], name: string): unknown => {
  switch (type) {
    case "text":
      return binaryArray(OIDS.text, rows, name);
    case "json":
      return binaryArray(OIDS.json, rows, name);
    case "bytea":
      return binaryArray(OIDS.bytea, rows, name);
    case "int":
    case "bigint":
    case "smallint":
      return `{${rows.map(row => row[name] ?? "null").join()}}`;
    case "text_list":
    case "bigint_list":
      return binaryArray(
        OIDS.text,
        rows.map(row => ({ [name]: listText(row[name]) })),
        name,
      );
  }
};

/** `{"a","b"}`: what PostgreSQL reads as an array. */
const listText = (list: unknown): string =>
  Array.isArray(list) ? `{${list.map(item => `"${String(item).replace(/["\\]/g, "\\$&")}"`).join()}}` : "{}";

/** PostgreSQL's own numbers for its types (pg_type.dat); they never change. */
const OIDS = { text: 25, json: 114, bytea: 17 } as const;
const HEAD_LENGTH = 20;
const LENGTH_LENGTH = 4;
const NULL_LENGTH = -1;

/**
 * The binary form of a one-dimensional array (`array_recv`): dimensions, whether there are nulls, element type, length, lower bound, elements. A filing makes
 * some seventy of them, most of one short text.
 */
const binaryArray = (oid: number, rows: readonly UntypedRow[], name: string): Buffer => {
  let whole = HEAD_LENGTH;
  let hasNulls = 0;
  for (const row of rows) {
    const length = lengthOf(row[name]);
    if (length === NULL_LENGTH) hasNulls = 1;
    whole += LENGTH_LENGTH + Math.max(length, 0);
  }
  const bytes = Buffer.allocUnsafe(whole);
  bytes.writeInt32BE(1, 0);
  bytes.writeInt32BE(hasNulls, 4);
  bytes.writeInt32BE(oid, 8);
  bytes.writeInt32BE(rows.length, 12);
  bytes.writeInt32BE(1, 16);
  let end = HEAD_LENGTH;
  for (const row of rows) {
    const length = writeElement(bytes, row[name], end + LENGTH_LENGTH);
    bytes.writeInt32BE(length, end);
    end += LENGTH_LENGTH + Math.max(length, 0);
  }
  return bytes;
};

const lengthOf = (value: unknown): number =>
  typeof value === "string" ? Buffer.byteLength(value) : value instanceof Uint8Array ? value.length : NULL_LENGTH;

const writeElement = (bytes: Buffer, value: unknown, at: number): number => {
  if (typeof value === "string") return bytes.write(value, at);
  if (!(value instanceof Uint8Array)) return NULL_LENGTH;
  bytes.set(value, at);
  return value.length;
};
