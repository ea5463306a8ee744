import { refuse } from "@amends/contract/errors";
import * as route from "@amends/contract/routes/merchant/merchants";
import type { SellerId } from "@amends/domain/kernel/ids";
import { type Currency, type Minor, maxMinor } from "@amends/domain/kernel/money";
import { type Instant, instant } from "@amends/domain/kernel/time";
import { isRestricted, merchantRules, missingToFloorMinor } from "@amends/domain/recourse/merchant-rules";
import { depositPosting } from "@amends/domain/recourse/recourse-postings";
import { objectToLine } from "@amends/flows/object-to-line";
import type { Merchant, StatementKey, StatementLine } from "@amends/flows/recourse-ports";
import { actorOf, type Scope } from "@amends/flows/scope";
import { settleMerchant } from "@amends/flows/settle-merchant";
import { withdrawDeposit } from "@amends/flows/withdraw-deposit";
import { cursorOf, keyOfCursor } from "../../cursor.ts";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

type Deps = Pick<ServerDeps, "finance" | "filing">;

export const merchantRoutes = ({ finance, filing }: Deps) => ({
  showMerchant: mount(route.showMerchant, async ({ scope, params: { sellerId }, now }) => {
    const merchant = await finance.merchants.find(scope, sellerId);
    return merchant === null ? refuse("not_found", { id: sellerId }) : answer(200, await shown(finance, merchant, now));
  }),
  setDepositTerms: mount(route.setDepositTerms, async ({ scope, params: { sellerId }, body: { notice, floor, isFrozen }, now }) => {
    const merchant = await finance.merchants.find(scope, sellerId);
    if (merchant === null) return refuse("not_found", { id: sellerId });
    const { currency } = merchant;
    if (notice.currency !== currency || floor.currency !== currency) return refuse("fund_currency", { currency });
    const terms = { noticeMinor: notice.amountMinor, floorMinor: floor.amountMinor, isFrozen };
    await finance.merchants.setTerms(merchant, terms);
    return answer(200, await shown(finance, { ...merchant, ...terms }, now));
  }),
  topUpDeposit: mount(route.topUpDeposit, async ({ scope, params: { sellerId }, body: { reference, amount }, now }) => {
    const merchant = await finance.merchants.find(scope, sellerId);
    if (merchant === null) return refuse("not_found", { id: sellerId });
    if (amount.currency !== merchant.currency) return refuse("fund_currency", { currency: merchant.currency });
    if (amount.amountMinor > 0n) await moveDeposit(finance, merchant, { key: `in:${reference}`, amountMinor: amount.amountMinor, at: now });
    return answer(200, await shown(finance, await again(finance, scope, sellerId), now));
  }),
  withdrawDeposit: mount(route.withdrawDeposit, async ({ principal, scope, params: { sellerId }, body: { reference, amount }, now }) => {
    const merchant = await finance.merchants.find(scope, sellerId);
    if (merchant === null) return refuse("not_found", { id: sellerId });
    if (amount.currency !== merchant.currency) return refuse("fund_currency", { currency: merchant.currency });
    if (amount.amountMinor > 0n) {
      const { amountMinor } = amount;
      const how = await withdrawDeposit(finance, principal, merchant, { reference, amountMinor }, now);
      switch (how) {
        case "frozen":
          return refuse("merchant_frozen", { sellerId });
        case "restricted":
          return refuse("merchant_restricted", { sellerId });
        case "short":
          return refuse("deposit_short", { sellerId });
        case "waits":
          return refuse("withdrawal_needs_another", { reference });
        case "moved":
          break;
      }
    }
    return answer(200, await shown(finance, await again(finance, scope, sellerId), now));
  }),
  listStatement: mount(route.listStatement, async ({ scope, params: { sellerId }, query: { cursor, limit } }) => {
    if ((await finance.merchants.find(scope, sellerId)) === null) return refuse("not_found", { id: sellerId });
    const found = await finance.merchants.statement(scope, sellerId, { after: keyOf(cursor), most: limit + 1 });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const nextCursor = found.length > limit && last !== undefined ? cursorOf([last.at, last.lineKey]) : null;
    return answer(200, { items: items.map(shownLine), nextCursor });
  }),
  objectToLine: mount(route.objectToLine, async ({ principal, scope, params: { sellerId }, body, now }) => {
    const merchant = await finance.merchants.find(scope, sellerId);
    if (merchant === null) return refuse("not_found", { id: sellerId });
    const outcome = await objectToLine({ ...filing, merchants: finance.merchants }, principal, merchant, body, now);
    switch (outcome.kind) {
      case "raised":
        return answer(201, { status: "open" as const, raisedAt: outcome.raisedAt, dueAt: outcome.dueAt });
      case "no_such_line":
      case "not_found":
        return refuse("statement_line_unknown", { lineKey: body.lineKey });
      case "known":
        return refuse("objection_exists", { lineKey: body.lineKey });
      case "person_erased":
        return refuse("person_erased", { id: sellerId });
      case "too_busy":
        return refuse("conflict_retry", { id: sellerId });
      case "key_reused":
      case "stale_version":
      case "rejected":
        throw new Error(`broken invariant: a note is ${outcome.kind}`);
    }
  }),
  answerObjection: mount(
    route.answerObjection,
    async ({ principal, scope, params: { sellerId }, body: { lineKey, answer: said }, now }) => {
      const isAnswered = await finance.merchants.answerObjection(scope, sellerId, lineKey, said, actorOf(principal).id, now);
      return isAnswered ? answer(204) : refuse("not_found", { id: lineKey });
    },
  ),
  importSettlements: mount(route.importSettlements, async ({ scope, body: { settlements }, now }) => {
    const merchants = new Map<string, Merchant>();
    for (const said of settlements) {
      const merchant = merchants.get(said.sellerExternalId) ?? (await finance.merchants.findByExternalId(scope, said.sellerExternalId));
      if (merchant === null) return refuse("seller_unknown", { sellerExternalId: said.sellerExternalId });
      if (said.kind !== "released" && said.amount.currency !== merchant.currency)
        return refuse("fund_currency", { currency: merchant.currency });
      merchants.set(said.sellerExternalId, merchant);
    }
    const taken = [];
    for (const said of settlements) {
      const merchant = merchants.get(said.sellerExternalId);
      if (merchant === undefined) continue;
      const plain = said.kind === "released" ? said : { ...said, amountMinor: said.amount.amountMinor };
      const { result, withheldMinor } = await settleMerchant(finance, merchant, plain, now);
      const whole = said.kind === "run" ? said.amount.amountMinor : 0n;
      const of = (amountMinor: Minor) => ({ amountMinor, currency: merchant.currency });
      taken.push({ sourceId: said.sourceId, result, withheld: of(withheldMinor), toPay: of(whole - withheldMinor) });
    }
    return answer(200, { settlements: taken });
  }),
});

