import { CONTENT_TYPES, FILE_KINDS } from "@amends/domain/evidence/evidence-file";
import { FILE_SHOWS, type FileFinding, VOID_REASONS } from "@amends/domain/evidence/file-shows";
import { z } from "zod";
import { id, instant } from "../wire.ts";
import { consent } from "./consent-view.ts";

/** How far an upload has come, and once it is `ready`, what a filing names it by: id, kind and `sha256`. */
export const evidenceFile = z
  .strictObject({
    fileId: id("file"),
    orderId: id("order"),
    kind: z.enum(FILE_KINDS),
    status: z.enum(["receiving", "ready"]),
    sizeBytes: z.int(),
    /** Where the next part begins. */
    receivedBytes: z.int(),
    /** Told by the content, whatever was claimed. */
    contentType: z.enum(CONTENT_TYPES).nullable(),
    /** Smaller than `sizeBytes` where something was taken out: the position, comments, what stood behind the end. */
    keptBytes: z.int().nullable(),
    sha256: z.string().nullable(),
    /** Of the bytes as they came in, so that a sender can compare. */
    receivedSha256: z.string().nullable(),
    /** When it goes if no case names it; null once one does. */
    expiresAt: instant.nullable(),
  })
  .meta({ id: "EvidenceFile" });

/** A file as an event of a case names it. */
export const namedFile = z.object({
  fileId: id("file"),
  kind: z.enum(FILE_KINDS),
  sha256: z.string().optional(),
  /** As whoever gave it said. */
  shows: z.enum(FILE_SHOWS).optional(),
  consent: consent.optional(),
});
export type NamedFile = z.output<typeof namedFile>;

/** What a person may find in a file. */
export const fileFinding = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("shows"), shows: z.enum(FILE_SHOWS) }),
  z.strictObject({ kind: z.literal("void"), because: z.enum(VOID_REASONS) }),
  z.strictObject({ kind: z.literal("as_given") }),
]);

/** What was given as evidence, in the order it came: with the filing, and later. */
export const filesNamedIn = (
  timeline: readonly { readonly type: string; readonly data: Readonly<Record<string, unknown>> }[],
): readonly NamedFile[] =>
  timeline.flatMap(({ type, data }) => {
    const items = type === "case_filed" ? data["evidence"] : type === "evidence_added" ? data["items"] : [];
    if (!Array.isArray(items)) return [];
    return items.flatMap(item => namedFile.safeParse(item).data ?? []);
  });

/** What a person found in each file, the last word of each; files that were taken as given are left out. */
export const findingsIn = (timeline: Parameters<typeof filesNamedIn>[0]): ReadonlyMap<string, FileFinding> => {
  const findings = new Map<string, FileFinding>();
  for (const { type, data } of timeline) {
    if (type !== "file_assessed") continue;
    const found = fileFinding.safeParse(data["finding"]).data;
    if (found === undefined || found.kind === "as_given") findings.delete(String(data["fileId"]));
    else findings.set(String(data["fileId"]), found);
  }
  return findings;
};

/** Files whose consent was taken back: they are named still, and gone. */
export const withdrawnIn = (timeline: Parameters<typeof filesNamedIn>[0]): ReadonlySet<string> =>
  new Set(timeline.flatMap(({ type, data }) => (type === "consent_withdrawn" ? [String(data["fileId"])] : [])));
