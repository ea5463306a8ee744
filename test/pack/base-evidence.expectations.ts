import { speaks } from "./base-row.ts";
import type { PackExpectation } from "./expectation.ts";

/* What evidence weighs (policy.md §5.7), and how sure it makes us (policy.md §5.6). */

type File = readonly [kind: string, shows: string, saidBy: string, hasMetadata: boolean, isLookedAt?: boolean];
type Ranked = readonly [row: string, sentence: string, file: File, rank: number, adds: string];

const RANKED: readonly Ranked[] = [
  ["ER-1", "an authority's finding weighs most, once a person has read it", ["document", "authority_finding", "person", false], 1, "none"],
  ["ER-2", "an accredited laboratory's report comes next", ["document", "lab_report", "person", false], 2, "none"],
  ["ER-2", "and with it the brand's own identification", ["photo", "brand_identification", "person", true], 2, "none"],
  ["ER-3", "the records of platform and carrier come third", ["record", "system_log", "system", false], 3, "none"],
  ["ER-3", "and such a record on a screen, once a person has checked it", ["photo", "system_log", "person", false], 3, "none"],
  ["ER-4", "a film from seal and waybill on comes fourth", ["video", "sealed_video", "filer", false], 4, "sealed_video"],
  ["ER-5", "an admission in the chat comes fifth", ["photo", "chat_admission", "filer", false], 5, "none"],
  ["ER-6", "a photo with the waybill in it comes sixth", ["photo", "matching_photo", "filer", false], 6, "none"],
  ["ER-6m", "and makes surer where the camera wrote its own", ["photo", "matching_photo", "person", true], 6, "photo_metadata"],
  ["ER-7", "a plain photo or a screenshot comes seventh", ["photo", "unsaid", "nobody", false], 7, "none"],
  ["ER-7", "a film of nothing but the goods weighs no more", ["video", "plain", "person", false], 7, "none"],
  ["ER-7", "a report that nobody has read is a paper", ["document", "lab_report", "filer", false], 7, "none"],
  ["ER-7", "what calls itself a system's record is a picture until it is checked", ["photo", "system_log", "filer", false], 7, "none"],
  ["ER-7m", "a plain photo makes surer where the camera wrote its own", ["photo", "plain", "person", true], 7, "photo_metadata"],
  ["ER-7p", "a photo from before that was asked counts as it did", ["photo", "unsaid", "nobody", false, false], 7, "photo_metadata"],
  ["ER-7v", "and so does a film", ["video", "unsaid", "nobody", false, false], 7, "sealed_video"],
  ["ER-8", "a word alone comes last", ["statement", "unsaid", "nobody", false], 8, "none"],
];

const GROUNDS = [
  ["CF-0", "it begins at one half", "start", 5000],
  ["CF-R", "a record that agrees adds two tenths", "record_agrees", 2000],
  ["CF-V", "a sealed film adds fifteen hundredths", "sealed_video", 1500],
  ["CF-P", "a photo with what the camera wrote adds a tenth", "photo_metadata", 1000],
  ["CF-C", "what says otherwise takes two tenths", "contradicted", -2000],
  ["CF-S", "and so does silence", "silent", -2000],
] as const;

export const expectations: readonly PackExpectation[] = [
  ...RANKED.map(([row, sentence, [kind, shows, saidBy, hasMetadata, isLookedAt = true], rank, adds]) =>
    speaks("evidence_ranks", row, sentence, { file: { kind, shows, saidBy, hasMetadata, isLookedAt } }, { rank, adds }),
  ),
  ...GROUNDS.map(([row, sentence, ground, basisPoints]) =>
    speaks("confidence", row, sentence, { confidence: { ground } }, { basisPoints }),
  ),
];
