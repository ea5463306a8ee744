import { type Minor, sumMinor } from "../kernel/money.ts";
import type { OrderFacts } from "../order/order-facts.ts";
import type { Benefit } from "../remedy/benefit.ts";
import type { NewItem } from "./exchange-difference.ts";
import type { FreightShare } from "./freight-share.ts";
import type { LineShare } from "./line-share.ts";
import type { ExtraSum } from "./refund-ask.ts";
import type { GiftCharge, RefundStep } from "./refund-breakdown.ts";
import type { SubsidyMove } from "./subsidy-share.ts";
import type { DiscountMove } from "./threshold-discount.ts";

export const howComputed = (order: OrderFacts, parts: RefundParts): readonly RefundStep[] => [
  ...parts.lines.flatMap(lineSteps),
  ...order.discounts.flatMap(({ discountNo }) => discountSteps(parts.discounts.filter(move => move.discountNo === discountNo))),
  ...freightSteps(parts.freight),
  ...parts.gifts.map(giftStep),
  ...unlessZero({
    key: "payment_fee",
    zh: "扣除支付手续费（商家已垫付）",
    en: "Payment fee the seller absorbed",
    amountMinor: -parts.paymentFeeMinor,
    ruleIds: ["M-7"],
  }),
  ...parts.newItems.map(newItemStep),
  ...parts.extras.map(extraStep),
];

export type RefundParts = {
  readonly lines: readonly LineShare[];
  readonly subsidies: readonly SubsidyMove[];
  readonly discounts: readonly DiscountMove[];
  readonly freight: FreightShare;
  readonly gifts: readonly GiftCharge[];
  readonly paymentFeeMinor: Minor;
  readonly newItems: readonly NewItem[];
  readonly extras: readonly ExtraSum[];
};

const lineSteps = (share: LineShare): readonly RefundStep[] => {
  const pieces = `「${share.line.name}」× ${share.ask.quantity}`;
  const damage: RefundStep = {
    key: "damage",
    zh: `${pieces}：验货折损 ${percent(share.ask.damageBasisPoints)}`,
    en: `${pieces}: value lost as inspected, ${percent(share.ask.damageBasisPoints)}`,
    amountMinor: -share.damageMinor,
    ruleIds: ["7D-13"],
  };
  return [{ ...basisWords(share, pieces), amountMinor: share.amountMinor }, ...unlessZero(damage)];
};

const basisWords = ({ ask }: LineShare, pieces: string): Omit<RefundStep, "amountMinor"> => {
  const { basis } = ask;
  switch (basis.kind) {
    case "paid":
      if (ask.from === "exchanged")
        return {
          key: "line_exchanged",
          zh: `${pieces}换得的商品：按换货时计的价格，减去此前已退`,
          en: `${pieces}, as exchanged: what they were charged at, less what was refunded before`,
          ruleIds: ["M-1"],
        };
      return ask.from === "untouched"
        ? { key: "line_paid", zh: `${pieces}：按实付金额退`, en: `${pieces}: what was really paid`, ruleIds: ["M-1"] }
        : {
            key: "line_rest",
            zh: `${pieces}：实付金额减去此前已退`,
            en: `${pieces}: really paid, less what was refunded before`,
            ruleIds: ["M-1"],
          };
    case "ratio":
      return {
        key: "line_ratio",
        zh: `${pieces}：实付金额的 ${percent(basis.basisPoints)}`,
        en: `${pieces}: ${percent(basis.basisPoints)} of what was really paid`,
        ruleIds: ["M-1", "M-10"],
      };
    case "amount":
      return { key: "line_agreed", zh: `${pieces}：双方商定的金额`, en: `${pieces}: the sum agreed`, ruleIds: ["M-1"] };
    case "price_drop":
      return {
        key: "price_drop",
        zh: `${pieces}：现价每件 ${digits(basis.unitPriceMinor)}，退实付与现价之差`,
        en: `${pieces}: each costs ${digits(basis.unitPriceMinor)} now; what was really paid above it`,
        ruleIds: [basis.ruleId, "M-1"],
      };
  }
};

const discountSteps = (moves: readonly DiscountMove[]): readonly RefundStep[] => {
  const amountMinor = -sumMinor(moves.map(move => move.recomputedMinor));
  if (amountMinor === 0n) return [];
  return amountMinor < 0n
    ? [
        {
          key: "discount_lost",
          zh: "留下的商品不再满足优惠门槛，按购买时单价补差",
          en: "Goods kept no longer reach the discount's threshold",
          amountMinor,
          ruleIds: ["M-4"],
        },
      ]
    : [{ key: "discount_restored", zh: "此前补的优惠差额退回", en: "Discount charged before, given back", amountMinor, ruleIds: ["M-4"] }];
};

