import type { FileKind } from "./evidence-file.ts";

/** What a file shows, the weightiest first (policy.md §5.7); the pack's table `evidence_ranks` says how much each weighs. `plain`: nothing beside itself. */
export const FILE_SHOWS = [
  "authority_finding",
  "lab_report",
  "brand_identification",
  "system_log",
  "sealed_video",
  "chat_admission",
  "matching_photo",
  "plain",
] as const;
export type FileShows = (typeof FILE_SHOWS)[number];

/** A film is no report and a paper no film: what a file of each kind can show at all. */
export const SHOWS_OF_KIND: Readonly<Record<FileKind, readonly FileShows[]>> = {
  photo: ["authority_finding", "lab_report", "brand_identification", "system_log", "chat_admission", "matching_photo", "plain"],
  video: ["sealed_video", "system_log", "plain"],
  document: ["authority_finding", "lab_report", "brand_identification", "system_log", "chat_admission", "plain"],
};

/** Why a file counts for nothing (policy.md §5.7). */
export const VOID_REASONS = ["altered", "irrelevant"] as const;
export type VoidReason = (typeof VOID_REASONS)[number];

/** What a person found when they looked at a file. `as_given` takes back whatever was found before. */
export type FileFinding =
  | { readonly kind: "shows"; readonly shows: FileShows }
  | { readonly kind: "void"; readonly because: VoidReason }
  | { readonly kind: "as_given" };

export const canShow = (kind: string, shows: FileShows): boolean =>
  Object.entries(SHOWS_OF_KIND).some(([each, words]) => each === kind && words.includes(shows));
