import { readFileSync } from "node:fs";
import { instant } from "@amends/domain/kernel/time";
import type { ConfiguredPayments } from "@amends/gateways/configured/route-payments";
import { SettingsError } from "@amends/gateways/settings-error";
import { CliError } from "./cli-error.ts";
import { badOption } from "./options.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Payment gateways by the settings of a file (`docs/reference/gateways.md`); null leaves all money to the sandbox bank. */
export const paymentsOf = async (path: string | null, env: Env): Promise<ConfiguredPayments | null> => {
  if (path === null) return null;
  // The gateways' own clients are large, and most starts need none of them.
  const { openGateways } = await import("@amends/gateways/configured/open-gateways");
  const secretOf = (place: { readonly env: string } | { readonly file: string }): string | null =>
    "env" in place ? (env[place.env] ?? null) : textOf(place.file);
  try {
    return openGateways(settingsIn(path), secretOf, () => instant(Date.now()));
  } catch (fault) {
    if (!(fault instanceof SettingsError)) throw fault;
    throw new CliError("bad_option", `--gateways ${path}: ${fault.place} ${fault.problem}.`, `Write there ${fault.expected}.`);
  }
};

const settingsIn = (path: string): unknown => {
  const text = textOf(path);
  if (text === null)
    throw badOption("--gateways", `names ${path}, which cannot be read`, "a file of settings; see docs/reference/gateways.md");
  try {
    return JSON.parse(text);
  } catch {
    throw badOption("--gateways", `names ${path}, which is no JSON`, "a file of settings; see docs/reference/gateways.md");
  }
};

const textOf = (path: string): string | null => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
};
