import type { CaseId, SellerId } from "@amends/domain/kernel/ids";
import type { Clock } from "@amends/flows/clock";
import { type FollowAdvancesPorts, followAdvances, followRecoveries } from "@amends/flows/follow-advances";
import type { LedgerRollUp } from "@amends/flows/ledger-ports";
import { type RunRecoursesPorts, runRecourses } from "@amends/flows/run-recourses";
import { type VerifyPorts, verifyBook, verifyCase } from "@amends/flows/verify-ledger";
import { type Loop, startLoop } from "./loop.ts";

export type FinanceParts = FollowAdvancesPorts & RunRecoursesPorts & { readonly rollUp: LedgerRollUp; readonly clock: Clock };

/** How much is read at a time: a look that finds this much is followed by another at once. */
const FEED_MOST = 2000;
const RECOURSES_MOST = 100;

/** Sums the ledger, opens and follows recourses, tries the sources whose time has come. Any number of servers do this side by side. */
export const startFinanceLoop = (parts: FinanceParts, onFault: (name: string, fault: unknown) => void): Loop =>
  startLoop({
    name: "finance",
    pollMs: 1000,
    // Nobody waits for these figures: what happens within this time is summed together.
    gapMs: 250,
    onFault,
    turn: async () => {
      const at = parts.clock.now();
      const found = [
        await parts.rollUp.turn(FEED_MOST),
        await followAdvances(parts, at, FEED_MOST),
        await followRecoveries(parts, at, RECOURSES_MOST),
        await runRecourses(parts, at, RECOURSES_MOST),
      ];
      return found.some(count => count > 0) ? 0 : null;
    },
  });

/** So many cases and books a minute are read again, round and round: a changed posting is found within days however many there are. */
const PATROL_MOST = 100;
const PATROL_MS = 60_000;

export const startLedgerPatrol = (verify: VerifyPorts, clock: Clock, onFault: (name: string, fault: unknown) => void): Loop => {
  let afterCase: CaseId | null = null;
  let afterSeller: SellerId | null = null;
  return startLoop({
    name: "ledger patrol",
    pollMs: PATROL_MS,
    gapMs: PATROL_MS,
    onFault,
    turn: async () => {
      const cases = await verify.audit.cases(afterCase, PATROL_MOST);
      for (const audited of cases) await verifyCase(verify, audited, clock.now());
      afterCase = cases.length < PATROL_MOST ? null : (cases.at(-1)?.caseId ?? null);
      const books = await verify.audit.books(afterSeller, PATROL_MOST);
      for (const audited of books) await verifyBook(verify, audited, clock.now());
      afterSeller = books.length < PATROL_MOST ? null : (books.at(-1)?.sellerId ?? null);
      return null;
    },
  });
};
