/** Everything that can keep the embedded server, or one of the operator's own, from being used. Each code is one situation with one way out, told in `advice`. */
export type StartErrorCode =
  | "unsupported_platform"
  | "cannot_run_as_root"
  | "data_in_use"
  | "data_folder_newer"
  | "data_folder_other_major"
  | "data_folder_damaged"
  | "data_folder_foreign"
  | "data_folder_not_accessible"
  | "port_in_use"
  | "start_failed"
  | "database_too_old"
  | "database_rights_missing"
  | "stop_failed";

export class StartError extends Error {
  override readonly name = "StartError";
  readonly code: StartErrorCode;
  /** What the operator can do about it, as one or two sentences. */
  readonly advice: string;

  constructor(code: StartErrorCode, message: string, advice: string) {
    super(message);
    this.code = code;
    this.advice = advice;
  }
}
