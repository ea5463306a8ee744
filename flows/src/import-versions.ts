import type { HostVersion } from "@amends/domain/order/host-record";
import type { ImportFault } from "@amends/domain/order/import-error";
import type { KnownVersion } from "./import-ports.ts";

/** Whether a saying must be looked at, before anything costly is done with it. */
export const standingOf = (name: string, known: KnownVersion | undefined, incoming: HostVersion): "look" | "older" | ImportFault => {
  if (known === undefined) return "look";
  if (known.source !== incoming.source)
    return { code: "owned_by_other_source", message: `${name} came from source ${known.source}; ${incoming.source} may not change it` };
  return incoming.sourceVersion < known.sourceVersion ? "older" : "look";
};

/** What to do with a saying whose content is now known. */
export const outcomeOf = (
  name: string,
  known: KnownVersion | undefined,
  incoming: HostVersion,
  contentHash: string,
): "accepted" | "updated" | "unchanged" | ImportFault => {
  if (known === undefined) return "accepted";
  if (incoming.sourceVersion > known.sourceVersion) return "updated";
  if (known.contentHash === contentHash) return "unchanged";
  return {
    code: "same_version_other_content",
    message: `${name} was sent before as version ${incoming.sourceVersion} with other content: raise sourceVersion when content changes`,
  };
};
