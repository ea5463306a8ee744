import { composedPack } from "@amends/domain/case/shop-rules";
import type { Instant } from "@amends/domain/kernel/time";
import type { RuleBook } from "@amends/flows/show-rules";
import type pg from "pg";
import type { StoredPack } from "./pack-store.ts";

/** Of two versions for one moment the one announced first never held. */
const VERSIONS = `
select distinct on (v.effective_at) v.effective_at, v.pack_hash, p.content from rule_versions v join packs p on p.pack_hash = v.pack_hash
where v.pack_id = (select pack_id from packs where pack_hash = $1)
order by v.effective_at, v.version_no desc`;

type Row = { readonly effective_at: string; readonly pack_hash: string; readonly content: string };

export const createRuleBook = (pool: Pick<pg.Pool, "query">): RuleBook => ({
  versionsOf: async packHash => {
    const { rows } = await pool.query<Row>({ name: "pack_versions", text: VERSIONS, values: [packHash] });
    return rows.flatMap(({ effective_at, pack_hash, content }) => {
      const { base, overlays }: StoredPack = JSON.parse(content);
      const composed = composedPack(base, overlays);
      return composed.kind === "refused"
        ? []
        : [{ since: Number(effective_at) as Instant, packHash: pack_hash, tables: composed.value.tables }];
    });
  },
});
