import type { CaseEventType } from "./case-event.ts";

/** Every type of event by name, for those who choose among them: the compiler asks for a line when a new one is there. */
const TYPES: Readonly<Record<CaseEventType, true>> = {
  case_filed: true,
  case_decided: true,
  plan_amended: true,
  step_started: true,
  step_ended: true,
  step_escalated: true,
  step_climbed: true,
  step_paused: true,
  step_resumed: true,
  severity_changed: true,
  offer_made: true,
  refund_revised: true,
  effect_asked: true,
  effect_done: true,
  effect_refused: true,
  money_returned: true,
  money_collected: true,
  benefit_granted: true,
  parcel_traced: true,
  repair_ordered: true,
  visit_booked: true,
  repair_quoted: true,
  unit_lent: true,
  repair_reported: true,
  stock_reserved: true,
  stock_released: true,
  parcel_named: true,
  parcel_tracked: true,
  return_freight_stated: true,
  goods_received: true,
  goods_inspected: true,
  reason_judged: true,
  evidence_requested: true,
  evidence_added: true,
  note_added: true,
  order_facts_changed: true,
  attention_cleared: true,
  handler_named: true,
  batch_joined: true,
  case_ended: true,
};

const isCaseEventType = (text: string): text is CaseEventType => Object.hasOwn(TYPES, text);

export const CASE_EVENT_TYPES: readonly CaseEventType[] = Object.keys(TYPES).filter(isCaseEventType);
