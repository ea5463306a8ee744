import type { Instant } from "@amends/domain/kernel/time";
import type { RuleVersion } from "@amends/domain/policy/rule-versions";
import type pg from "pg";

export type StoredVersion = RuleVersion & { readonly packId: string };

/** Every version of every pack, in the order they were announced. */
export const listRuleVersions = async (pool: Pick<pg.Pool, "query">): Promise<readonly StoredVersion[]> => {
  const { rows } = await pool.query<Row>({
    name: "rule_versions_list",
    text: "select pack_id, version_no, pack_hash, announced_at, effective_at from rule_versions order by pack_id, version_no",
  });
  return rows.map(rowToVersion);
};

/**
 * Announces a version as the next of its pack, sellers still to be told of it where there was one before. False where another server announced one first:
 * then what it announced is to be read.
 */
export const announceRules = async (pool: Pick<pg.Pool, "query">, version: StoredVersion): Promise<boolean> => {
  const { packId, versionNo, packHash, announcedAt, effectiveAt } = version;
  const { rowCount } = await pool.query({
    name: "rule_version_announce",
    text: `insert into rule_versions (pack_id, version_no, pack_hash, announced_at, effective_at, told_at)
      values ($1, $2, $3, $4, $5, case when $2 = 1 then $4::bigint end) on conflict do nothing`,
    values: [packId, versionNo, packHash, announcedAt, effectiveAt],
  });
  return rowCount === 1;
};

type Row = {
  readonly pack_id: string;
  readonly version_no: number;
  readonly pack_hash: string;
  readonly announced_at: string;
  readonly effective_at: string;
};

const rowToVersion = ({ pack_id, version_no, pack_hash, announced_at, effective_at }: Row): StoredVersion => ({
  packId: pack_id,
  versionNo: version_no,
  packHash: pack_hash,
  announcedAt: Number(announced_at) as Instant,
  effectiveAt: Number(effective_at) as Instant,
});
