import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const SELF = "test/architecture.unit.test.ts";

/** What git has or would take in; generated and installed files are in nobody's hands. */
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: ROOT,
  encoding: "utf8",
  maxBuffer: 1 << 26,
})
  .split("\n")
  .filter(path => path !== "" && path !== SELF && existsSync(join(ROOT, path)));
const textOf = new Map(
  files
    .filter(path => /\.(ts|tsx|mjs|cjs|sql|md|json|css|html|yml)$/.test(path))
    .map(path => [path, readFileSync(join(ROOT, path), "utf8")]),
);
const isCode = (path: string): boolean => /\.(ts|tsx|mjs|cjs)$/.test(path);
const isTest = (path: string): boolean => /\.(unit|prop|int|e2e)\.test\.tsx?$/.test(path) || path.startsWith("test/");

/** Comments may name what code may not use. */
const codeOf = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");

type Rule = {
  readonly name: string;
  readonly pattern: RegExp;
  readonly where: (path: string) => boolean;
  readonly instead: string;
  readonly in?: "code" | "text";
};

const RULES: readonly Rule[] = [
  {
    name: "the domain asks no clock",
    pattern: /\bDate\b|\bperformance\./,
    where: path => path.startsWith("domain/src/") && !isTest(path),
    instead: "take `at: Instant` as an argument",
  },
  {
    name: "the domain throws no dice",
    pattern: /Math\.random|crypto\./,
    where: path => path.startsWith("domain/src/") && !isTest(path),
    instead: "take the random values as an argument",
  },
  {
    name: "the domain decides without floating point",
    pattern: /\bparseFloat\b|\.toFixed\(/,
    where: path => path.startsWith("domain/src/") && !isTest(path),
    instead: "use bigint minor units, basis points or kernel/decimal",
  },
  { name: "nothing is `any`", pattern: /\bas any\b|: any\b|<any>/, where: isCode, instead: "say `unknown` and parse it at the border" },
  {
    name: "no test runs alone",
    pattern: /\b(test|it|describe)\.only\(/,
    where: isTest,
    instead: "`npx vitest run --project unit <path>` runs one file",
  },
  {
    name: "the compiler is not silenced",
    pattern: /@ts-ignore|@ts-nocheck/,
    where: () => true,
    instead: "correct the type, or expect the error in a test of types",
    in: "text",
  },
  {
    name: "nothing is left for later",
    pattern: /\b(TODO|FIXME|XXX|HACK)\b|not implemented/i,
    where: path => !path.endsWith("package-lock.json"),
    instead: "do it now, or say in the README what is not there yet",
    in: "text",
  },
  {
    name: "the project speaks of itself alone",
    pattern: /\/(home|root|Users)\/[a-z]|\b(pull request|code review)s?\b|\bissue #\d|\bticket [A-Z]+-\d/,
    where: path => !path.endsWith("package-lock.json"),
    instead: "tell the reason itself; paths are relative to the repository",
    in: "text",
  },
  {
    name: "a name has one address",
    pattern: /^export (type )?(\*|\{[^}]*\}) from/m,
    where: isCode,
    instead: "import it from the file that makes it",
  },
  {
    name: "money is whole",
    pattern: /Minor\s*[*/]\s*\d+\.\d/,
    where: path => isCode(path) && !isTest(path),
    instead: "use `allocate` or `roundDiv` of kernel/allocate",
  },
];

describe("the rules of the house", () => {
  test("are asked of every file", () => {
    expect(files.filter(isCode).length).toBeGreaterThan(400);
    expect(files.filter(path => path.startsWith("domain/src/")).length).toBeGreaterThan(90);
  });

  test.each(RULES)("$name", ({ pattern, where, instead, in: place = "code" }) => {
    const found = [...textOf]
      .filter(([path]) => where(path))
      .flatMap(([path, text]) => (pattern.test(place === "code" ? codeOf(text) : text) ? [`${path}: ${instead}`] : []));
    expect(found).toEqual([]);
  });
});

/** Lists of words, rows and codes are read by searching, not from top to bottom. */
const DATA = /(^|\/)(fixtures|generated|words|catalogue)\/|\.expectations\.ts$/;
const LINES_MAX = 350;

describe("files", () => {
  test(`have at most ${LINES_MAX} lines, unless they are data`, () => {
    const long = [...textOf]
      .filter(([path]) => isCode(path) && !isTest(path) && !DATA.test(path))
      .map(([path, text]) => ({ path, lines: text.split("\n").length - 1 }))
      .filter(({ lines }) => lines > LINES_MAX);
    expect(long.map(({ path, lines }) => `${path} has ${lines} lines: which second thing does it do?`)).toEqual([]);
  });

  test("are named in kebab-case by what is inside", () => {
    const misnamed = files.filter(isCode).filter(path => {
      const name = path.slice(path.lastIndexOf("/") + 1);
      return !/^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/.test(name) || /^(utils?|helpers?|common|misc|manager|index)\./.test(name);
    });
    expect(misnamed).toEqual([]);
  });

  test("of tests say which kind they are", () => {
    expect(files.filter(path => /\.(test|spec)\.tsx?$/.test(path) && !/\.(unit|prop|int|e2e)\.test\.tsx?$/.test(path))).toEqual([]);
  });

  test("of migrations are numbered one after the other and say their placement or purpose first", () => {
    const migrations = files.filter(path => path.startsWith("adapters/postgres/migrations/")).sort();
    expect(migrations.map(path => Number(path.slice(path.lastIndexOf("/") + 1).slice(0, 4)))).toEqual(
      migrations.map((_, index) => index + 1),
    );
    expect(migrations.filter(path => !textOf.get(path)?.startsWith("--"))).toEqual([]);
  });
});

describe("the lock file", () => {
  type Locked = { readonly packages: Readonly<Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>> };

  test("lists the packages of every platform, or npm 11 refuses it", () => {
    const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as Locked;
    const missing = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        name => packages[`node_modules/${name}`] === undefined && packages[`${place}/node_modules/${name}`] === undefined,
      ),
    );
    expect(missing).toEqual([]);
  });
});
