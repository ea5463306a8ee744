import type { ConsentAsked, ConsentTerms } from "../evidence/consent.ts";
import type { Role } from "../party/party.ts";
import type { Hit } from "../policy/compile-table.ts";
import type { EVIDENCE_SETS } from "./reason.ts";
import { type StagePack, textOf, textsOf } from "./stage.ts";

/**
 * What has to be agreed to before files are shown for this row of `reasons` (PIPL a29); null where nothing has. A pack without the table `consents`, as
 * those of before it are, asks for none.
 */
export const consentAsked = ({ tables }: StagePack, reason: Pick<Hit, "outputs"> | null, by: Role): ConsentAsked | null =>
  textFor({ tables }, reason?.outputs ?? {}, by);

/** What a medical paper needs that is shown where the reason asks for none (PIPL a28: it is sensitive wherever it lies). */
export const consentIfMedical = ({ tables }: StagePack, by: Role): ConsentAsked | null => textFor({ tables }, MEDICAL, by);

export const consentTerms = (pack: StagePack, reason: Pick<Hit, "outputs"> | null, by: Role): ConsentTerms => ({
  asked: consentAsked(pack, reason, by),
  ifMedical: consentIfMedical(pack, by),
});

const MEDICAL = { evidence: "medical" } as const satisfies { readonly evidence: (typeof EVIDENCE_SETS)[number] };

const textFor = ({ tables }: Pick<StagePack, "tables">, reason: Hit["outputs"], by: Role): ConsentAsked | null => {
  const hit = tables.get("consents")?.evaluate({ reason, request: { by } }) ?? null;
  if (hit === null) return null;
  const { zh, en } = hit.meta;
  return { rowId: hit.rowId, version: textOf(hit, "version"), files: textsOf(hit, "files"), zh, en };
};
