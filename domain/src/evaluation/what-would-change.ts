import { admit } from "../intake/admit.ts";
import type { CaseFacts, EvidenceItem } from "../intake/case-facts.ts";
import type { CompiledPack } from "../policy/pack.ts";
import type { Decision } from "./decision.ts";
import { evaluate } from "./evaluate.ts";
import { evidenceAsked } from "./evidence-asked.ts";
import { changedFacts } from "./what-if.ts";

/** What of it is in the buyer's hands is said first. */
export const IMPROVEMENT_KINDS = ["evidence", "matching_photo", "sealed_video", "unopened", "intact"] as const;
type Kind = (typeof IMPROVEMENT_KINDS)[number];

/** One thing that, had it been otherwise, would have led further or, where a person decides, made us surer. */
export type Improvement = {
  readonly kind: Kind;
  readonly outcome: Decision["outcome"];
  /** How sure we would have been of what the buyer says. */
  readonly confidenceBasisPoints: number;
};

/** Found by deciding again on facts that differ in one thing, so it says no more than the rules do. Nothing where the request was approved. */
export const whatWouldChange = (facts: CaseFacts, pack: CompiledPack, decided: Decision["outcome"]): readonly Improvement[] => {
  if (decided === "approved") return [];
  const known = evaluate(facts, pack);
  const supposed = IMPROVEMENT_KINDS.flatMap(kind => {
    const otherwise = CHANGED[kind](facts, known);
    if (otherwise === null || admit(otherwise, pack) !== null) return [];
    const { outcome, liability } = evaluate(otherwise, pack);
    return [{ kind, outcome, confidenceBasisPoints: liability.confidenceBasisPoints }];
  });
  const ofPlainFiles = supposed.find(({ kind }) => kind === "evidence")?.outcome ?? decided;
  return supposed.filter(({ kind, outcome, confidenceBasisPoints }) =>
    SPEAKING.has(kind)
      ? leads(outcome, ofPlainFiles) || (outcome === "review" && confidenceBasisPoints > known.liability.confidenceBasisPoints)
      : leads(outcome, decided),
  );
};

const RANK: Readonly<Record<Decision["outcome"], number>> = { refused: 0, review: 1, approved: 2 };
const leads = (further: Decision["outcome"], than: Decision["outcome"]): boolean => RANK[further] > RANK[than];

/** Files that show more than themselves; they are named only where they do more than plain ones. */
const SPEAKING: ReadonlySet<Kind> = new Set(["matching_photo", "sealed_video"]);

/** As much evidence as any rule asks for. */
const PLENTY = 20;
const withEvidence = (facts: CaseFacts): CaseFacts => changedFacts(facts, { photos: PLENTY, videos: PLENTY, documents: PLENTY });

const CHANGED: Readonly<Record<Kind, (facts: CaseFacts, known: Decision) => CaseFacts | null>> = {
  evidence: withEvidence,
  matching_photo: (facts, known) => withFile(facts, known, { kind: "photo", shows: "matching_photo", hasMetadata: true }),
  sealed_video: (facts, known) => withFile(facts, known, { kind: "video", shows: "sealed_video", hasMetadata: false }),
  unopened: facts => changedFacts(facts, { condition: "unopened" }),
  intact: facts => changedFacts(facts, { condition: "opened_intact" }),
};

/** Null where nobody asks to see anything: no film of a parcel speaks about a change of mind. */
const withFile = (facts: CaseFacts, known: Decision, shown: Pick<EvidenceItem, "kind" | "shows" | "hasMetadata">): CaseFacts | null => {
  const asked = evidenceAsked(known);
  if (asked === null || asked.photos + asked.videos === 0) return null;
  const { request, ...others } = withEvidence(facts);
  return { ...others, request: { ...request, evidence: [...request.evidence, { ...shown, fileId: "file_supposed", sha256: "supposed" }] } };
};
