import type { ProblemCode, Refusal } from "@amends/contract/errors";
import { type Language, languageOf } from "@amends/contract/language";
import { type FieldProblem, PROBLEM_MEDIA_TYPE, problemBodyOf } from "@amends/contract/problem";
import type { FastifyReply, FastifyRequest } from "fastify";

/** The one place where HTTP status numbers of refusals stand. A code without a line here does not compile. */
export const STATUS: { readonly [Code in ProblemCode]: number } = {
  body_missing: 400,
  body_too_large: 413,
  clock_never_backwards: 422,
  clock_not_movable: 403,
  clock_too_far: 422,
  code_not_sent: 422,
  code_not_valid: 401,
  conflict_retry: 409,
  cross_site_request: 403,
  email_taken: 409,
  filter_needed: 400,
  forbidden: 403,
  gateway_notice_forged: 403,
  gateway_notice_replayed: 409,
  gateway_notice_unmatched: 422,
  idempotency_key_required: 428,
  idempotency_key_reused: 422,
  internal_error: 500,
  invalid_field: 400,
  invalid_request: 400,
  invalid_token: 401,
  link_not_valid: 410,
  locked_out: 429,
  malformed_json: 400,
  method_not_allowed: 405,
  missing_field: 400,
  not_found: 404,
  read_only_key: 403,
  session_expired: 401,
  stale_version: 412,
  temporarily_unavailable: 503,
  too_many_requests: 429,
  unauthenticated: 401,
  unknown_field: 400,
  unsupported_media_type: 415,
  unusable_key: 422,
  version_required: 428,
  weak_password: 422,
  wrong_credentials: 401,
  deposit_short: 409,
  merchant_frozen: 409,
  seller_unknown: 422,
  recourse_nothing_owed: 409,
  recourse_more_than_owed: 422,
  recourse_no_claim: 409,
  recourse_not_billed: 409,
  write_off_not_requested: 409,
  write_off_requested_already: 409,
  second_person_needed: 403,
  statement_line_unknown: 422,
  objection_exists: 409,
  fund_currency: 422,
  own_account: 409,
  reset_link_invalid: 410,
  wrong_current_password: 422,
  agreed_amount_above_paid: 422,
  agreed_amount_missing: 422,
  agreed_amount_not_positive: 422,
  amendment_missing: 422,
  amendment_not_for_type: 422,
  nothing_to_counter: 409,
  cannot_withdraw_now: 409,
  case_ended: 409,
  counts_do_not_add_up: 422,
  nothing_new: 409,
  too_many_requests_for_line: 409,
  damage_share_out_of_range: 422,
  effect_not_open: 409,
  evidence_missing: 422,
  evidence_named_twice: 422,
  file_damaged: 422,
  file_differs: 422,
  file_holds_position: 422,
  file_in_case: 409,
  file_not_finished: 422,
  file_offset_differs: 409,
  file_too_large: 413,
  file_type_not_accepted: 422,
  file_unknown: 422,
  files_unavailable: 503,
  kind_missing: 422,
  kind_not_for_type: 422,
  line_named_twice: 422,
  line_not_in_case: 422,
  line_unknown: 422,
  more_than_left: 409,
  more_than_sent: 422,
  no_lines: 422,
  already_paused: 409,
  not_due_yet: 409,
  not_paused: 409,
  nothing_to_pause: 409,
  severity_unchanged: 409,
  not_eligible: 422,
  not_the_owner: 403,
  nothing_to_answer: 409,
  nothing_to_retry: 409,
  batch_is_empty: 409,
  batch_not_open_for_this: 409,
  in_another_batch: 409,
  not_in_batch: 409,
  second_person_needed: 409,
  nothing_granted: 422,
  grant_not_in_plan: 409,
  grant_not_positive: 422,
  grant_above_paid: 422,
  grant_above_authority: 403,
  quote_not_positive: 422,
  offer_above_paid: 422,
  offer_not_positive: 422,
  order_not_yours: 404,
  payment_method_unknown: 422,
  operation_code_taken: 409,
  shop_rules_refused: 422,
  shop_rules_dates: 422,
  parcel_has_case: 409,
  parcel_not_yours: 409,
  pack_unknown: 422,
  person_erased: 410,
  quantity_not_positive: 422,
  range_not_satisfiable: 416,
  reason_not_for_type: 422,
  reason_unknown: 422,
  refund_consent_missing: 422,
  refund_target_unknown: 422,
  rejection_reason_barred: 422,
  rejection_reason_unknown: 422,
  replacement_not_for_type: 422,
  replacement_unknown: 422,
  several_sellers: 422,
  step_not_open: 409,
  too_many_files: 409,
  offer_below_agreed: 422,
  too_many_offers: 409,
  tracking_no_missing: 422,
  wrong_currency: 422,
  capacity_full: 409,
  claimed_by_other: 409,
  item_ended: 409,
  item_merged: 409,
  lacks_skill: 422,
  not_an_agent: 422,
  not_claimed: 409,
  not_on_duty: 409,
  not_same_buyer: 422,
  owner_kept: 409,
  skill_unknown: 422,
  team_unknown: 422,
  time_in_past: 422,
  too_many_webhooks: 409,
  webhook_url_not_https: 422,
  webhook_url_not_public: 422,
};

/** A refusal on its way out of a hook; handlers return theirs. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly refusal: Refusal;
  readonly errors: readonly FieldProblem[] | undefined;

  constructor(refusal: Refusal, errors?: readonly FieldProblem[]) {
    super(refusal.code);
    this.refusal = refusal;
    this.errors = errors;
  }
}

export const requestLanguage = (request: FastifyRequest): Language => languageOf(request.headers["accept-language"]);

export const sendProblem = (
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
  errors?: readonly FieldProblem[],
): FastifyReply => {
  const language = requestLanguage(request);
  const status = STATUS[refusal.code];
  if (status === 401) reply.header("www-authenticate", "Bearer");
  if ("retryAfterSeconds" in refusal.params) reply.header("retry-after", String(refusal.params.retryAfterSeconds));
  const body = problemBodyOf(refusal, {
    status,
    language,
    instance: `/requests/${request.id}`,
    ...(errors === undefined ? {} : { errors }),
  });
  return reply
    .code(status)
    .header("content-language", language === "zh" ? "zh-CN" : "en")
    .header("vary", "accept-language")
    .header("content-type", PROBLEM_MEDIA_TYPE)
    .send(JSON.stringify(body));
};
