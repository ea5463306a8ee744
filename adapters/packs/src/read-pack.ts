import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { CanonicalValue } from "@amends/domain/kernel/canonical-json";
import type { PackSource } from "@amends/domain/policy/pack";

/** Why a pack's folder could not be read. What its files say is judged by `loadPack`, not here. */
export type PackFileProblem = {
  readonly code: PackFileProblemCode;
  readonly file: string;
  /** Where in the file, counted from 1; null where the file as a whole is at fault. */
  readonly line: number | null;
  readonly column: number | null;
  readonly message: string;
};
export const PACK_FILE_PROBLEMS = [
  "pack_folder_missing",
  "pack_file_missing",
  "pack_file_unreadable",
  "pack_file_not_json",
  "pack_file_not_object",
] as const;
export type PackFileProblemCode = (typeof PACK_FILE_PROBLEMS)[number];

export type PackRead =
  | { readonly kind: "read"; readonly source: PackSource }
  | { readonly kind: "unreadable"; readonly problems: readonly PackFileProblem[] };

/**
 * Reads a pack's folder: `manifest.json`, `tables/*.json`, `plans/*.json`, and where there are any `parameters.json`, `texts.json` (what people are
 * told) and `words.json` (how fields of the tables and the texts in their cells are called), which are both texts of the pack.
 * All problems are told at once, each with its file and place. Reads synchronously: packs are read at start and by tools, never during a request.
 */
export const readPack = (folder: string): PackRead => {
  const reader = new FolderReader(folder);
  const source: PackSource = {
    manifest: reader.file("manifest.json", "needed"),
    tables: reader.folder("tables", "needed"),
    templates: reader.folder("plans", "optional"),
    parameters: reader.file("parameters.json", "optional"),
    texts: { ...reader.file("texts.json", "optional"), ...reader.file("words.json", "optional") },
  };
  return reader.problems.length > 0 ? { kind: "unreadable", problems: reader.problems } : { kind: "read", source };
};

/** `policies/base/tables/liability.json:12:5: …`, the form editors jump to. */
export const describeFileProblem = ({ code, file, line, column, message }: PackFileProblem): string =>
  `${file}${line === null ? "" : `:${line}:${column ?? 1}`}: ${message} (${code})`;

type JsonObject = Readonly<Record<string, CanonicalValue>>;
type Need = "needed" | "optional";

class FolderReader {
  readonly problems: PackFileProblem[] = [];
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  folder(name: string, need: Need): Readonly<Record<string, JsonObject>> {
    const files = this.#filesIn(name, need);
    return Object.fromEntries(files.map(file => [basename(file, ".json"), this.file(join(name, file), "needed")]));
  }

  file(name: string, need: Need): JsonObject {
    const path = join(this.#root, name);
    const text = this.#textOf(path, need);
    return text === null ? {} : this.#objectIn(path, text);
  }

  #filesIn(name: string, need: Need): readonly string[] {
    const path = join(this.#root, name);
    try {
      return readdirSync(path)
        .filter(file => file.endsWith(".json"))
        .sort();
    } catch (error) {
      if (!isAbsent(error)) this.#report("pack_file_unreadable", path, `cannot be listed: ${reasonOf(error)}`);
      else if (need === "needed") this.#report("pack_folder_missing", path, "a pack has this folder");
      return [];
    }
  }

  #textOf(path: string, need: Need): string | null {
    try {
      return readFileSync(path, "utf8");
    } catch (error) {
      if (!isAbsent(error)) this.#report("pack_file_unreadable", path, `cannot be read: ${reasonOf(error)}`);
      else if (need === "needed") this.#report("pack_file_missing", path, "a pack has this file");
      return null;
    }
  }

  #objectIn(path: string, text: string): JsonObject {
    try {
      const json: unknown = JSON.parse(text);
      if (isObject(json)) return json;
      this.#report("pack_file_not_object", path, "the file must hold one object");
    } catch (error) {
      this.#report("pack_file_not_json", path, `is not JSON: ${reasonOf(error)}`, placeOf(error, text));
    }
    return {};
  }

  #report(code: PackFileProblemCode, file: string, message: string, place: Place = NO_PLACE): void {
    this.problems.push({ code, file, ...place, message });
  }
}

type Place = Pick<PackFileProblem, "line" | "column">;
const NO_PLACE: Place = { line: null, column: null };

/** The parser names the offset of most faults, but not of a token that does not belong; a file that ends too early is at fault at its end. */
const placeOf = (error: unknown, text: string): Place => {
  const message = reasonOf(error);
  const named = /at position (\d+)/.exec(message)?.[1];
  const offset = named !== undefined ? Number(named) : message.startsWith(STRAY_TOKEN) ? strayTokenAt(text) : text.length;
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
};

const STRAY_TOKEN = "Unexpected token";

/** The shortest beginning of the text that already holds the stray token; any shorter one merely ends too early. */
const strayTokenAt = (text: string): number => {
  let sound = 0;
  let stray = text.length;
  while (stray - sound > 1) {
    const middle = (sound + stray) >> 1;
    if (hasStrayToken(text.slice(0, middle))) stray = middle;
    else sound = middle;
  }
  return stray - 1;
};

const hasStrayToken = (text: string): boolean => {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    return reasonOf(error).startsWith(STRAY_TOKEN);
  }
};

const isObject = (json: unknown): json is JsonObject => typeof json === "object" && json !== null && !Array.isArray(json);
const isAbsent = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
