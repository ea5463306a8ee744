import type { EvidenceItem } from "../intake/case-facts.ts";
import type { TextId } from "../kernel/ids.ts";

/**
 * `text`: why, in the words of whoever judged. `firstShareBasisPoints`: where a cause lies with two, what the first of them had in it (policy.md §5.6);
 * absent, the row's own shares hold.
 */
export type NamedCause = {
  readonly judgedReason: string;
  readonly rootCause: string;
  readonly evidence: readonly EvidenceItem[];
  readonly text: WrittenText;
  readonly firstShareBasisPoints?: number | undefined;
};
export type WrittenText = { readonly textId: TextId; readonly textHash: string };
