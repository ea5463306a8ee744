import type { Instant } from "@amends/domain/kernel/time";
import type { PackSource } from "@amends/domain/policy/pack";
import type pg from "pg";

/** The files of a pack with its overlays, exactly as they decided: any decision can be replayed from here, whatever became of the files. */
export type StoredPack = { readonly base: PackSource; readonly overlays: readonly PackSource[] };

export const storePack = async (pool: pg.Pool, packHash: string, packId: string, content: StoredPack, at: Instant): Promise<void> => {
  await pool.query({
    name: "store_pack",
    text: "insert into packs (pack_hash, pack_id, content, stored_at) values ($1, $2, $3, $4) on conflict do nothing",
    values: [packHash, packId, JSON.stringify(content), at],
  });
};

export const findPack = async (pool: pg.Pool, packHash: string): Promise<StoredPack | null> => {
  const { rows } = await pool.query<{ readonly content: string }>({
    name: "find_pack",
    text: "select content from packs where pack_hash = $1",
    values: [packHash],
  });
  return rows[0] === undefined ? null : JSON.parse(rows[0].content);
};
