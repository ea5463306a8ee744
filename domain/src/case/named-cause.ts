import type { EvidenceItem } from "../intake/case-facts.ts";
import type { TextId } from "../kernel/ids.ts";

/** `text`: why, in the words of whoever judged. */
export type NamedCause = {
  readonly judgedReason: string;
  readonly rootCause: string;
  readonly evidence: readonly EvidenceItem[];
  readonly text: WrittenText;
};
export type WrittenText = { readonly textId: TextId; readonly textHash: string };
