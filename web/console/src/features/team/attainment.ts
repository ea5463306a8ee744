import type { Team } from "./api/get-team.ts";

type Row = Team["attainment"][number];
export type Attained = Pick<Row, "team" | "kind" | "standard" | "rowId" | "words"> & {
  readonly accountId: string | null;
  readonly met: number;
  readonly missed: number;
  readonly lateSeconds: number;
};

/** Always by standard, team and kind of work; also by the row that promised it and, where they are known, by person. */
export type SummedBy = { readonly person: boolean; readonly row: boolean };

export const summed = (rows: readonly Row[], by: SummedBy): readonly Attained[] => {
  const sums = new Map<string, Attained>();
  for (const row of rows) {
    const accountId = by.person ? row.accountId : null;
    const [rowId, words] = by.row ? [row.rowId, row.words] : [null, null];
    if ((by.person && accountId === null) || (by.row && rowId === null)) continue;
    const key = [row.team, row.kind, row.standard, rowId, accountId].join(" ");
    const so = sums.get(key) ?? { ...row, accountId, rowId, words, met: 0, missed: 0, lateSeconds: 0 };
    sums.set(key, { ...so, met: so.met + row.met, missed: so.missed + row.missed, lateSeconds: so.lateSeconds + row.lateSeconds });
  }
  return [...sums.values()];
};

/** Tenths of a percent, cut off: 99.96 % kept is not all kept. */
export const share = ({ met, missed }: Pick<Attained, "met" | "missed">): string =>
  met + missed === 0 ? "–" : `${Math.floor((met * 1000) / (met + missed)) / 10} %`;
