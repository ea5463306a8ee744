import type { FileFinding } from "../evidence/file-shows.ts";
import type { FileId } from "../kernel/ids.ts";
import type { WrittenText } from "./named-cause.ts";

/** What the case's history tells of the file, and how sure all files together make us once this is found; no figure of a pack that ranks none. */
export type FileAsKnown = { readonly kind: string; readonly sha256: string; readonly confidenceBasisPoints: number | null };

export type FileAssessment = {
  readonly fileId: FileId;
  readonly finding: FileFinding;
  readonly known: FileAsKnown;
  readonly text: WrittenText;
};

export type FileAssessed = {
  readonly type: "file_assessed";
  readonly fileId: FileId;
  readonly sha256: string;
  readonly finding: FileFinding;
  /** Why, in the words of whoever looked. */
  readonly text: WrittenText;
  readonly confidenceBasisPoints?: number | undefined;
};
