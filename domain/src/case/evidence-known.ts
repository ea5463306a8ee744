import type { EvidenceKnown, GivenFile } from "../evaluation/weigh-case.ts";
import type { EvidenceItem } from "../intake/case-facts.ts";
import { SIDES, type Side } from "../liability/settle-sides.ts";
import type { EvidenceAdded, Recorded } from "./case-event.ts";
import type { CaseState } from "./case-state.ts";

/** Whose files there are, what people found in them and who was silent, as the case's history tells it. */
export const evidenceKnown = (state: Pick<CaseState, "steps" | "judgement">, events: readonly Recorded[]): EvidenceKnown => ({
  files: filesGiven(events),
  isSilent: { buyer: isSilent("buyer", state, events), seller: isSilent("seller", state, events) },
  denial: denialIn(state, events),
});

const filesGiven = (events: readonly Recorded[]): readonly GivenFile[] => {
  const files = new Map<string, GivenFile>();
  const give = (items: readonly EvidenceItem[], of: Side | null): void => {
    for (const item of items) files.set(item.fileId, { item, of, finding: null, isGone: false });
  };
  const change = (fileId: string, to: Partial<GivenFile>): void => {
    const file = files.get(fileId);
    if (file !== undefined) files.set(fileId, { ...file, ...to });
  };
  for (const event of events) {
    if (event.type === "case_filed") give(event.evidence ?? [], "buyer");
    else if (event.type === "evidence_added") give(event.items, sideOf(event));
    else if (event.type === "file_assessed") change(event.fileId, { finding: event.finding.kind === "as_given" ? null : event.finding });
    else if (event.type === "consent_withdrawn") change(event.fileId, { isGone: true });
  }
  return [...files.values()];
};

/** Of a host's own system the buyer's, for whom it mostly speaks. */
const sideOf = ({ of, by }: Recorded<EvidenceAdded>): Side | null =>
  of ?? (by.role === "buyer" || by.role === "integrator" ? "buyer" : by.role === "seller" ? "seller" : null);

/** The last time they were asked their time ran out, and they have shown nothing since. */
const isSilent = (side: Side, { steps }: Pick<CaseState, "steps">, events: readonly Recorded[]): boolean => {
  const asked = steps.findLast(({ type, owner, endedAt }) => type === "collect_evidence" && owner === side && endedAt !== null);
  if (asked === undefined || asked.outcome !== "expired") return false;
  const expiredAt = asked.endedAt ?? 0;
  return !events.some(event => event.type === "evidence_added" && event.at > expiredAt && sideOf(event) === side);
};

const denialIn = ({ steps, judgement }: Pick<CaseState, "steps" | "judgement">, events: readonly Recorded[]): EvidenceKnown["denial"] => {
  const refused = steps.findLast(({ type, owner, outcome }) => type === "review" && owner === "seller" && outcome === "rejected");
  if (refused === undefined) return judgement !== undefined && judgement.objection !== null ? { reason: null } : null;
  const ended = events.findLast(event => event.type === "step_ended" && event.stepNo === refused.stepNo);
  return { reason: ended?.type === "step_ended" ? ended.code : null };
};

/** The side a role speaks for; whoever else adds a file does it for the one who was asked. */
export const sideAsked = (role: string, askedOf: string | null): Side | undefined =>
  SIDES.some(side => side === role) ? undefined : SIDES.find(side => side === askedOf);
