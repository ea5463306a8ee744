import type { OpenOption } from "../orders/api/get-order.ts";

type Asked = OpenOption["evidence"];

/** What is shown for a filing is shown for all that is asked in it: as much as the most demanding of it wants. Null where nothing is wanted. */
export const mostEvidence = (terms: readonly { readonly evidence: Asked }[]): Asked | null => {
  const wanted = terms.map(({ evidence }) => evidence).filter(({ photos, videos, documents }) => photos + videos + documents > 0);
  const [first] = wanted;
  if (first === undefined) return null;
  const most = (kind: "photos" | "videos" | "documents"): number => Math.max(...wanted.map(evidence => evidence[kind]));
  return { ...first, photos: most("photos"), videos: most("videos"), documents: most("documents") };
};
