import { parseArgs } from "node:util";
import { playChaos } from "../test/chaos/play-chaos.ts";

const USAGE = `npm run chaos -- [--refunds 1000] [--kills 10] [--seed NUMBER]
  refunds over a bank in another process that fails, repeats, delays and loses answers, while our server and PostgreSQL are
  killed with SIGKILL as often as told, each; then compares the ledger with the bank's own books.`;

const { values } = parseArgs({
  options: {
    refunds: { type: "string", default: "1000" },
    kills: { type: "string", default: "10" },
    seed: { type: "string", default: "1" },
    help: { type: "boolean" },
  },
});
const [refunds, kills, seed] = [values.refunds, values.kills, values.seed].map(Number);
if (
  values.help === true ||
  refunds === undefined ||
  kills === undefined ||
  seed === undefined ||
  !(refunds > 0 && kills >= 0 && seed >= 0)
) {
  console.error(USAGE);
  process.exit(2);
}

const startedAt = Date.now();
const say = (line: string): void => console.log(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${line}`);
// Time is not helped along: what a dead server had leased is waited for, half a minute, as it is in life.
const { faults, bankMinor, ledgerMinor, cases, paid, byHand, parked } = await playChaos({
  refunds,
  kills,
  seed,
  aheadMsPerRestart: 0,
  onProgress: say,
});
for (const fault of faults) say(`FAULT ${fault}`);
say(`${cases} cases: ${paid} paid once, ${byHand} refused by the bank and with finance, ${parked} parked`);
say(`the bank's books say ${bankMinor}, the ledger says ${ledgerMinor}: ${bankMinor === ledgerMinor ? "equal" : "DIFFERENT"}`);
process.exitCode = faults.length === 0 && bankMinor === ledgerMinor && parked === 0 ? 0 : 1;
