import { formatAmount, type Money } from "../format/amount.ts";

/** What is given in kind, as the wire says it. */
export type BenefitView =
  | { readonly kind: "coupon"; readonly worth: Money; readonly validDays: number }
  | { readonly kind: "points"; readonly worth: Money; readonly points: number }
  | { readonly kind: "gift"; readonly worth: Money; readonly skuId: string; readonly quantity: number }
  | { readonly kind: "extended_warranty"; readonly worth: Money; readonly months: number };

type Words = {
  readonly title: string;
  readonly given: string;
  readonly toCome: string;
  readonly benefit: (benefit: BenefitView) => string;
};

const zh: Words = {
  title: "另外给您的",
  given: "已给到",
  toCome: "处理完即给到",
  benefit: benefit => {
    switch (benefit.kind) {
      case "coupon":
        return `${formatAmount(benefit.worth)} 优惠券，${benefit.validDays} 天内有效`;
      case "points":
        return `${benefit.points} 积分，可当 ${formatAmount(benefit.worth)} 用`;
      case "gift":
        return `赠品 ×${benefit.quantity}，价值 ${formatAmount(benefit.worth)}`;
      case "extended_warranty":
        return `延保 ${benefit.months} 个月`;
    }
  },
};

const en: Words = {
  title: "Besides the money",
  given: "given",
  toCome: "comes when this is settled",
  benefit: benefit => {
    switch (benefit.kind) {
      case "coupon":
        return `Coupon of ${formatAmount(benefit.worth)}, good for ${benefit.validDays} days`;
      case "points":
        return `${benefit.points} points, worth ${formatAmount(benefit.worth)}`;
      case "gift":
        return `Gift ×${benefit.quantity}, worth ${formatAmount(benefit.worth)}`;
      case "extended_warranty":
        return `${benefit.months} months more of warranty`;
    }
  },
};

export const BENEFIT_WORDS = { zh, en };
