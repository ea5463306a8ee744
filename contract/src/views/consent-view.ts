import { CONSENT_LANGUAGES } from "@amends/domain/evidence/consent";
import { z } from "zod";
import { externalId } from "../wire.ts";

/** The text that is to be shown before, and which kinds of file need it. */
export const consentText = z
  .strictObject({ rowId: z.string(), version: z.string(), files: z.array(z.string()).readonly(), zh: z.string(), en: z.string() })
  .meta({ id: "ConsentText" });

/**
 * `asked`: whoever shows a file for this has to have agreed to this text. `ifMedical`: where nothing is asked, medical papers may be shown with this one,
 * and with none they may not; say so by sending it.
 */
export const consentTerms = z
  .strictObject({ asked: consentText.nullable(), ifMedical: consentText.nullable() })
  .meta({ id: "ConsentTerms" });

/** Which text was shown, in which language, and agreed to: `version` as `consent` of the evidence asked for says it. */
export const consent = z.strictObject({ version: externalId, language: z.enum(CONSENT_LANGUAGES) }).meta({ id: "Consent" });
