import type { RuleNews, SellerAtDesk, UntoldVersion } from "@amends/flows/notices/tell-rules";
import type pg from "pg";
import { inTransaction } from "../in-transaction.ts";
import { writeNotices } from "../notices/write-notices.ts";

const UNTOLD = {
  name: "rule_versions_untold",
  text: `
select pack_id as "packId", version_no as "versionNo", pack_hash as "packHash" from rule_versions where told_at is null order by pack_id, version_no`,
};

const AT_DESKS = {
  name: "sellers_at_desks",
  text: `
select distinct operation_id as "operationId", seller_id as "sellerId" from accounts
where role = 'seller' and seller_id is not null and not is_disabled order by operation_id, seller_id`,
};

/** Only where no other server told of it meanwhile. */
const TOLD = {
  name: "rule_version_told",
  text: "update rule_versions set told_at = $3 where pack_id = $1 and version_no = $2 and told_at is null",
};

export const createRuleNews = (pool: pg.Pool): RuleNews => ({
  untold: async () => (await pool.query<UntoldVersion>(UNTOLD)).rows,
  sellersAtDesks: async () => (await pool.query<SellerAtDesk>(AT_DESKS)).rows,
  told: ({ packId, versionNo }, notices, at) =>
    inTransaction(pool, async client => {
      const { rowCount } = await client.query({ ...TOLD, values: [packId, versionNo, at] });
      if (rowCount === 1) await writeNotices(client, { notices: [], sendsLeasedUntil: null, desk: [...notices], surveys: [] }, at);
    }),
});
