import { FILE_SHOWS } from "@amends/domain/evidence/file-shows";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { consent } from "../../views/consent-view.ts";
import { fileFinding } from "../../views/file-view.ts";
import { id, list, text } from "../../wire.ts";
import { command, evidenceItem } from "./command-route.ts";

export const requestEvidence = command(
  "request-evidence",
  "request_evidence",
  bilingual("请一方补充凭证", "Ask one side for evidence"),
  z.strictObject({
    of: z.enum(["buyer", "seller"]),
    photo: z.boolean().default(false),
    video: z.boolean().default(false),
    document: z.boolean().default(false),
  }),
);
export const provideEvidence = command(
  "evidence",
  "provide_evidence",
  bilingual("补充凭证", "Provide evidence"),
  z.strictObject({
    items: list(
      z.strictObject({
        ...evidenceItem.shape,
        /** What it shows, as whoever gives it says; a person may find otherwise. */
        shows: z.enum(FILE_SHOWS).exactOptional(),
        consent: consent.exactOptional(),
      }),
      30,
    ),
  }),
);
/** Said anew, the later word holds; `as_given` takes back whatever was found before. Both sides read what was found and why. */
export const assessFile = command(
  "assess-file",
  "assess_file",
  bilingual("查看凭证后登记它证明什么，或不计入", "Say what a file shows, or that it does not count"),
  z.strictObject({
    fileId: id("file"),
    finding: fileFinding,
    why: text(2_000),
  }),
);
/** The file is deleted and the case goes on without it. */
export const withdrawConsent = command(
  "withdraw-consent",
  "withdraw_consent",
  bilingual("撤回对一份材料的同意", "Take back the consent to a file"),
  z.strictObject({ fileId: id("file") }),
);
