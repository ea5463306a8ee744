import type { ConsentAsked } from "../evidence/consent.ts";
import type { Role } from "../party/party.ts";
import type { Hit } from "../policy/compile-table.ts";
import { type StagePack, textOf, textsOf } from "./stage.ts";

/**
 * What has to be agreed to before files are shown for this row of `reasons` (PIPL a29); null where nothing has. A pack without the table `consents`, as
 * those of before it are, asks for none.
 */
export const consentAsked = ({ tables }: StagePack, reason: Pick<Hit, "outputs"> | null, by: Role): ConsentAsked | null => {
  const hit = tables.get("consents")?.evaluate({ reason: reason?.outputs ?? {}, request: { by } }) ?? null;
  if (hit === null) return null;
  const { zh, en } = hit.meta;
  return { rowId: hit.rowId, version: textOf(hit, "version"), files: textsOf(hit, "files"), zh, en };
};
