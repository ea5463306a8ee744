import type { fileCase } from "@amends/contract/routes/case/file";
import type { GoodsCondition } from "@amends/domain/intake/case-facts";
import type { RefundOnlyKind } from "@amends/domain/intake/service-type";
import type { OrderId, SellerId } from "@amends/domain/kernel/ids";
import type { CallInput } from "@amends/sdk/call";
import type { Money } from "@amends/ui/format/amount";
import type { OpenOption, OrderLine } from "../orders/api/get-order.ts";
import { optionKey } from "../orders/option-key.ts";

export type FilingPieces = { readonly line: OrderLine; readonly left: number };

/** What is asked about: one line, or (with a seller) all that is left of that seller's lines. */
export type FilingSubject = {
  readonly pieces: readonly FilingPieces[];
  readonly sellerId: SellerId | null;
  readonly option: OpenOption;
};

type Body = CallInput<typeof fileCase>["body"];
export type Amendment = NonNullable<Body["amendment"]>;

export type Filed = FilingSubject & {
  readonly orderId: OrderId;
  readonly reason: string;
  /** Of the one line; of several lines all that is left is asked for. */
  readonly quantity: number;
  /** In their own words; null where they wrote none. */
  readonly statement: string | null;
  readonly condition: GoodsCondition;
  /** The share that is bad, where the refund goes by it and it was said. */
  readonly damageBasisPoints: number | null;
  /** What a vehicle has run, where the refund goes by it and it was said. */
  readonly usedKilometres: number | null;
  readonly replacementSkuId: string | null;
  readonly differenceBy: string | null;
  readonly agreed: Money | null;
  readonly amendment: Amendment | null;
  readonly contestsRefusal: boolean;
};

/** What is asked in the same filing for other pieces of the order, with what was said about it. */
export type Also = Pick<
  Filed,
  "reason" | "quantity" | "condition" | "damageBasisPoints" | "usedKilometres" | "replacementSkuId" | "differenceBy"
> & {
  readonly lineNo: number;
  readonly option: string;
};
export type AlsoFiled = Also & { readonly subject: FilingSubject };

export const AMENDMENTS = ["address", "items", "payment"] as const;
export type AmendmentKind = (typeof AMENDMENTS)[number];

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
  type !== "refuse_delivery" && type !== "amend_order" && !NOT_HERE.some(kind => kind === refundOnlyKind);

/** One filing; each service asked for becomes a case of its own. */
export const filingOf = (filed: Filed, also: readonly AlsoFiled[]): Body => {
  const { orderId, option, reason, agreed, amendment, statement, contestsRefusal } = filed;
  // One way of paying holds for all that is filed together.
  const differenceBy = filed.differenceBy ?? also.find(each => each.differenceBy !== null)?.differenceBy ?? null;
  return {
    orderId,
    serviceType: option.type,
    ...(option.refundOnlyKind === null ? {} : { refundOnlyKind: option.refundOnlyKind as RefundOnlyKind }),
    reason,
    contestsRefusal,
    // A new address or another way to pay concerns the whole order, and names no lines.
    lines: amendment === null || amendment.kind === "items" ? [...linesOf(filed), ...also.flatMap(each => linesAlso(each, filed))] : [],
    ...(differenceBy === null ? {} : { differenceBy: { methodRef: differenceBy } }),
    ...(agreed === null ? {} : { agreed: agreed as NonNullable<Body["agreed"]> }),
    ...(amendment === null ? {} : { amendment }),
    ...(statement === null ? {} : { statement }),
  };
};

type Lines = NonNullable<Body["lines"]>;
type Asks = NonNullable<Lines[number]["asks"]>;
type SaidOfLine = Pick<Filed, "condition" | "damageBasisPoints" | "usedKilometres" | "replacementSkuId">;

const linesOf = (filed: Filed): Lines => {
  const { pieces, option, quantity } = filed;
  return pieces.map(({ line, left }) => lineOf(line, pieces.length === 1 ? quantity : left, option, filed));
};

const lineOf = ({ lineNo }: OrderLine, quantity: number, option: OpenOption, said: SaidOfLine): Lines[number] => {
  const { condition, damageBasisPoints, usedKilometres, replacementSkuId } = said;
  return {
    lineNo,
    quantity,
    goodsReceived: isPresent(option),
    condition: isPresent(option) ? condition : "unknown",
    ...(damageBasisPoints === null ? {} : { damageBasisPoints }),
    ...(usedKilometres === null ? {} : { usedKilometres }),
    ...(replacementSkuId === null ? {} : { replacementSkuId }),
  };
};

/** What is asked in the same way and for the same reason needs no case of its own. */
const linesAlso = (also: AlsoFiled, filed: Filed): Lines => {
  const { option, pieces } = also.subject;
  const isSame = optionKey(option) === optionKey(filed.option) && also.reason === filed.reason;
  const asks = {
    serviceType: option.type as Asks["serviceType"],
    ...(option.refundOnlyKind === null ? {} : { refundOnlyKind: option.refundOnlyKind as NonNullable<Asks["refundOnlyKind"]> }),
    reason: also.reason,
  };
  return pieces.map(({ line }) => ({ ...lineOf(line, also.quantity, option, also), ...(isSame ? {} : { asks }) }));
};
