import { FILE_KINDS, type FileLimits } from "@amends/domain/evidence/evidence-file";
import { openDataFolder } from "@amends/postgres/server/data-folder";
import { StartError } from "@amends/postgres/server/start-error";
import { DEFAULT_CONFIG } from "@amends/server/config";
import type { FilePlace } from "@amends/server/evidence";
import { CliError } from "./cli-error.ts";
import { badOption, oneOf } from "./options.ts";

type Env = Readonly<Record<string, string | undefined>>;

const BUCKET = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])$/;

/** Where evidence lies: a folder, or a bucket of any store that speaks S3. null: a folder in the data folder. The bucket's keys come from the environment alone. */
export const filePlaceOf = (text: string | undefined, env: Env): FilePlace | null => {
  if (text === undefined) return null;
  if (!text.startsWith("s3:")) return { kind: "folder", path: text };
  const bucket = BUCKET.exec(text)?.[1];
  if (bucket === undefined) throw badOption("--evidence", `is ${text}`, "a folder, or s3:// and the name of a bucket: s3://evidence");
  const region = env["AMENDS_S3_REGION"] ?? "us-east-1";
  const given = env["AMENDS_S3_ENDPOINT"];
  const endpoint = given === undefined ? new URL(`https://s3.${region}.amazonaws.com`) : endpointOf(given);
  const accessKey = needed(env, "AMENDS_S3_ACCESS_KEY");
  const secretKey = needed(env, "AMENDS_S3_SECRET_KEY");
  const addressing = oneOf("AMENDS_S3_ADDRESSING", env["AMENDS_S3_ADDRESSING"] ?? (given === undefined ? "host" : "path"), [
    "path",
    "host",
  ]);
  return { kind: "s3", settings: { endpoint, bucket, region, accessKey, secretKey, addressing } };
};

/** A folder nobody may write to is found out at the start and not by the first buyer who sends a photo. A bucket is asked when it is used. */
export const openFilePlace = async (place: FilePlace | null): Promise<void> => {
  if (place?.kind !== "folder") return;
  try {
    await openDataFolder(place.path);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    throw new CliError(
      "evidence_not_accessible",
      `The folder ${place.path} for evidence cannot be used: ${error.message}`,
      "Give it to the account that starts Amends (chown -R), or name another with --evidence.",
    );
  }
};

const endpointOf = (text: string): URL => {
  const url = URL.parse(text);
  if (url === null || !["http:", "https:"].includes(url.protocol))
    throw badOption("AMENDS_S3_ENDPOINT", `is ${text}`, "an address like https://s3.eu-central-1.amazonaws.com");
  return url;
};

const needed = (env: Env, name: string): string => {
  const value = env[name];
  if (value === undefined || value === "") throw badOption(name, "is not set, and --evidence names a bucket", "the key the store gave you");
  return value;
};

const MIB = 1_048_576;
/** A file is held in memory while it is looked at. */
const MIB_MAX = 1024;

/** `photo=15,video=64` in mebibytes; a kind that is not named keeps its own. */
export const fileLimitsOf = (text: string | undefined): FileLimits => {
  const limits: Record<keyof FileLimits, number> = { ...DEFAULT_CONFIG.fileBytesMax };
  for (const part of text === undefined ? [] : text.split(",")) {
    const [name = "", size = ""] = part.split("=");
    const kind = FILE_KINDS.find(candidate => candidate === name);
    const mebibytes = Number(size);
    if (kind === undefined || !/^\d+$/.test(size) || mebibytes < 1 || mebibytes > MIB_MAX)
      throw badOption(
        "--file-limits",
        `says ${part}`,
        `kinds (${FILE_KINDS.join(", ")}) and whole MiB from 1 to ${MIB_MAX}: photo=15,video=64`,
      );
    limits[kind] = mebibytes * MIB;
  }
  return limits;
};
