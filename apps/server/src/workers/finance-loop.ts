import type { CaseId, SellerId } from "@amends/domain/kernel/ids";
import type { Clock } from "@amends/flows/clock";
import { type FollowAdvancesPorts, followRecoveries, followStuckAdvances } from "@amends/flows/follow-advances";
import type { LedgerRollUp } from "@amends/flows/ledger-ports";
import { type RunRecoursesPorts, runRecourses } from "@amends/flows/run-recourses";
import { type VerifyPorts, verifyBook, verifyCase } from "@amends/flows/verify-ledger";
import type { Loop } from "./loop.ts";
import type { LoopList } from "./loop-list.ts";

export type FinanceParts = FollowAdvancesPorts & RunRecoursesPorts & { readonly rollUp: LedgerRollUp };

/** How much is done at a time: a look that finds something is followed by another at once. */
const POSTINGS_MOST = 2000;
const RECOURSES_MOST = 100;

/** Follows recourses, tries the sources whose time has come and cases that could not be followed, sums the sellers' books. Any number of servers do this side by side. */
export const startFinanceLoop = (parts: FinanceParts, loops: Pick<LoopList, "start">): Loop =>
  loops.start({
    name: "finance",
    pollMs: 1000,
    // Nobody waits for these figures: what happens within this time is summed together.
    gapMs: 250,
    turn: async () => {
      const at = parts.clock.now();
      const found = [
        await followStuckAdvances(parts, RECOURSES_MOST),
        await followRecoveries(parts, at, RECOURSES_MOST),
        await runRecourses(parts, at, RECOURSES_MOST),
        await parts.rollUp.turn(POSTINGS_MOST),
      ];
      return found.some(count => count > 0) ? 0 : null;
    },
  });

/** So many cases and books a minute are read again, round and round: a changed posting is found within days however many there are. */
const PATROL_MOST = 100;
const PATROL_MS = 60_000;

export const startLedgerPatrol = (verify: VerifyPorts, clock: Clock, loops: Pick<LoopList, "start">): Loop => {
  let afterCase: CaseId | null = null;
  let afterSeller: SellerId | null = null;
  return loops.start({
    name: "ledger patrol",
    pollMs: PATROL_MS,
    gapMs: PATROL_MS,
    turn: async () => {
      const cases = await verify.audit.cases(afterCase, PATROL_MOST, null);
      for (const audited of cases) await verifyCase(verify, audited, clock.now());
      afterCase = cases.length < PATROL_MOST ? null : (cases.at(-1)?.caseId ?? null);
      const books = await verify.audit.books(afterSeller, PATROL_MOST, null);
      for (const audited of books) await verifyBook(verify, audited, clock.now());
      afterSeller = books.length < PATROL_MOST ? null : (books.at(-1)?.sellerId ?? null);
      return null;
    },
  });
};
