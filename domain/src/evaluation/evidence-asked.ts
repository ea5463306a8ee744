import type { EvidenceItem } from "../intake/case-facts.ts";
import type { Decision, Explanation } from "./decision.ts";

/** The least that the reason needs to be shown (policy.md §6.3): what is asked for, once, and never more. */
export type EvidenceAsked = {
  readonly photos: number;
  readonly videos: number;
  readonly documents: number;
  readonly rowId: string;
  readonly explanation: Explanation;
};

/** As the decision found it; one reason stands for all lines. Null where the decision did not ask. */
export const evidenceAsked = ({ trace }: Pick<Decision, "trace">): EvidenceAsked | null => {
  const row = trace.find(({ stage }) => stage === "evidence");
  if (row === undefined) return null;
  const { photos, videos, documents } = row.outputs;
  return { photos: Number(photos), videos: Number(videos), documents: Number(documents), rowId: row.rowId, explanation: row.explanation };
};

/** What is still to be shown. A film more than was asked for stands for the photos (policy.md §5.7). */
export const evidenceMissing = (
  asked: EvidenceAsked,
  given: readonly Pick<EvidenceItem, "kind">[],
): Pick<EvidenceAsked, "photos" | "videos" | "documents"> => {
  const count = (kind: EvidenceItem["kind"]): number => given.filter(item => item.kind === kind).length;
  const left = (wanted: number, here: number): number => Math.max(0, wanted - here);
  const videos = count("video");
  return {
    photos: videos > asked.videos ? 0 : left(asked.photos, count("photo")),
    videos: left(asked.videos, videos),
    documents: left(asked.documents, count("document")),
  };
};

export const isAllShown = (asked: EvidenceAsked, given: readonly Pick<EvidenceItem, "kind">[]): boolean =>
  Object.values(evidenceMissing(asked, given)).every(left => left === 0);
