import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { STATEMENT_FORMATS } from "@amends/domain/reconciliation/reconciliation-rules";
import { CliError } from "./cli-error.ts";
import { oneOf, readOptions } from "./options.ts";
import type { Command } from "./surroundings.ts";

export const reconcileCommand: Command = {
  usage: `amends reconcile PATH --gateway NAME --format alipay|wechat_pay|stripe|sandbox|csv --date DAY [--mapping FILE] --server URL
  brings a gateway's statement (also .zip or .gz) of DAY, as 2026-11-21, to a running server and says what matched; AMENDS_API_KEY holds an API key of the operation.
Sending the same file again changes nothing. Exit: 0 all of it matched, 1 something is open, 2 the statement was refused.`,
  run: async (args, { env, out, err }) => {
    const { values, positionals } = readOptions(args, {
      ...{ gateway: { type: "string" }, format: { type: "string" }, date: { type: "string" } },
      ...{ mapping: { type: "string" }, server: { type: "string" } },
    });
    const [path] = positionals;
    const { gateway, date, server = env["AMENDS_SERVER"] } = values;
    const key = env["AMENDS_API_KEY"];
    if (path === undefined || gateway === undefined || date === undefined || server === undefined || key === undefined)
      throw new CliError(
        "missing_option",
        "PATH, --gateway, --format, --date, --server and AMENDS_API_KEY are needed.",
        reconcileCommand.usage,
      );
    const query = new URLSearchParams({ gateway, day: date, format: oneOf("--format", values.format ?? "", STATEMENT_FORMATS) });
    if (values.mapping !== undefined) query.set("mapping", await readFile(values.mapping, "utf8"));
    const response = await fetch(new URL(`/v1/reconciliation/statements:import?${query}`, server), {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/octet-stream" },
      body: createReadStream(path),
      duplex: "half",
    });
    const said: unknown = await response.json();
    out(JSON.stringify(said));
    if (!response.ok) throw new CliError("reconcile_refused", detailOf(said), "See docs/reference/reconciliation.md.");
    const { result, faults } = importedOf(said);
    for (const fault of faults) err(fault);
    return result === "refused" ? 2 : isOpen(said) ? 1 : 0;
  },
};

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && name in value ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;

const detailOf = (said: unknown): string => `${String(fieldOf(said, "code") ?? "")}: ${String(fieldOf(said, "detail") ?? "")}`;

const importedOf = (said: unknown): { readonly result: string; readonly faults: readonly string[] } => {
  const faults = fieldOf(said, "faults");
  return {
    result: String(fieldOf(said, "result")),
    faults: Array.isArray(faults)
      ? faults.map(fault => `row ${fieldOf(fault, "row")}: ${fieldOf(fault, "code")}: ${fieldOf(fault, "message")}`)
      : [],
  };
};

const LEFT_OVER = ["different", "duplicated", "extra", "missing"];

const isOpen = (said: unknown): boolean => LEFT_OVER.some(outcome => fieldOf(fieldOf(fieldOf(said, "outcomes"), outcome), "count") !== 0);
