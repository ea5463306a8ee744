/**
 * Many rows as one parameter a column. PostgreSQL takes an array in its binary form as it is; the same rows as one JSON document would be taken apart
 * three times over, at a third of what the whole write costs.
 */
export type RecordSet<C extends Columns> = {
  /** How many parameters it takes. */
  readonly width: number;
  /** The rows as a source of a `from`, its parameters counted from `first`. */
  readonly from: (first: number) => string;
  readonly values: (rows: readonly Row<C>[]) => readonly unknown[];
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

export const recordSet = <const C extends Columns>(columns: C): RecordSet<C> => {
  const names = Object.keys(columns);
  const types = Object.values(columns);
  return {
    width: names.length,
    from: first => `unnest(${types.map((type, index) => `$${first + index}::${SENT_AS[type]}[]`).join(", ")}) as row(${names.join(", ")})`,
    values: rows => names.map((name, index) => sent(types[index] ?? "text", rows, name)),
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

const sent = (type: ColumnType, rows: readonly Readonly<Record<string, unknown>>[], name: string): unknown => {
  const values = rows.map(row => row[name]);
  switch (type) {
    case "text":
      return binaryArray(OIDS.text, values);
    case "json":
      return binaryArray(OIDS.json, values);
    case "bytea":
      return binaryArray(OIDS.bytea, values);
    case "int":
    case "bigint":
    case "smallint":
      return `{${values.map(value => value ?? "null").join()}}`;
    case "text_list":
    case "bigint_list":
      return binaryArray(OIDS.text, values.map(listText));
  }
};

/** `{"a","b"}`: what PostgreSQL reads as an array. */
const listText = (list: unknown): string =>
  Array.isArray(list) ? `{${list.map(item => `"${String(item).replace(/["\\]/g, "\\$&")}"`).join()}}` : "{}";

/** PostgreSQL's own numbers for its types (pg_type.dat); they never change. */
const OIDS = { text: 25, json: 114, bytea: 17 } as const;
const HEAD_LENGTH = 20;
const NULL_LENGTH = -1;

/** The binary form of a one-dimensional array (`array_recv`): dimensions, whether there are nulls, element type, length, lower bound, elements. */
const binaryArray = (oid: number, values: readonly unknown[]): Buffer => {
  const lengths = values.map(lengthOf);
  const bytes = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + 4 + Math.max(length, 0), HEAD_LENGTH));
  bytes.writeInt32BE(1, 0);
  bytes.writeInt32BE(lengths.includes(NULL_LENGTH) ? 1 : 0, 4);
  bytes.writeInt32BE(oid, 8);
  bytes.writeInt32BE(values.length, 12);
  bytes.writeInt32BE(1, 16);
  let end = HEAD_LENGTH;
  for (const [index, value] of values.entries()) {
    const length = lengths[index] ?? NULL_LENGTH;
    bytes.writeInt32BE(length, end);
    end += 4;
    if (typeof value === "string") bytes.write(value, end);
    else if (value instanceof Uint8Array) bytes.set(value, end);
    end += Math.max(length, 0);
  }
  return bytes;
};

const lengthOf = (value: unknown): number =>
  typeof value === "string" ? Buffer.byteLength(value) : value instanceof Uint8Array ? value.length : NULL_LENGTH;
