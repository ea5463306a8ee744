import type { TextCell } from "@amends/contract/import/csv-cells";
import type { CsvLine } from "@amends/contract/import/csv-line";
import { PROMISE_KINDS, TRACKING_CODES } from "@amends/domain/order/order-facts";
import { type Cells, columnOf } from "./read-cells.ts";

export type Parcel = {
  readonly carrier: string;
  readonly trackingNo: string;
  readonly fromRegion?: string;
  readonly packedGrams?: number;
  readonly shippedAt: string;
  readonly signedAt: string | null;
  readonly events: readonly { readonly at: string; readonly code: string; readonly grams?: number }[];
};

/** A tracking number makes a parcel; whose parcel it is and when it left must be said then. */
export const readParcel = (line: CsvLine, cells: Cells): Parcel | null => {
  const trackingNo = cells.text("line.trackingNo", line.trackingNo);
  if (trackingNo === null) return null;
  return {
    trackingNo,
    carrier: needed(cells, "line.carrier", line.carrier, cells.text) ?? "",
    ...said("fromRegion", cells.text("line.fromRegion", line.fromRegion)),
    ...said("packedGrams", cells.whole("line.packedGrams", line.packedGrams)),
    shippedAt: needed(cells, "line.shippedAt", line.shippedAt, cells.time) ?? "",
    signedAt: cells.time("line.signedAt", line.signedAt),
    events: readScans(line, cells),
  };
};

/** Columns stand in any order; scans in that of their times. */
const readScans = ({ scans, scanGrams }: CsvLine, cells: Cells): Parcel["events"] =>
  TRACKING_CODES.flatMap(code => {
    const grams = cells.whole(`line.scanGrams.${code}`, scanGrams[code]);
    const field = `line.scans.${code}`;
    const at = grams === null ? cells.time(field, scans[code]) : needed(cells, field, scans[code], cells.time);
    return at === null ? [] : [{ at, code, ...said("grams", grams) }];
  }).toSorted((left, right) => Date.parse(left.at) - Date.parse(right.at));

export type RowGift = { readonly name: string; readonly markedPriceMinor: number | null };

export const readGift = (line: CsvLine, cells: Cells): RowGift | null => {
  const name = cells.text("line.giftName", line.giftName);
  const price = cells.amount("line.giftPrice", line.giftPrice);
  return name === null ? null : { name, markedPriceMinor: price === null ? null : Number(price) };
};

/** What else the native line holds, as the row says it. */
export const readLineFacts = (line: CsvLine, skuId: string, cells: Cells) => ({
  sevenDay: { class: cells.text("line.sevenDay", line.sevenDay) ?? "none", confirmation: readConfirmation(line, skuId, cells) },
  ...said("acceptance", readAcceptance(line, cells)),
  ...said("installedAt", cells.time("line.installedAt", line.installedAt)),
  ...said("ripensDays", cells.whole("line.ripensDays", line.ripensDays)),
  shipBy: cells.time("line.shipBy", line.shipBy),
  promises: readPromises(line, cells),
});
export type LineFacts = ReturnType<typeof readLineFacts>;

const readConfirmation = ({ confirmation }: CsvLine, skuId: string, cells: Cells) => {
  const at = cells.time("line.confirmation.at", confirmation?.at);
  if (confirmation === undefined || at === null) return null;
  return {
    at,
    skuId,
    uiVersion: cells.required("line.confirmation.uiVersion", confirmation.uiVersion),
    textHash: cells.required("line.confirmation.textHash", confirmation.textHash),
    // Only a plain no says that the buyer ticked it.
    defaultChecked: cells.text("line.confirmation.defaultChecked", confirmation.defaultChecked) !== "no",
  };
};

const readAcceptance = ({ acceptance }: CsvLine, cells: Cells) => {
  const at = cells.time("line.acceptance.at", acceptance?.at);
  if (acceptance === undefined || at === null) return null;
  return {
    at,
    condition: cells.required("line.acceptance.condition", acceptance.condition),
    ...said("pieces", cells.whole("line.acceptance.pieces", acceptance.pieces)),
    serialNo: cells.text("line.acceptance.serialNo", acceptance.serialNo),
  };
};

const readPromises = ({ promises }: CsvLine, cells: Cells) =>
  PROMISE_KINDS.flatMap(kind => {
    const promise = promises[kind];
    const field = `line.promises.${kind}`;
    if (promise === undefined || cells.text(`${field}.given`, promise.given) !== "yes") return [];
    const cap = cells.amount(`${field}.cap`, promise.cap);
    return [
      {
        kind,
        by: cells.required(`${field}.by`, promise.by),
        value: cells.whole(`${field}.value`, promise.value),
        capMinor: cap === null ? null : Number(cap),
        ...(cells.text(`${field}.includesPrice`, promise.includesPrice) === "yes" ? { includesPrice: true } : {}),
      },
    ];
  });

/** What a row leaves out is left out of the record. */
const said = <Name extends string, Value>(name: Name, value: Value | null): Partial<Record<Name, Value>> | Record<never, never> =>
  value === null ? {} : { [name]: value };

export const needed = <T>(
  cells: Cells,
  field: string,
  cell: TextCell | undefined,
  read: (field: string, cell: TextCell | undefined) => T | null,
) => {
  const value = read(field, cell);
  if (value === null) cells.refuse({ code: "csv_empty_cell", params: { row: cells.row, column: columnOf(field, cell), field } });
  return value;
};
