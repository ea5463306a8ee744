import { consentTermsOf, objectionTermsOf, offersMaxOf } from "@amends/domain/case/bind-rules";
import { type CaseClock, caseClocks } from "@amends/domain/case/case-clocks";
import type { CaseState } from "@amends/domain/case/case-state";
import { mayOffer } from "@amends/domain/case/may-offer";
import type { PlanTemplate } from "@amends/domain/case/plan-graph";
import type { Decision } from "@amends/domain/evaluation/decision";
import type { CaseWeighing } from "@amends/domain/evaluation/weigh-case";
import type { ConsentTerms } from "@amends/domain/evidence/consent";
import type { AccountId, CaseId, TextId } from "@amends/domain/kernel/ids";
import { addMs, type Instant } from "@amends/domain/kernel/time";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import type { RowMeta } from "@amends/domain/policy/row-meta";
import type { CalendarOf } from "./calendar-ports.ts";
import type { NoticeInbox } from "./notices/notice-ports.ts";
import type { Policy } from "./policy-port.ts";
import type { CaseTexts, ReadPorts, StoredCaseDetail } from "./read-ports.ts";
import { type Principal, scopeOf } from "./scope.ts";
import { type Audience, audienceOf, type ShownEvent, showTimeline, textIdOf } from "./show-timeline.ts";
import { weighingOf } from "./weigh-evidence.ts";

export type ShownCase = {
  readonly audience: Audience;
  readonly state: CaseState;
  readonly template: PlanTemplate;
  readonly order: OrderFacts;
  readonly decision: Decision;
  readonly timeline: readonly ShownEvent[];
  /** The row that answers for the cause a person found, and until when the seller may object; null where nobody has. */
  readonly judged: JudgedRow | null;
  /** What is to be agreed to before this reader shows files for it. */
  readonly consent: ConsentTerms;
  /** Whether another way to settle can be put forward now. */
  readonly mayOffer: boolean;
  /** How the two sides stand by what has been shown and found since; null of a pack that ranks no evidence. */
  readonly weighing: CaseWeighing | null;
  /** For those behind the counter: what was promised, how much of it is consumed, who had the ball. */
  readonly clocks: readonly CaseClock[];
};

export type ShowCasePorts = Pick<ReadPorts, "cases" | "policy" | "personalData" | "handlerNames"> & {
  readonly calendarOf: CalendarOf;
  readonly firstTold: NoticeInbox["firstTold"];
};

export type JudgedRow = { readonly row: RowMeta; readonly objectUntil: Instant };

/** One case with its history as this reader may see it; null where there is none for them. */
export const showCase = async (
  { cases, policy, personalData, handlerNames, calendarOf, firstTold }: ShowCasePorts,
  principal: Principal,
  caseId: CaseId,
  now: Instant,
): Promise<ShownCase | null> => {
  const scope = scopeOf(principal);
  const found = await cases.show(scope, caseId);
  if (found === null) return null;
  const audience = audienceOf(principal.role);
  const named = found.events.flatMap(event => textIdOf(event) ?? []);
  const texts = named.length === 0 ? null : await cases.texts(scope, caseId, named);
  const plain = texts === null ? NO_TEXTS : unsealed(personalData, texts);
  const handlers = found.events.flatMap(event => (event.type === "handler_named" ? [event.accountId] : []));
  const names = handlers.length === 0 ? NO_NAMES : await handlerNames(principal.operationId, handlers);
  const { state, order, decision, events } = found;
  const { pack } = await policy.packByHash(state.packHash);
  const template = await templateOf(policy, state);
  return {
    audience,
    state,
    template,
    order,
    decision,
    judged: await judgedRow(policy, state),
    consent: consentTermsOf(pack, state, order, principal.role),
    mayOffer: mayOffer(state, template, offersMaxOf(pack)),
    timeline: showTimeline(
      events,
      audience,
      textId => plain.get(textId) ?? null,
      accountId => names.get(accountId) ?? null,
    ),
    weighing: weighingOf(pack, found),
    clocks: audience === "buyer" ? [] : await clocksOf({ policy, calendarOf, firstTold }, found, now),
  };
};

const clocksOf = async (
  { policy, calendarOf, firstTold }: Pick<ShowCasePorts, "policy" | "calendarOf" | "firstTold">,
  { state, order, events, tier }: StoredCaseDetail,
  now: Instant,
): Promise<readonly CaseClock[]> => {
  const { pack } = await policy.packByHash(state.packHash);
  const category = order.lines.find(({ lineNo }) => lineNo === state.lines[0]?.lineNo)?.category ?? "";
  const calendar = calendarOf(state.operationId, state.sellerId);
  return caseClocks({ state, events, pack, tier, category, calendar, toldAt: await firstTold(state.customerId, state.caseId) }, now);
};

const NO_NAMES: ReadonlyMap<AccountId, string> = new Map();
const NO_TEXTS: ReadonlyMap<TextId, string> = new Map();

const unsealed = ({ cipher }: ReadPorts["personalData"], { personId, secret, texts }: CaseTexts): ReadonlyMap<TextId, string> => {
  const key = cipher.open(personId, secret);
  return new Map(texts.map(({ textId, kind, sealed }) => [textId, key.unseal(textId, kind, sealed)]));
};

const judgedRow = async (policy: Policy, { packHash, judgement }: CaseState): Promise<JudgedRow | null> => {
  if (judgement === undefined) return null;
  const { pack } = await policy.packByHash(packHash);
  const row = pack.tables.get("liability")?.rows.find(({ id }) => id === judgement.rowId);
  if (row === undefined) throw new Error(`broken invariant: the pack ${packHash} has the row ${judgement.rowId} of liability`);
  return { row: row.meta, objectUntil: addMs(judgement.at, objectionTermsOf(pack).withinMs) };
};

/** The plan as it stood when the case was filed: an old case reads as it did then. */
export const templateOf = async (policy: Policy, { packHash, planTemplate }: CaseState): Promise<PlanTemplate> => {
  const { templates } = await policy.packByHash(packHash);
  const template = templates.get(planTemplate);
  if (template === undefined) throw new Error(`broken invariant: the pack ${packHash} has the plan template ${planTemplate}`);
  return template;
};