const again = async (finance: Deps["finance"], scope: Scope, sellerId: SellerId): Promise<Merchant> => {
  const merchant = await finance.merchants.find(scope, sellerId);
  if (merchant === null) throw new Error(`broken invariant: ${sellerId} was found and stays`);
  return merchant;
};

type DepositMove = { readonly key: string; readonly amountMinor: Minor; readonly at: Instant };
const moveDeposit = (finance: Deps["finance"], { shard, operationId, sellerId, currency }: Merchant, move: DepositMove) =>
  finance.merchants.moveDeposit({
    shard,
    operationId,
    sellerId,
    currency,
    ...move,
    withdrawal: null,
    alone: null,
    legs: depositPosting(sellerId, move.amountMinor),
  });

const shown = async (finance: Deps["finance"], merchant: Merchant, at: Instant) => {
  const operation = await finance.policy.operation(merchant.operationId, at);
  if (operation === null) throw new Error(`broken invariant: ${merchant.operationId} has sellers and exists`);
  const { mayWithdraw, settlementShareBasisPoints, secondPersonFromMinor } = merchantRules(operation.running.pack);
  const waiting = await finance.merchants.withdrawalsAsked(merchant);
  const { sellerId, name, isFrozen, currency, depositMinor, depositHeldMinor, noticeMinor, floorMinor } = merchant;
  const of = (amountMinor: Minor) => ({ amountMinor, currency });
  const freeMinor = depositMinor - depositHeldMinor;
  return {
    ...{ sellerId, name, isFrozen, isRestricted: isRestricted(merchant) },
    restriction: isRestricted(merchant) ? { endsWith: of(missingToFloorMinor(merchant)), mayWithdraw, settlementShareBasisPoints } : null,
    secondPersonFrom: secondPersonFromMinor === null ? null : of(secondPersonFromMinor),
    withdrawalsWaiting: waiting.map(({ reference, amountMinor, at: askedAt }) => ({ reference, amount: of(amountMinor), askedAt })),
    deposit: of(depositMinor),
    depositHeld: of(depositHeldMinor),
    notice: of(noticeMinor),
    floor: of(floorMinor),
    topUpDue: of(maxMinor(0n, noticeMinor - freeMinor)),
    kept: of(merchant.keptMinor),
    receivable: of(merchant.receivableMinor),
    outstanding: of(merchant.outstandingMinor),
  };
};

const shownLine = ({ amountMinor, currency, ...line }: StatementLine) => ({
  ...line,
  direction: amountMinor > 0n ? ("in" as const) : ("out" as const),
  amount: amountOf(amountMinor, currency),
});
const amountOf = (amountMinor: Minor, currency: Currency) => ({ amountMinor: amountMinor < 0n ? -amountMinor : amountMinor, currency });

const keyOf = (cursor: string | undefined): StatementKey | null => {
  const [at, lineKey] = keyOfCursor(cursor);
  return typeof at === "number" && typeof lineKey === "string" ? { at: instant(at), lineKey } : null;
};
