import { CONSENT_LANGUAGES } from "@amends/domain/evidence/consent";
import { z } from "zod";
import { externalId } from "../wire.ts";

/** The text that is to be shown before, and which kinds of file need it. */
export const consentText = z
  .strictObject({ rowId: z.string(), version: z.string(), files: z.array(z.string()).readonly(), zh: z.string(), en: z.string() })
  .meta({ id: "ConsentText" });

/** Which text was shown, in which language, and agreed to: `version` as `consent` of the evidence asked for says it. */
export const consent = z.strictObject({ version: externalId, language: z.enum(CONSENT_LANGUAGES) }).meta({ id: "Consent" });
