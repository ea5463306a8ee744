import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../../..");

/** The pack says the shop's rules and the suite its tools; both speak of it by name. */
const ITS_OWN = [/^policies\//, /^test\/suites\/tau\//];

/** Spaces, hyphens and underscores alike. */
const WORDS = [
  /no[ _-]longer[ _-]needed/i,
  /ordered[ _-]by[ _-]mistake/i,
  /(?:return|exchange)[ _-]requested/i,
  /item[ _-]modified/i,
  /(?:modify|cancel)_pending/,
  /(?:return|exchange)_delivered/,
  /modify_user_address/,
];

test("no status, reason or tool of that shop stands anywhere but in its pack and its suite", () => {
  const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: ROOT, encoding: "utf8", maxBuffer: 64 * 1024 ** 2 }).split("\0");
  const others = tracked.filter(path => path !== "" && existsSync(join(ROOT, path)) && !ITS_OWN.some(own => own.test(path)));
  expect(others.length).toBeGreaterThan(100);
  const found = others.flatMap(path => {
    const text = readFileSync(join(ROOT, path), "utf8");
    return WORDS.flatMap(word => word.exec(text) ?? []).map(word => `${path}: ${word}`);
  });
  expect(found).toEqual([]);
});
