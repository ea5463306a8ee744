import type { fileCase } from "@amends/contract/routes/case/file";
import type { GoodsCondition } from "@amends/domain/intake/case-facts";
import type { RefundOnlyKind } from "@amends/domain/intake/service-type";
import type { OrderId } from "@amends/domain/kernel/ids";
import type { CallInput } from "@amends/sdk/call";
import type { OpenOption, OrderLine } from "../orders/api/get-order.ts";

export type FilingSubject = { readonly line: OrderLine; readonly option: OpenOption; readonly piecesLeft: number };

type Filed = Omit<FilingSubject, "piecesLeft"> & {
  readonly orderId: OrderId;
  readonly quantity: number;
  readonly condition: GoodsCondition;
  readonly contestsRefusal: boolean;
};

export const SHOWN_CONDITIONS = [
  "unopened",
  "opened_intact",
  "seal_broken",
  "tag_removed",
  "activated",
  "used",
  "damaged",
] as const satisfies readonly GoodsCondition[];

const NOT_HERE: readonly RefundOnlyKind[] = ["pre_ship", "not_received"];

/** Whether the buyer has the goods: what never arrived has no state to be asked about. */
export const isPresent = ({ type, refundOnlyKind }: OpenOption): boolean =>
  type !== "refuse_delivery" && !NOT_HERE.some(kind => kind === refundOnlyKind);

/** The filing an option stands for. Its reason is the commonest under which the rules leave it open; an exchange is for the same article. */
export const filingOf = ({ orderId, line, option, quantity, condition, contestsRefusal }: Filed): CallInput<typeof fileCase>["body"] => ({
  orderId,
  serviceType: option.type,
  ...(option.refundOnlyKind === null ? {} : { refundOnlyKind: option.refundOnlyKind as RefundOnlyKind }),
  reason: option.reason,
  contestsRefusal,
  lines: [
    {
      lineNo: line.lineNo,
      quantity,
      goodsReceived: isPresent(option),
      condition: isPresent(option) ? condition : "unknown",
      ...(option.type === "exchange" ? { replacementSkuId: line.skuId } : {}),
    },
  ],
});
