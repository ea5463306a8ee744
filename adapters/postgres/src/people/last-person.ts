import type { PersonId } from "@amends/domain/kernel/ids";
import type { WrappedSecret } from "@amends/flows/personal-data-ports";
import { withClient } from "../with-client.ts";

export type LastPerson = { readonly personId: PersonId; readonly secret: WrappedSecret };

type Row = { readonly person_id: PersonId; readonly wrapped_key: Buffer; readonly wrapped_salt: Buffer };

/** One whose data is closed with a key, found by the table's own order: the youngest of the last shard that has any. Null where nobody is known, or everybody was erased. */
export const findLastPerson = (writerUrl: string): Promise<LastPerson | null> =>
  withClient(writerUrl, async client => {
    const { rows } = await client.query<Row>(
      "select person_id, wrapped_key, wrapped_salt from persons where erased_at is null order by shard desc, person_id desc limit 1",
    );
    const [row] = rows;
    return row === undefined ? null : { personId: row.person_id, secret: { wrappedKey: row.wrapped_key, wrappedSalt: row.wrapped_salt } };
  });
