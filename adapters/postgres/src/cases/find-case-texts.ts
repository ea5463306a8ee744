import { type CaseId, type PersonId, shardOf, type TextId } from "@amends/domain/kernel/ids";
import type { TextKind } from "@amends/domain/party/masking";
import type { CaseTexts } from "@amends/flows/read-ports";
import type { Scope } from "@amends/flows/scope";
import type pg from "pg";
import { scopeValues } from "../scope-values.ts";

/**
 * Texts written in a case, for whoever may see the case: its seller too, who sees nothing else of the buyer's. Only ids that an event of this very case
 * names are looked for, an internal note only for the staff, what was found to be the cause for everybody but the buyer, and what was found in a file for both.
 */
const FIND = `
select p.person_id, p.wrapped_key, p.wrapped_salt, t.text_id, t.kind, t.ciphertext
from cases k
join customers c on c.shard = k.shard and c.customer_id = k.customer_id
join persons p on p.shard = c.shard and p.person_id = c.person_id and p.erased_at is null
join personal_texts t on t.shard = p.shard and t.person_id = p.person_id and t.text_id = any($6)
where k.shard = $4 and k.case_id = $5 and k.operation_id = $1 and ($2::text is null or k.customer_id = $2) and ($3::text is null or k.seller_id = $3)
  and exists (select from case_events e where e.shard = k.shard and e.case_id = k.case_id
    and ((e.type = 'case_filed' and e.data ->> 'statementTextId' = t.text_id)
      or (e.type in ('cause_judged', 'judgement_objected') and e.data -> 'text' ->> 'textId' = t.text_id and $2::text is null)
      or (e.type = 'file_assessed' and e.data -> 'text' ->> 'textId' = t.text_id)
      or (e.type = 'note_added' and e.data ->> 'textId' = t.text_id
        and (e.data ->> 'visibleTo' = 'everyone' or ($2::text is null and $3::text is null)))))`;

type Row = {
  readonly person_id: PersonId;
  readonly wrapped_key: Buffer;
  readonly wrapped_salt: Buffer;
  readonly text_id: TextId;
  readonly kind: TextKind;
  readonly ciphertext: Buffer;
};

export const findCaseTexts = async (pool: pg.Pool, scope: Scope, caseId: CaseId, textIds: readonly TextId[]): Promise<CaseTexts | null> => {
  const values = [...scopeValues(scope), shardOf(caseId), caseId, textIds];
  const { rows } = await pool.query<Row>({ name: "case_find_texts", text: FIND, values });
  const [first] = rows;
  if (first === undefined) return null;
  return {
    personId: first.person_id,
    secret: { wrappedKey: first.wrapped_key, wrappedSalt: first.wrapped_salt },
    texts: rows.map(row => ({ textId: row.text_id, kind: row.kind, sealed: row.ciphertext })),
  };
};
