import { composedPack } from "@amends/domain/case/shop-rules";
import type { Instant } from "@amends/domain/kernel/time";
import type { RuleBook } from "@amends/flows/show-rules";
import type pg from "pg";
import type { StoredPack } from "./pack-store.ts";

/** Packs that carry the rules of a shop share the name of what they lie on; nobody was ever started with one. */
const VERSIONS = `
select p.stored_at, p.pack_hash, p.content from packs p
where p.pack_id = (select pack_id from packs where pack_hash = $1) and p.content not like '%"appliesTo":{"sellerId"%'
order by p.stored_at, p.pack_hash`;

type Row = { readonly stored_at: string; readonly pack_hash: string; readonly content: string };

export const createRuleBook = (pool: Pick<pg.Pool, "query">): RuleBook => ({
  versionsOf: async packHash => {
    const { rows } = await pool.query<Row>({ name: "pack_versions", text: VERSIONS, values: [packHash] });
    return rows.flatMap(({ stored_at, pack_hash, content }) => {
      const { base, overlays }: StoredPack = JSON.parse(content);
      const composed = composedPack(base, overlays);
      return composed.kind === "refused"
        ? []
        : [{ storedAt: Number(stored_at) as Instant, packHash: pack_hash, tables: composed.value.tables }];
    });
  },
});
