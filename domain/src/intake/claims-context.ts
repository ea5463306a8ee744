import { dayAt } from "../kernel/calendar.ts";
import { sumMinor } from "../kernel/money.ts";
import { addMs, DAY_MS } from "../kernel/time.ts";
import type { OrderLine } from "../order/order-facts.ts";
import type { CaseFacts, EarlierClaim } from "./case-facts.ts";
import type { ClaimsContext } from "./evaluation-context.ts";
import { repairDays } from "./guarantee.ts";

export const claimsContext = (claims: readonly EarlierClaim[]): ClaimsContext => {
  if (claims.length === 0) return NO_CLAIMS;
  const standing = claims.filter(isStanding);
  const open = standing.filter(claim => claim.open);
  return {
    open: open.length,
    openTypes: open.map(claim => claim.serviceType),
    onOrder: standing.length,
    types: standing.map(claim => claim.serviceType),
    amendments: standing.flatMap(claim => claim.amendment ?? []),
    reasons: claims.filter(hasGiven).map(claim => claim.reason),
    rejected: claims.filter(claim => claim.rejected).length,
    repairs: 0,
    repairDays: 0,
    longestRepairDays: 0,
    priceDrops: 0,
    ...NO_DROPS,
  };
};

/** The same as one line sees it: how often and how long its pieces have been repaired, and a difference asked for on what its seller sold. */
export const claimsOnLine = (
  context: ClaimsContext,
  facts: Pick<CaseFacts, "claims" | "order" | "at" | "operation" | "priceDropsBefore">,
  line: OrderLine,
): ClaimsContext => {
  const { claims, order, at, operation, priceDropsBefore } = facts;
  if (claims.length === 0 && priceDropsBefore === undefined) return context;
  const { lineNo, sellerId } = line;
  const ofLine = claims.filter(({ lineNos }) => lineNos.includes(lineNo));
  const repairs = ofLine.filter(({ isRepaired }) => isRepaired === true).length;
  const taken = repairDays(ofLine, at, operation);
  const isSameSeller = (no: number): boolean => order.lines.some(other => other.lineNo === no && other.sellerId === sellerId);
  const priceDrops = claims.filter(claim => isForPriceDrop(claim) && claim.lineNos.some(isSameSeller)).length;
  return { ...context, repairs, priceDrops, ...taken, ...dropsBefore(facts, line) };
};

const NO_DROPS = { priceDropMonthMinor: 0, priceDropsToday: 0, priceDropOfSku: false } as const;
const WEEK_MS = 7 * DAY_MS;

const dropsBefore = (
  { priceDropsBefore = [], at, operation: { zone } }: Pick<CaseFacts, "priceDropsBefore" | "at" | "operation">,
  line: OrderLine,
) => ({
  priceDropMonthMinor: Number(sumMinor(priceDropsBefore.map(({ amountMinor }) => amountMinor))),
  priceDropsToday: priceDropsBefore.filter(({ filedAt }) => dayAt(filedAt, zone) === dayAt(at, zone)).length,
  priceDropOfSku: priceDropsBefore.some(({ filedAt, skuIds }) => skuIds.includes(line.skuId) && filedAt > addMs(at, -WEEK_MS)),
});

/** It takes no pieces, so what is left of one that has ended is what it paid. */
const isForPriceDrop = ({ serviceType, rejected, open, refund }: EarlierClaim): boolean =>
  serviceType === "price_protection" && !rejected && (open || refund.lines.some(({ partlyMinor }) => partlyMinor > 0n));

/** Pieces of a line that earlier cases asked for and did not give up. */
export const piecesSpokenFor = (claims: readonly EarlierClaim[], lineNo: number): number => {
  let pieces = 0;
  for (const claim of claims) {
    if (claim.rejected) continue;
    for (const line of claim.lines) if (line.lineNo === lineNo) pieces += line.quantity;
  }
  return pieces;
};

const hasGiven = ({ rejected, open, lines, refund }: EarlierClaim): boolean =>
  !rejected && (open || lines.some(({ quantity }) => quantity > 0) || refund.extras.length > 0);

/** A withdrawn case is over and holds no pieces; it asked for nothing in the end. An exchange holds none either once the new goods are there. */
const isStanding = (claim: EarlierClaim): boolean =>
  !claim.rejected && (claim.open || claim.amendment !== null || claim.lines.some(line => line.quantity > 0) || claim.isExchanged === true);

const NO_CLAIMS: ClaimsContext = {
  open: 0,
  openTypes: [],
  onOrder: 0,
  types: [],
  amendments: [],
  reasons: [],
  rejected: 0,
  repairs: 0,
  repairDays: 0,
  longestRepairDays: 0,
  priceDrops: 0,
  ...NO_DROPS,
};
