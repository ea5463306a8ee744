/** A book as a case reads it; `of` names whose: the table of addresses and its column. */
export const bookSql = (table: "return_addresses" | "receiver_addresses", operation: string, of: string): string =>
  `(select coalesce(json_agg(json_build_object('addressNo', a.address_no, 'isDefault', a.is_default, 'contactTextId', a.contact_text_id)
    order by a.address_no), '[]') from ${table} a where a.operation_id = ${operation} and ${of})`;

/** Whoever takes goods in beside the sellers, the one that was there first before the others. */
export const receiversSql = (operation: string): string =>
  `(select coalesce(json_agg(json_build_object('receiverId', r.receiver_id, 'takesInAs', r.takes_in_as, 'sellerId', r.seller_id,
    'addresses', ${bookSql("receiver_addresses", "r.operation_id", "a.receiver_id = r.receiver_id")}) order by r.receiver_id), '[]')
    from receivers r where r.operation_id = ${operation} and not r.closed)`;

/** Of the receivers' records, each of which has its book in it. */
export const receiversVersionSql = (operation: string): string =>
  `(select coalesce(string_agg(r.content_hash, '' order by r.receiver_id), '') from receivers r where r.operation_id = ${operation} and not r.closed)`;

/** Of all of it together: the host's record of a seller has its book in it, too. */
export const placesVersionSql = (operation: string, seller: string): string =>
  `(coalesce((select s.content_hash from sellers s where s.operation_id = ${operation} and s.seller_id = ${seller}), '') || ${receiversVersionSql(operation)})`;
