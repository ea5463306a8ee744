/** Something the person at the terminal can do something about. `code` is stable; `advice` says what to do. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly code: CliErrorCode;
  readonly advice: string;

  constructor(code: CliErrorCode, message: string, advice: string) {
    super(message);
    this.code = code;
    this.advice = advice;
  }
}

export type CliErrorCode =
  | "unknown_command"
  | "bad_option"
  | "missing_option"
  | "file_not_readable"
  | "mapping_not_readable"
  | "mapping_not_json"
  | "mapping_refused"
  | "reconcile_refused"
  | "data_folder_missing"
  | "unknown_operation"
  | "unknown_customer"
  | "port_in_use"
  | "address_not_available"
  | "port_not_allowed"
  | "demo_folder_mismatch"
  | "evidence_not_accessible"
  | "gateway_refused";
