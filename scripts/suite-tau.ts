import { basename } from "node:path";
import { parseArgs } from "node:util";
import { addMs, DAY_MS, instant } from "@amends/domain/kernel/time";
import { faultText, type Played } from "../test/suites/tau/play.ts";
import { playFile } from "../test/suites/tau/run-suite.ts";
import { startSuiteServer } from "../test/suites/tau/suite-server.ts";
import { readEntries } from "../test/suites/tau/task.ts";
import { readWorld } from "../test/suites/tau/world.ts";

const USAGE = `npm run suite:tau -- --data DIR [--tasks FILE ...] [--negative FILE ...] [--url URL --key INSTALLATION_KEY]
  plays each file in an operation of its own, through the public API alone. Without --url a server is started for it;
  a running one must have been started with policies/tau-retail. The last line counts what passed and what failed.`;

const wrongCall = (text: string): never => {
  console.error(text);
  process.exit(2);
};

/** A wrong word or file is told by its name, and nothing is started for it. */
const orWrongCall = async <T>(read: () => T | Promise<T>): Promise<T> => {
  try {
    return await read();
  } catch (error) {
    return wrongCall(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
};

const { values, positionals } = await orWrongCall(() =>
  parseArgs({
    allowPositionals: true,
    options: {
      data: { type: "string" },
      tasks: { type: "string", multiple: true, default: [] },
      negative: { type: "string", multiple: true, default: [] },
      url: { type: "string" },
      key: { type: "string" },
      help: { type: "boolean" },
    },
  }),
);
const { data, tasks, negative, url, key } = values;
/** `--tasks a b c`: what follows the first is named without the option again. */
const named = [...tasks, ...positionals, ...negative];
if (values.help === true || data === undefined || named.length === 0 || (url === undefined) !== (key === undefined)) throw wrongCall(USAGE);
const files = await orWrongCall(() => named.map(file => [file, readEntries(file)] as const));

/** Every delivery was signed for three days ago: inside any window, and after everything it needs. */
const world = await orWrongCall(() => readWorld(data, addMs(instant(Date.now()), -3 * DAY_MS)));
const server =
  url === undefined || key === undefined
    ? await startSuiteServer()
    : { baseUrl: url.replace(/\/$/, ""), installationKey: key, close: async () => undefined };
const all: Played[] = [];
try {
  for (const [file, entries] of files) {
    const startedAt = Date.now();
    const played = await playFile(server, world, entries);
    all.push(...played);
    const failed = played.filter(({ failures }) => failures.length > 0);
    console.log(
      `${basename(file)}: ${played.length - failed.length} passed, ${failed.length} failed (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`,
    );
    for (const { id, failures } of failed) for (const failure of failures) console.log(`  ${id}: ${failure}`);
  }
} finally {
  await server.close();
}

const faulty = all.filter(({ faults }) => faults.length > 0);
console.log(`\nlisted oracle faults: ${faulty.length === 0 ? "none" : faulty.length}`);
for (const { id, faults } of faulty) console.log(`  ${id}: ${faults.map(faultText).join("; ")}`);
const failedCount = all.filter(({ failures }) => failures.length > 0).length;
console.log(`\n${all.length - failedCount} passed, ${failedCount} failed`);
process.exitCode = failedCount === 0 ? 0 : 1;
