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
  lost: "不再享受",
  giver: { platform: "平台优惠", seller: "商家优惠", creator: "达人优惠" },
  bears: "由谁承担",
};

/** Where the rule of a step stands written, for whoever would look it up. */
const LAW_ZH: Readonly<Record<string, string>> = {
  "M-1": "七日无理由退货暂行办法 第十七条",
  "M-4": "七日无理由退货暂行办法 第十七条",
  "M-5": "七日无理由退货暂行办法 第十八条",
  "M-6": "七日无理由退货暂行办法 第十二条",
  "M-7": "七日无理由退货暂行办法 第十六条",
  "7D-13": "七日无理由退货暂行办法 第九条",
  "DT-FREIGHT": "消费者权益保护法 第二十四、二十五条",
};

const LAW_EN: Readonly<Record<string, string>> = {
  "M-1": "Seven-day return rules, art. 17",
  "M-4": "Seven-day return rules, art. 17",
  "M-5": "Seven-day return rules, art. 18",
  "M-6": "Seven-day return rules, art. 12",
  "M-7": "Seven-day return rules, art. 16",
  "7D-13": "Seven-day return rules, art. 9",
  "DT-FREIGHT": "Consumer protection law, arts. 24 and 25",
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
  lost: "No longer earned",
  giver: { platform: "Platform discount", seller: "Shop discount", creator: "Creator discount" },
  bears: "Who bears it",
};

export const SUMS_WORDS = { zh, en };
export const SUMS_LAW = { zh: LAW_ZH, en: LAW_EN };
