import type { Team } from "./api/get-team.ts";

export type Attained = Pick<Team["attainment"][number], "team" | "kind" | "standard"> & {
  readonly accountId: string | null;
  readonly met: number;
  readonly missed: number;
  readonly lateSeconds: number;
};

/** The same figures added up by standard, team and kind, and where they are known by person. */
export const summed = (rows: Team["attainment"], byPerson: boolean): readonly Attained[] => {
  const sums = new Map<string, Attained>();
  for (const row of rows) {
    const accountId = byPerson ? row.accountId : null;
    if (byPerson && accountId === null) continue;
    const key = [row.team, row.kind, row.standard, accountId].join(" ");
    const so = sums.get(key) ?? { ...row, accountId, met: 0, missed: 0, lateSeconds: 0 };
    sums.set(key, { ...so, met: so.met + row.met, missed: so.missed + row.missed, lateSeconds: so.lateSeconds + row.lateSeconds });
  }
  return [...sums.values()];
};

/** Tenths of a percent, cut off: 99.96 % kept is not all kept. */
export const share = ({ met, missed }: Pick<Attained, "met" | "missed">): string =>
  met + missed === 0 ? "–" : `${Math.floor((met * 1000) / (met + missed)) / 10} %`;
