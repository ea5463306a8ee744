/** Why a backup was not written or not restored. Whatever the code: the database is as it was. */
export type BackupErrorCode =
  | "file_exists"
  | "file_missing"
  | "file_not_writable"
  | "nothing_to_back_up"
  | "rows_hidden"
  | "backup_damaged"
  | "backup_newer"
  | "backup_schema_unknown"
  | "database_not_empty"
  | "restore_failed";

export class BackupError extends Error {
  override readonly name = "BackupError";
  readonly code: BackupErrorCode;
  /** What the operator can do about it. */
  readonly advice: string;

  constructor(code: BackupErrorCode, message: string, advice: string) {
    super(message);
    this.code = code;
    this.advice = advice;
  }
}
