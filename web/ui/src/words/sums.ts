const zh = {
  how: "金额怎么算的",
  item: "项目",
  amount: "金额",
  total: "应退合计",
  toCollect: "需要您补",
  struckOff: "冲抵此前应补",
  routes: "退到哪里",
  paid: "当时支付",
  back: "本次退回",
  inKind: "原样退回",
  other: "按您同意的方式",
  goods: "每件商品",
  worth: "实付",
  taxWithin: "其中税额",
  discounts: "优惠退给谁",
  fellBack: "随退货收回",
  lost: "留下的商品不再享受",
  giver: { platform: "平台优惠", seller: "商家优惠", creator: "达人优惠" },
  bears: "由谁承担",
  none: "这张售后单没有按公式计算的退款。",
};

type Words = { readonly [K in keyof typeof zh]: (typeof zh)[K] extends string ? string : Readonly<Record<keyof (typeof zh)[K], string>> };

const en: Words = {
  how: "How this was computed",
  item: "Item",
  amount: "Amount",
  total: "To be refunded",
  toCollect: "Still to be paid by you",
  struckOff: "Set against what was still owed",
  routes: "Where it goes",
  paid: "Paid",
  back: "Back now",
  inKind: "back as it came",
  other: "by the way you chose",
  goods: "Each item",
  worth: "Really paid",
  taxWithin: "Tax within",
  discounts: "Who gets discounts back",
  fellBack: "Back with the goods",
  lost: "No longer earned by goods kept",
  giver: { platform: "Platform discount", seller: "Shop discount", creator: "Creator discount" },
  bears: "Who bears it",
  none: "No refund was computed for this case.",
};

export const SUMS_WORDS = { zh, en };
