import { BackupError } from "@amends/postgres/backup/backup-error";
import { MigrateError } from "@amends/postgres/migrate";
import { StartError, type StartErrorCode } from "@amends/postgres/server/start-error";
import { PackRefused } from "@amends/server/policy/compile-pack";
import { expect, test } from "vitest";
import { CliError } from "./cli-error.ts";
import { explain } from "./explain.ts";

const START_CODES: readonly StartErrorCode[] = [
  "port_in_use",
  "data_in_use",
  "data_folder_newer",
  "data_folder_other_major",
  "data_folder_damaged",
  "data_folder_foreign",
  "data_folder_not_accessible",
  "unsupported_platform",
  "cannot_run_as_root",
  "start_failed",
  "stop_failed",
];

test("everything that keeps a server from starting has an exit code of its own, and a sentence in both languages", () => {
  const explained = START_CODES.map(code => explain(new StartError(code, "It happened.", "Do this."), "embedded"));
  expect(explained.map(({ exitCode }) => exitCode)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  for (const { text } of explained) expect(text).toMatch(/[\u4e00-\u9fff].*\nIt happened\.\nDo this\.$/);
});

test("a wrong call ends with 2, whatever was wrong", () => {
  for (const code of ["unknown_command", "bad_option", "missing_option", "unknown_operation"] as const)
    expect(explain(new CliError(code, "What.", "How."), "embedded").exitCode).toBe(2);
});

test("a database, a schema, a pack and a backup that cannot be used are told apart", () => {
  const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" });
  const noSocket = Object.assign(new Error("connect ENOENT /none/.s.PGSQL.1"), { code: "ENOENT", syscall: "connect" });
  const codes = [
    refused,
    noSocket,
    new MigrateError("schema_newer", "", ""),
    new PackRefused("p", ["t: x"]),
    new BackupError("backup_damaged", "", ""),
  ];
  expect(codes.map(error => explain(error, "external").exitCode)).toEqual([14, 14, 15, 16, 18]);
});

test("the folder's own database that ends while it is needed is started again: no address is wrong", () => {
  const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" });
  const shutDown = Object.assign(new Error("terminating connection due to administrator command"), { code: "57P01" });
  for (const error of [refused, shutDown, new Error("Connection terminated unexpectedly")]) {
    const own = explain(error, "embedded");
    expect(own).toMatchObject({ exitCode: 14, text: expect.stringMatching(/^database_ended: .*\n.*\nStart again.*postgres\.log/s) });
    expect(own.text).not.toContain("DATABASE_URL");
    expect(explain(error, "external").text).toMatch(/^database_unreachable: .*DATABASE_URL/s);
  }
});

test("an operator's own database that has no connection left, is too old, withholds rights or speaks no TLS is told apart from a wrong address", () => {
  const full = Object.assign(new Error('too many connections for role "amends_writer"'), { code: "53300" });
  const unsigned = Object.assign(new Error("self-signed certificate"), { code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
  const plain = new Error("The server does not support SSL connections");
  const told = [full, unsigned, plain, new StartError("database_too_old", "", ""), new StartError("database_rights_missing", "", "")].map(
    error => explain(error, "external"),
  );
  expect(told.map(({ text }) => text.split(":")[0])).toEqual([
    "database_too_many_connections",
    "database_unreachable",
    "database_unreachable",
    "database_too_old",
    "database_rights_missing",
  ]);
  expect(told.map(({ exitCode }) => exitCode)).toEqual([14, 14, 14, 14, 14]);
  for (const { text } of told) expect(text).toMatch(/[\u4e00-\u9fff]/);
});

test("what nobody foresaw is our fault and keeps its stack", () => {
  const { exitCode, text } = explain(new Error("broken invariant: postings balance"), "embedded");
  expect(exitCode).toBe(1);
  expect(text).toContain("explain.unit.test.ts");
});
