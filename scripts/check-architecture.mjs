import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { cruise } from "dependency-cruiser";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { ROOT } from "./installation.mjs";

const { openQuestions, rooms, forbidden } = createRequire(import.meta.url)("../.dependency-cruiser.cjs");

const PLACES = ["domain", "flows", "contract", "adapters", "apps", "sdk", "web"].filter(place => existsSync(join(ROOT, place)));

/** Reads every import of every room. A run that saw too little is a failed run: a tool that could not read our files would otherwise praise them. */
const main = async () => {
  process.chdir(ROOT);
  const options = {
    ruleSet: { forbidden },
    validate: true,
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|[.]types|migrations)/" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  };
  const { output } = await cruise(PLACES, options, undefined, { tsConfig: extractTSConfig(join(ROOT, "tsconfig.base.json")) });
  const { modules, summary } = output;
  const isOpen = ({ from, to }) => openQuestions.some(([fromOpen, toOpen]) => fromOpen === from && toOpen === to);
  const problems = [
    ...emptyRooms(modules),
    ...summary.violations.filter(violation => violation.cycle === undefined && !isOpen(violation)).map(told),
    ...shortestCycles(summary.violations).map(told),
    ...openQuestions
      .filter(([from, to]) => !summary.violations.some(violation => violation.from === from && violation.to === to))
      .map(([from, to]) => `${from} no longer imports ${to} against the rules: remove it from OPEN_QUESTIONS`),
  ];
  for (const problem of problems) console.error(problem);
  for (const [from, to] of openQuestions) console.log(`open question: ${from} → ${to}`);
  console.log(`${modules.length} files, ${summary.totalDependenciesCruised} imports, ${problems.length} against the rules`);
  return problems.length === 0 ? 0 : 1;
};

const told = ({ rule, from, to, cycle }) => {
  const comment = forbidden.find(({ name }) => name === rule.name)?.comment ?? "";
  const way = cycle === undefined ? to : cycle.map(({ name }) => name ?? "").join(" → ");
  return `${rule.name}: ${from} → ${way}\n  ${comment}`;
};

/** One import too many makes dozens of cycles. The shortest through each import is told; mending it mends the longer ones. */
const shortestCycles = violations => {
  const seen = new Set();
  const edgesOf = ({ from, cycle }) =>
    [from, ...cycle.map(({ name }) => name)].map((name, index, names) => `${name} ${names[index + 1] ?? ""}`).slice(0, -1);
  return violations
    .filter(({ cycle }) => cycle !== undefined)
    .sort((left, right) => left.cycle.length - right.cycle.length)
    .filter(violation => {
      const edges = edgesOf(violation);
      const isNew = !edges.some(edge => seen.has(edge));
      for (const edge of edges) seen.add(edge);
      return isNew;
    });
};

/** Web apps and the SDK may be absent from a checkout that only serves; every other room must have been read. */
const emptyRooms = modules =>
  rooms
    .filter(({ room }) => !["sdk", "web"].includes(room) || hasSources(room))
    .filter(({ path }) => !modules.some(({ source, dependencies }) => new RegExp(path).test(source) && dependencies.length > 0))
    .map(({ room }) => `no import of the room "${room}" was read: the check would say nothing about it`);

const hasSources = place => existsSync(join(ROOT, place, "src"));

process.exitCode = await main();
