import type { OperationId, SellerId, Shard } from "@amends/domain/kernel/ids";
import { makeOrdinalId } from "@amends/domain/kernel/ids";
import type { Currency } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import { choosePlainNotice } from "@amends/domain/notice/choose-notice";
import type { NoticeParams } from "@amends/domain/notice/notice";
import { type DepositLook, type DepositNow, lookAtDeposit, type ToldBefore } from "@amends/domain/recourse/deposit-news";
import { merchantRules } from "@amends/domain/recourse/merchant-rules";
import type { Clock } from "../clock.ts";
import type { Policy } from "../policy-port.ts";
import type { DeskNotice, Messengers } from "./notice-ports.ts";

/** Sellers whose deposit moved, or whose time to top it up has come. */
export type DepositWatch = {
  due(at: Instant, most: number): Promise<readonly WatchedDeposit[]>;
  /** What was seen and what is told of it become durable together; where the book has moved on since, nothing does, and it is looked at again. */
  settle(deposit: WatchedDeposit, look: DepositLook, notice: DeskNotice | null, at: Instant): Promise<void>;
};

export type WatchedDeposit = DepositNow &
  ToldBefore & {
    readonly shard: Shard;
    readonly operationId: OperationId;
    readonly sellerId: SellerId;
    readonly currency: Currency;
    readonly messages: number;
    /** Of the book as it was read. */
    readonly nextPostingNo: number;
  };

type TellDepositsPorts = {
  readonly deposits: DepositWatch;
  readonly policy: Pick<Policy, "operation">;
  readonly clock: Clock;
  readonly messengers: Messengers;
};

/** Tells sellers what there is to tell of their deposits; gives how many were looked at. */
export const tellDeposits = async (ports: TellDepositsPorts, most: number): Promise<number> => {
  const at = ports.clock.now();
  const moved = await ports.deposits.due(at, most);
  for (const deposit of moved) {
    const operation = await ports.policy.operation(deposit.operationId, at);
    if (operation === null) throw new Error(`broken invariant: ${deposit.operationId} has sellers and exists`);
    const { pack } = operation.running;
    const look = lookAtDeposit(deposit, deposit, at, merchantRules(pack).topUpWithinMs);
    const chosen = look.news === null ? null : choosePlainNotice(pack, look.news, "seller");
    const notice: DeskNotice | null =
      chosen === null
        ? null
        : {
            noticeId: makeOrdinalId("notice", deposit.sellerId, deposit.messages + 1),
            ...{ operationId: deposit.operationId, caseId: null, audience: "seller", sellerId: deposit.sellerId, at },
            ...{ template: chosen.template, roles: chosen.roles, isUrgent: chosen.isUrgent, mustHear: chosen.mustHear },
            byMail: ports.messengers.email === null ? null : chosen.channels.includes("email"),
            params: paramsOf(deposit, look),
          };
    await ports.deposits.settle(deposit, look, notice, at);
  }
  return moved.length;
};

const paramsOf = ({ currency }: WatchedDeposit, { missingMinor, dueAt }: DepositLook): NoticeParams => ({
  amount: { kind: "amount", amountMinor: missingMinor, currency },
  ...(dueAt === null ? {} : { due: { kind: "moment", at: dueAt } }),
});
