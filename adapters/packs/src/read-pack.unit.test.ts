import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { describeFileProblem, readPack } from "./read-pack.ts";

describe("reading a pack's folder", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pack-"));
    mkdirSync(join(folder, "tables"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const codesOf = () => {
    const read = readPack(folder);
    return read.kind === "read" ? [] : read.problems.map(({ code, line, column }) => [code, line, column]);
  };

  it("gives manifest and tables by name, and nothing where there are no templates, parameters or texts", () => {
    write("manifest.json", '{"id":"base"}');
    write("tables/freight.json", '{"nodes":[]}');
    write("tables/README.md", "not a table");
    expect(readPack(folder)).toEqual({
      kind: "read",
      source: { manifest: { id: "base" }, tables: { freight: { nodes: [] } }, templates: {}, parameters: {}, texts: {} },
    });
  });

  it("names the file and the place of every fault at once", () => {
    write("tables/freight.json", '{\n  "a": 1,\n  "b": x\n}');
    write("tables/remedy.json", "[]");
    expect(codesOf()).toEqual([
      ["pack_file_missing", null, null],
      ["pack_file_not_json", 3, 8],
      ["pack_file_not_object", null, null],
    ]);
  });

  it("says where a file was cut off", () => {
    write("manifest.json", '{\n  "id": "ba');
    const read = readPack(folder);
    const [first] = read.kind === "unreadable" ? read.problems : [];
    expect(first === undefined ? "" : describeFileProblem(first)).toMatch(/manifest\.json:2:\d+: is not JSON: .*pack_file_not_json/);
  });

  it("says that a folder which is not there is no pack", () => {
    rmSync(join(folder, "tables"), { recursive: true });
    expect(codesOf()).toEqual([
      ["pack_file_missing", null, null],
      ["pack_folder_missing", null, null],
    ]);
  });
});
