const zh = {
  title: "退款之外的金额",
  head: "项目",
  standing: "依据",
  sum: "金额",
  most: "上限",
  bearer: "承担",
  standings: { promised: "承诺，自动给付", insured: "保险赔付", statutory: "法定赔偿，由人工核定", goodwill: "建议补偿，由处理人决定" },
  statutory: "法定赔偿须逐项核实：确有欺诈或不安全、与本单有关、买家没有造假或明知；倍数与保底金额已按法律算好。",
  heads: {
    late_shipping: "发货超时",
    stock_out: "缺货",
    tracking: "物流轨迹",
    next_day: "隔日达未到",
    fraud_shipping: "欺诈发货",
    listing_unclear: "页面不清",
    install_late: "安装超时",
    no_reply: "客服不回复",
    exchange_breach: "换货、补寄未履约",
    repair_breach: "维修未履约",
    fake_times_n: "假一赔N",
    bad_item_breach: "坏了包退未履约",
    freight_insurance: "运费险",
    missing_gift: "赠品漏发",
    goodwill: "补偿",
    crpl_55: "欺诈三倍赔偿",
    fsl_148: "食品十倍赔偿",
  },
};

const en: Words = {
  title: "Beside the refund",
  head: "Head",
  standing: "Standing",
  sum: "Amount",
  most: "Most",
  bearer: "Borne by",
  standings: {
    promised: "promised, paid by itself",
    insured: "insured",
    statutory: "statutory, for a person to award",
    goodwill: "goodwill, for whoever settles it",
  },
  statutory:
    "Before statutory damages are awarded, see that there was fraud or unsafe food, that it concerns this order, and that the buyer neither staged nor knew it. Multiple and floor are computed as the law says.",
  heads: {
    late_shipping: "Late shipping",
    stock_out: "Out of stock",
    tracking: "Tracking",
    next_day: "Next-day promise missed",
    fraud_shipping: "Fraudulent shipping",
    listing_unclear: "Unclear listing",
    install_late: "Installation late",
    no_reply: "No answer",
    exchange_breach: "Exchange or re-send not done",
    repair_breach: "Repair not done",
    fake_times_n: "Fake: times N",
    bad_item_breach: "Bad-item promise not kept",
    freight_insurance: "Freight insurance",
    missing_gift: "Gift left out",
    goodwill: "Goodwill",
    crpl_55: "Fraud: three times",
    fsl_148: "Food: ten times",
  },
};

type Words = Omit<typeof zh, "heads"> & { readonly heads: Readonly<Record<string, string>> };

export const SUMS_DUE_WORDS: { readonly zh: Words; readonly en: Words } = { zh, en };
