import { randomBytes } from "node:crypto";
import { type Id, type IdKind, makeId, type Shard } from "@amends/domain/kernel/ids";

/** An id of now, for a row of that shard. */
export const newId = <K extends IdKind>(kind: K, shard: Shard): Id<K> => makeId(kind, Date.now(), shard, randomBytes(12));
