/** What looks like an attack or a broken book; each stays open until somebody has looked. */
export const ALARM_KINDS = [
  "posting_tampered",
  "book_chain_broken",
  "trial_balance_off",
  "balance_differs",
  "advance_fund_exhausted",
  "gateway_notice_forged",
  "gateway_notice_unmatched",
  "payment_disputed",
  "statement_differs",
  "close_differs",
] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];
