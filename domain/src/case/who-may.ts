import type { Role } from "../party/party.ts";
import type { CaseCommandKind } from "./case-command.ts";
import type { StepOwner } from "./step.ts";

/** Staff who may act where a party did not or could not; the timeline names them, not the party. */
const ON_BEHALF: readonly Role[] = ["agent", "complaint_owner", "supervisor", "admin"];

/** Who may act on a step its owner holds. The host's own system speaks for the buyers and sellers it has signed in itself. */
export const MAY_ACT_FOR: Readonly<Record<StepOwner, readonly Role[]>> = {
  buyer: ["buyer", "integrator", ...ON_BEHALF],
  seller: ["seller", "integrator", ...ON_BEHALF],
  supplier: ["seller", "integrator", ...ON_BEHALF],
  platform: ON_BEHALF,
  finance: ["finance", "admin"],
  warehouse: ["warehouse", "seller", "integrator", "supervisor", "admin"],
  carrier: ["integrator", "system", ...ON_BEHALF],
  repairer: ["warehouse", "seller", "integrator", ...ON_BEHALF],
  // One of the two who disagree examines nothing.
  inspector: ["warehouse", "integrator", "supervisor", "admin"],
  system: ["system"],
};

/** Who may give a command at all, whatever step it meets. */
export const MAY_COMMAND: Readonly<Record<CaseCommandKind, readonly Role[]>> = {
  approve: ["seller", "integrator", ...ON_BEHALF],
  reject: ["seller", "integrator", ...ON_BEHALF],
  make_offer: ["seller", "integrator", ...ON_BEHALF],
  grant: ["seller", "integrator", ...ON_BEHALF],
  confirm_solution: ["buyer", "integrator", ...ON_BEHALF],
  report_trace: ["integrator", ...ON_BEHALF],
  report_visit: MAY_ACT_FOR.repairer,
  quote_repair: MAY_ACT_FOR.repairer,
  answer_quote: ["buyer", "integrator", ...ON_BEHALF],
  report_repair: MAY_ACT_FOR.repairer,
  enter_proof: ON_BEHALF,
  answer_offer: ["buyer", "seller", "integrator", ...ON_BEHALF],
  counter_offer: ["buyer", "seller", "integrator", ...ON_BEHALF],
  lend_unit: MAY_ACT_FOR.repairer,
  withdraw: ["buyer", "integrator", ...ON_BEHALF],
  request_evidence: ["seller", "integrator", ...ON_BEHALF],
  provide_evidence: ["buyer", "seller", "finance", "warehouse", "integrator", ...ON_BEHALF],
  withdraw_consent: ["buyer", "integrator", ...ON_BEHALF],
  assess_file: ON_BEHALF,
  hand_over: ["buyer", "integrator", ...ON_BEHALF],
  correct_parcel: ["buyer", "integrator", ...ON_BEHALF],
  request_pickup: ["buyer", "integrator", ...ON_BEHALF],
  match_parcel: [...MAY_ACT_FOR.warehouse, "agent"],
  accept_late_goods: [...MAY_ACT_FOR.warehouse, "agent"],
  receive_goods: MAY_ACT_FOR.warehouse,
  inspect_goods: MAY_ACT_FOR.warehouse,
  send_back: ["seller", "warehouse", "integrator", "supervisor", "admin"],
  confirm_arrival: ["buyer", "seller", ...ON_BEHALF],
  report_tracking: ["integrator", "system", "admin"],
  effect_answered: ["system"],
  step_due: ["system"],
  wait_for_buyer: ["seller", "finance", "warehouse", "integrator", ...ON_BEHALF],
  go_on: ["seller", "finance", "warehouse", "integrator", ...ON_BEHALF],
  set_severity: ON_BEHALF,
  extend_times: ["system"],
  take_back_extension: ["system"],
  note_return_address: ["system"],
  retry_step: ["finance", "supervisor", "admin"],
  settle_by_hand: ["finance", "admin"],
  judge_reason: ON_BEHALF,
  judge_cause: ON_BEHALF,
  object_to_judgement: ["seller", "integrator"],
  add_note: ["buyer", "seller", "finance", "warehouse", ...ON_BEHALF],
  clear_attention: ON_BEHALF,
  open_recovery: ["system"],
  close_recovery: ON_BEHALF,
  pay_debt: ["buyer", "integrator"],
  remind_of_debt: ["system"],
  name_handler: ["system"],
  join_batch: ["seller", ...ON_BEHALF],
  order_facts_changed: ["system"],
};