const freightSteps = (freight: FreightShare): readonly RefundStep[] => [
  ...unlessZero({
    key: "outbound_freight",
    zh: "退还发货运费",
    en: "Outbound freight",
    amountMinor: freight.outboundMinor,
    ruleIds: ["DT-FREIGHT"],
  }),
  ...unlessZero(
    freight.freeFreightMinor < 0n
      ? {
          key: "free_freight_restored",
          zh: "此前扣的发货运费退回",
          en: "Outbound freight charged before, given back",
          amountMinor: -freight.freeFreightMinor,
          ruleIds: ["M-5"],
        }
      : {
          key: "free_freight_lost",
          zh: "留下的商品不再满足包邮门槛，扣发货运费",
          en: "Goods kept no longer ship free",
          amountMinor: -freight.freeFreightMinor,
          ruleIds: ["M-5"],
        },
  ),
  ...unlessZero({
    key: "return_freight_deducted",
    zh: "扣除退货运费",
    en: "Return freight",
    amountMinor: -freight.returnDeductedMinor,
    ruleIds: ["DT-FREIGHT"],
  }),
  ...unlessZero({
    key: "return_freight_reimbursed",
    zh: "补偿您垫付的退货运费",
    en: "Return freight you paid",
    amountMinor: freight.returnReimbursedMinor,
    ruleIds: ["DT-FREIGHT"],
  }),
];

const giftStep = (gift: GiftCharge): RefundStep => ({
  key: "gift_kept",
  zh: `赠品「${gift.name}」未退回，按事先标明的价格`,
  en: `Gift kept: ${gift.name}, at the price marked before the purchase`,
  amountMinor: -gift.amountMinor,
  ruleIds: ["M-6"],
});

/** What takes the place of nothing was bought beside: a repair, a unit that was lent and kept. */
const newItemStep = (item: NewItem): RefundStep => ({
  key: "new_items",
  zh: item.replacesLineNo === undefined ? `「${item.name}」× ${item.quantity} 的价款` : `换成「${item.name}」× ${item.quantity}`,
  en: item.replacesLineNo === undefined ? `Price of ${item.name} × ${item.quantity}` : `Exchanged for ${item.name} × ${item.quantity}`,
  amountMinor: -(item.unitPriceMinor * BigInt(item.quantity)),
  ruleIds: ["M-1"],
});

const extraStep = (extra: ExtraSum): RefundStep =>
  extra.inKind === undefined
    ? { key: "compensation", zh: "赔付", en: "Compensation", amountMinor: extra.amountMinor, ruleIds: [extra.ruleId, "M-11"] }
    : { key: "in_kind", ...inKindWords(extra.inKind), amountMinor: 0n, ruleIds: [extra.ruleId, "M-11"] };

/** It stands beside the refund, so its row adds nothing to it. */
const inKindWords = (benefit: Benefit): Pick<RefundStep, "zh" | "en"> => {
  switch (benefit.kind) {
    case "coupon":
      return {
        zh: `另赔面值 ${digits(benefit.worthMinor)} 的优惠券，${benefit.validDays} 天内有效`,
        en: `Besides, a coupon of ${digits(benefit.worthMinor)}, good for ${benefit.validDays} days`,
      };
    case "points":
      return { zh: `另赔 ${benefit.points} 积分`, en: `Besides, ${benefit.points} points` };
    case "gift":
      return { zh: `另赔赠品 × ${benefit.quantity}`, en: `Besides, a gift × ${benefit.quantity}` };
    case "extended_warranty":
      return { zh: `另延保 ${benefit.months} 个月`, en: `Besides, ${benefit.months} months more of warranty` };
  }
};

const unlessZero = (step: RefundStep): readonly RefundStep[] => (step.amountMinor === 0n ? [] : [step]);

/** An amount of the order's currency, two places: 3,050 is "30.50". */
const digits = (amountMinor: Minor): string => {
  const text = String(amountMinor).padStart(3, "0");
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
};

/** Basis points as a percentage without floating point: 3,050 is "30.5%". */
const percent = (basisPoints: number): string => {
  const digits = String(basisPoints).padStart(3, "0");
  const fraction = digits.slice(-2).replace(/0+$/, "");
  return `${digits.slice(0, -2)}${fraction === "" ? "" : `.${fraction}`}%`;
};
