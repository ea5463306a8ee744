import { parseArgs } from "node:util";
import { asRow, type Figure, rounded } from "./figure.ts";
import { groupsOf, type Sizes } from "./groups.ts";
import { setStage } from "./stage.ts";

/**
 * npm run bench [-- --json] [--only NAME …] [--quick] [--stored CASES]. Every run has a PostgreSQL of its own, with the settings of production, in a folder that goes
 * with it. Other work on the machine makes every rate smaller; ratios and processor time are what may be compared between two runs.
 */
const { values: args } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    stored: { type: "string" },
    only: { type: "string", multiple: true, default: [] },
  },
});

const FULL: Sizes = {
  rounds: 3,
  roundMs: 3000,
  openLoopMs: 60_000,
  flows: 3000,
  storedCases: 1_000_000,
  decisions: 200_000,
  clocks: 200_000,
  due: 10_000,
};
const QUICK: Sizes = {
  rounds: 3,
  roundMs: 1500,
  openLoopMs: 10_000,
  flows: 2000,
  storedCases: 100_000,
  decisions: 50_000,
  clocks: 20_000,
  due: 1000,
};

const print = (figure: Figure): void => {
  const { target: _target, beside, value, ...rest } = figure;
  console.log(args.json ? JSON.stringify({ ...rest, value: rounded(value), ...(beside === undefined ? {} : { beside }) }) : asRow(figure));
};
const say = (message: string): void => {
  if (!args.json) console.error(message);
};

const size = args.quick ? QUICK : FULL;
const sizes = args.stored === undefined ? size : { ...size, storedCases: Number(args.stored) };
const groups = groupsOf(sizes, say).filter(
  ({ names }) => args.only.length === 0 || args.only.some(wanted => names.some(name => name.startsWith(wanted))),
);
if (groups.length === 0) throw new Error(`no figure is called ${args.only.join(", ")}`);

const stage = await setStage();
try {
  for (const { run } of groups) for (const figure of await run(stage)) print(figure);
} finally {
  await stage.close();
}
