import { externalIdOf } from "@amends/domain/order/check-host-record";
import type { HostRecord } from "@amends/domain/order/host-record";
import type { ImportFault } from "@amends/domain/order/import-error";
import type { KnownVersion } from "./import-ports.ts";

/** Whether a saying must be looked at, before anything costly is done with it. */
export const standingOf = (known: KnownVersion | undefined, incoming: HostRecord): "look" | "older" | ImportFault => {
  if (known === undefined) return "look";
  const { source } = incoming;
  if (known.source !== source) return { code: "owned_by_other_source", params: { ...nameOf(incoming), knownSource: known.source, source } };
  return incoming.sourceVersion < known.sourceVersion ? "older" : "look";
};

/** What to do with a saying whose content is now known. */
export const outcomeOf = (
  known: KnownVersion | undefined,
  incoming: HostRecord,
  contentHash: string,
): "accepted" | "updated" | "unchanged" | ImportFault => {
  if (known === undefined) return "accepted";
  if (incoming.sourceVersion > known.sourceVersion) return "updated";
  if (known.contentHash === contentHash) return "unchanged";
  return { code: "same_version_other_content", params: { ...nameOf(incoming), sourceVersion: incoming.sourceVersion } };
};

/** How a fault names its record. */
export const nameOf = (record: HostRecord) => ({ kind: record.kind, id: externalIdOf(record) });
