import { BackupError } from "@amends/postgres/backup/backup-error";
import { MigrateError } from "@amends/postgres/migrate";
import { StartError } from "@amends/postgres/server/start-error";
import { PackRefused } from "@amends/server/policy/compile-pack";
import { MasterKeyError } from "@amends/vault/personal-data-key";
import { CliError } from "./cli-error.ts";

/** Whose PostgreSQL it is: the one of the data folder, or one that the operator named. */
export type DatabaseKind = "embedded" | "external";

export type Explained = { readonly exitCode: number; readonly text: string };

/**
 * What went wrong, in Chinese and English, and the exit code scripts may rely on: 1 is a fault of ours or something nobody foresaw, 2 a wrong call,
 * everything above has one meaning each.
 */
export const explain = (error: unknown, database: DatabaseKind): Explained => {
  const known = knownOf(error, database);
  if (known === null) return { exitCode: 1, text: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  const { code, message, advice } = known;
  const [exitCode, zh] = SITUATIONS[code] ?? [1, "出错了，原因见下一行。"];
  return { exitCode, text: `${code}: ${zh}\n${message}${advice === "" ? "" : `\n${advice}`}` };
};

type Known = { readonly code: string; readonly message: string; readonly advice: string };

const knownOf = (error: unknown, database: DatabaseKind): Known | null => {
  if (error instanceof CliError || error instanceof StartError || error instanceof MigrateError || error instanceof BackupError)
    return error;
  if (error instanceof PackRefused) {
    return {
      code: "pack_refused",
      message: `${error.packId}:\n  ${error.problems.join("\n  ")}`,
      advice: "Correct the files at these places.",
    };
  }
  if (error instanceof MasterKeyError) return { code: "master_key_unusable", message: error.message, advice: "" };
  return networkFault(error, database);
};

const UNREACHABLE = ["ECONNREFUSED", "ENOTFOUND", "ETIMEDOUT", "EHOSTUNREACH", "28P01", "3D000", "28000"];
/** A server that ends while it is spoken to. */
const ENDED = ["57P01", "57P02", "57P03"];
/** The driver's words for the same, which have no code. */
const ENDED_MESSAGE = /^Connection terminated/;

/** Of the roles' limits and of the whole server's. */
const TOO_MANY_CONNECTIONS = "53300";
/** What TLS says of a certificate it does not trust (`SELF_SIGNED_CERT_IN_CHAIN`, `UNABLE_TO_VERIFY_LEAF_SIGNATURE`), and the driver of a server without TLS. */
const UNTRUSTED = /CERT|^UNABLE_TO_/;
const NO_TLS_MESSAGE = /^The server does not support SSL/;

const networkFault = (error: unknown, database: DatabaseKind): Known | null => {
  if (!(error instanceof Error)) return null;
  const code = "code" in error ? error.code : undefined;
  if (code === TOO_MANY_CONNECTIONS) return { code: "database_too_many_connections", message: error.message, advice: CONNECTIONS_NEEDED };
  if (NO_TLS_MESSAGE.test(error.message) || (typeof code === "string" && UNTRUSTED.test(code)))
    return { code: "database_unreachable", message: error.message, advice: CHECK_TLS };
  const isSocketMissing = code === "ENOENT" && "syscall" in error && error.syscall === "connect";
  const isAway = (typeof code === "string" && [...UNREACHABLE, ...ENDED].includes(code)) || ENDED_MESSAGE.test(error.message);
  if (!(isAway || isSocketMissing)) return null;
  const message = error.message !== "" ? error.message : String(code);
  return database === "external"
    ? { code: "database_unreachable", message, advice: CHECK_ADDRESS }
    : { code: "database_ended", message, advice: START_AGAIN };
};

const CONNECTIONS_NEEDED =
  "A server takes up to 16 connections for its writer, 16 for its reader and a few more. Raise max_connections or the account's limit, or stop what else is connected.";
const CHECK_TLS = "Check sslmode, and sslrootcert if the database has a certificate of its own, in DATABASE_URL.";
const CHECK_ADDRESS =
  "Check the address, the name and the password in DATABASE_URL, and in DATABASE_WRITER_URL and DATABASE_READER_URL where they are set.";
const START_AGAIN =
  "Start again: what was committed is kept. If it happens again, the last lines of postgres.log in the data folder say why.";

export const EXIT_USAGE = 2;

const SITUATIONS: Readonly<Record<string, readonly [exitCode: number, zh: string]>> = {
  unknown_command: [EXIT_USAGE, "没有这个命令。"],
  bad_option: [EXIT_USAGE, "选项的值不对。"],
  missing_option: [EXIT_USAGE, "缺少必需的选项。"],
  file_not_readable: [EXIT_USAGE, "读不到要导入的文件或目录。"],
  mapping_not_readable: [EXIT_USAGE, "读不到映射文件。"],
  mapping_not_json: [EXIT_USAGE, "映射文件不是合法的 JSON。"],
  mapping_refused: [EXIT_USAGE, "映射文件有不合要求的地方，没有开始导入。"],
  reconcile_refused: [EXIT_USAGE, "账单没有导入，原因见下一行。"],
  data_folder_missing: [EXIT_USAGE, "这里没有数据目录。请用 --data 指明服务器所用的目录。"],
  unknown_operation: [EXIT_USAGE, "没有这个代号的业务线。"],
  unknown_customer: [EXIT_USAGE, "这条业务线里没有这个顾客。"],
  demo_folder_mismatch: [EXIT_USAGE, "这个数据目录不是演示数据目录。"],
  port_in_use: [3, "端口已被占用。换一个端口（--port），或先停掉占用它的程序。"],
  address_not_available: [3, "这台机器上没有这个地址（--host）。"],
  port_not_allowed: [3, "这个账号不能使用该端口。请换一个 1023 以上的端口。"],
  data_in_use: [4, "数据目录正被另一个续安进程使用。先停掉它，或用 --data 换一个目录。"],
  data_folder_newer: [5, "数据目录由更新的续安创建。请用那个版本启动，或备份后恢复到新目录。"],
  data_folder_other_major: [6, "数据目录属于另一个 PostgreSQL 大版本。请用原版本备份，再恢复到新目录。"],
  data_folder_damaged: [7, "数据目录不完整。请从目录副本补回缺失的文件，或恢复备份到新目录。"],
  data_folder_foreign: [8, "这是别的 PostgreSQL 的目录。请选一个空目录，或用 DATABASE_URL 连接那个服务器。"],
  data_folder_not_accessible: [9, "没有权限使用数据目录。请把它交给启动续安的账号，或换一个目录。"],
  unsupported_platform: [10, "这个平台没有内置 PostgreSQL。请用 DATABASE_URL 指向自己的 PostgreSQL 15 或更新版本。"],
  cannot_run_as_root: [11, "不能以 root 运行内置 PostgreSQL。请换一个普通账号启动。"],
  start_failed: [12, "内置 PostgreSQL 没有启动成功。"],
  stop_failed: [13, "内置 PostgreSQL 没有正常停止。"],
  database_unreachable: [14, "连不上数据库。"],
  database_ended: [
    14,
    "内置 PostgreSQL 中途停止了。请重新启动，已提交的数据不会丢；若再次发生，原因见数据目录里 postgres.log 的最后几行。",
  ],
  database_too_many_connections: [14, "数据库的连接数已满。请提高数据库或账号的连接上限，或停掉别的程序。"],
  database_too_old: [14, "数据库的 PostgreSQL 版本太旧，需要 15 或更新版本。"],
  database_rights_missing: [14, "数据库账号的权限不够。请按 docs/reference/own-database.md 建立账号。"],
  schema_newer: [15, "数据库的结构比这个版本的续安新。请用更新的版本启动。"],
  migration_failed: [15, "数据库结构升级没有成功，没有留下半成品。"],
  migration_changed: [15, "已执行过的数据库迁移文件被改动了。"],
  migration_missing: [15, "缺少已执行过的数据库迁移文件。"],
  migration_out_of_order: [15, "数据库迁移文件的编号顺序不对。"],
  migration_number_twice: [15, "两个数据库迁移文件用了同一个编号。"],
  pack_refused: [16, "规则包没有通过检查，没有启用。"],
  master_key_unusable: [17, "主密钥不可用。"],
  file_exists: [18, "备份文件已存在；备份从不覆盖。"],
  file_missing: [18, "找不到备份文件。"],
  file_not_writable: [18, "备份文件写不下来。请换一个存在且有空间的目录。"],
  nothing_to_back_up: [18, "这个数据库里没有续安的数据，没有写备份。请核对地址或数据目录。"],
  rows_hidden: [18, "这个数据库账号看不到全部数据，备份会不完整。"],
  backup_damaged: [18, "备份文件已损坏。"],
  backup_newer: [18, "备份来自更新的续安。"],
  backup_schema_unknown: [18, "备份的表结构和这个版本的续安对不上。"],
  database_not_empty: [18, "目标数据库不是空的。请恢复到新的数据库或新的数据目录。"],
  restore_failed: [18, "恢复没有成功，没有写入任何数据。"],
  gateway_refused: [19, "支付网关拒绝了这个请求。"],
  evidence_not_accessible: [20, "没有权限使用存放凭证文件的目录。请把它交给启动续安的账号，或用 --evidence 换一个目录。"],
};
