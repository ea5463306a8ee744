import type { WordsLike } from "@amends/ui/words/zh";

/** The words of the money of one request: what comes back, and what is asked for. */
export const moneyZh = {
  money: {
    refundBy: (amount: string, day: string, to: string) => `${amount} 将于 ${day} 前退回 ${to}`,
    refundAfter: (amount: string, to: string) => `全部完成后，${amount} 退回 ${to}`,
    refundRunning: (amount: string, to: string) => `${amount} 正在退回 ${to}`,
    refunded: (amount: string, to: string) => `${amount} 已退回 ${to}`,
    promised: "应退",
    paidBack: "已退",
    line: "商品退款",
    takenOff: "补差与扣减",
    added: "运费、赔付等",
    total: "合计",
  },
  payment: {
    difference: (sum: string) => `需要您补 ${sum}。付完后这里会自动更新。`,
    debt: (sum: string) => `之前多退给您 ${sum}，请在这里退回。付完后这里会自动更新；您的其他退款不受影响。`,
    take: "这笔补偿要您在微信里确认收款。",
    opening: "正在打开支付…",
    nothingLeft: "这笔款项已经在处理，不需要您再操作。",
    code: "付款码",
    scan: "请用对应的支付应用扫码付款",
    openPage: "去支付",
    confirm: "确认收款",
    close: "关闭",
    again: "再试一次",
  },
} as const;

export const moneyEn: WordsLike<typeof moneyZh> = {
  money: {
    refundBy: (amount, day, to) => `${amount} goes back to your ${to} by ${day}`,
    refundAfter: (amount, to) => `${amount} goes back to your ${to} once the steps below are done`,
    refundRunning: (amount, to) => `${amount} is on its way to your ${to}`,
    refunded: (amount, to) => `${amount} went back to your ${to}`,
    promised: "Due",
    paidBack: "Paid back",
    line: "Items",
    takenOff: "Taken off",
    added: "Freight, compensation and the like",
    total: "Total",
  },
  payment: {
    difference: sum => `${sum} is still to be paid. This page follows by itself once you have.`,
    debt: sum =>
      `${sum} was refunded too much; please pay it back here. This page follows by itself once you have, and your other refunds are not touched.`,
    take: "You take this compensation yourself in WeChat.",
    opening: "Opening the payment…",
    nothingLeft: "This payment is under way; there is nothing for you to do.",
    code: "Payment code",
    scan: "Scan it with the payment app",
    openPage: "Pay now",
    confirm: "Take the money",
    close: "Close",
    again: "Try again",
  },
};
