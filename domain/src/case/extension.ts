import type { ExtensionId } from "../kernel/ids.ts";
import { addMs, type Instant, latest } from "../kernel/time.ts";
import type { OrderFacts } from "../order/order-facts.ts";
import type { Extension, MovedTimes } from "./announced-extension.ts";
import type { CaseRules } from "./case-rules.ts";
import type { CaseState } from "./case-state.ts";
import type { CaseDraft } from "./draft.ts";
import { extendedBy } from "./evolve-clock.ts";
import type { Step } from "./step.ts";

/** Asked as often as one likes: each running step is extended once, by as much of the announced time as it lives through. */
export const extendTimes = (draft: CaseDraft, { order }: CaseRules, extension: Extension): void => {
  const { state } = draft;
  if (state.end !== null || !isMeant(extension, state, order)) return;
  const done = extendedBy(state, extension.extensionId)?.steps ?? [];
  const steps = state.steps
    .filter(step => !done.some(({ stepNo }) => stepNo === step.stepNo))
    .flatMap(step => movedBy(step, heldUpMs(step, extension), draft.at));
  const { extensionId, zh, en, untilAt } = extension;
  if (steps.length > 0) draft.record({ type: "times_extended", extensionId, zh, en, untilAt, steps });
};

/** The announcement is taken back: what it gave is taken from the steps that still wait, but nothing becomes due before this moment. */
export const takeBackExtension = (draft: CaseDraft, extensionId: ExtensionId): void => {
  const given = extendedBy(draft.state, extensionId);
  if (given === undefined || draft.state.end !== null) return;
  const steps = draft.state.steps.flatMap(step => {
    const byMs = given.steps.find(({ stepNo }) => stepNo === step.stepNo)?.byMs ?? 0;
    return movedBy(step, -byMs, draft.at);
  });
  draft.record({ type: "extension_withdrawn", extensionId, steps });
};

const isMeant = ({ region, carrier, category, sellerId }: Extension, state: CaseState, order: OrderFacts): boolean =>
  (sellerId === null || sellerId === state.sellerId) &&
  (region === null || region === order.region) &&
  (carrier === null || carriersOf(state, order).has(carrier.toLowerCase())) &&
  (category === null || categoriesOf(state, order).some(one => one === category || one.startsWith(`${category}.`)));

const carriersOf = ({ returnParcel, replacementParcel }: CaseState, { shipments }: OrderFacts): ReadonlySet<string> =>
  new Set([returnParcel, replacementParcel, ...shipments].flatMap(parcel => (parcel === null ? [] : [parcel.carrier.toLowerCase()])));

const categoriesOf = ({ lines }: CaseState, order: OrderFacts): readonly string[] =>
  order.lines.filter(({ lineNo }) => lines.some(line => line.lineNo === lineNo)).map(({ category }) => category);

const heldUpMs = ({ type, status, startedAt, dueAt }: Step, { stepTypes, fromAt, untilAt }: Extension): number => {
  if (status !== "active" || startedAt === null || dueAt === null || !stepTypes.some(one => one === type)) return 0;
  return dueAt <= fromAt || startedAt >= untilAt ? 0 : untilAt - latest(fromAt, startedAt);
};

const movedBy = ({ stepNo, status, dueAt, standardDueAt, climb }: Step, byMs: number, at: Instant): readonly MovedTimes[] => {
  if (byMs === 0 || status !== "active" || dueAt === null) return [];
  // A time that lies behind us was missed, and stays where it was.
  const moved = (time: Instant) => (time < at ? time : latest(addMs(time, byMs), at));
  const nextAt = climb?.nextAt ?? null;
  return [
    {
      stepNo,
      byMs,
      dueAt: moved(dueAt),
      standardDueAt: standardDueAt === null ? null : moved(standardDueAt),
      nextAt: nextAt === null ? null : moved(nextAt),
    },
  ];
};
