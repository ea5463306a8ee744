type Words = {
  readonly title: string;
  readonly means: string;
  readonly none: string;
  readonly record: string;
  readonly confirm: string;
  readonly add: string;
  readonly condition: string;
  readonly conditions: { readonly as_described: string; readonly with_flaws_noted: string };
  readonly pieces: string;
  readonly accessories: string;
  readonly accessoriesHint: string;
  readonly serialNo: string;
  readonly remark: string;
  readonly photos: string;
  readonly photoCount: (count: number) => string;
  readonly photoOf: (no: number) => string;
  readonly who: { readonly buyer: string; readonly seller: string };
  readonly did: { readonly recorded: string; readonly confirmed: string; readonly added: string };
  readonly got: (pieces: number) => string;
  readonly waits: { readonly buyer: string; readonly seller: string };
  readonly counts: string;
};

const zh: Words = {
  title: "交接验收",
  means:
    "当面交接时把看到的、数过的记下来。记录不能修改，只能补充；买家登记或确认后，看得见、数得清的问题由买家先举证，隐蔽的问题不受影响。",
  none: "这件商品还没有交接记录",
  record: "登记交接",
  confirm: "确认与实物一致",
  add: "补充说明",
  condition: "成色",
  conditions: { as_described: "与描述一致", with_flaws_noted: "有瑕疵，已在说明里写明" },
  pieces: "件数",
  accessories: "配件",
  accessoriesHint: "用逗号隔开，如：充电器，包装盒",
  serialNo: "序列号",
  remark: "说明",
  photos: "添加照片",
  photoCount: count => `已选 ${count} 张`,
  photoOf: no => `交接照片 ${no}`,
  who: { buyer: "买家", seller: "卖家" },
  did: { recorded: "登记", confirmed: "确认", added: "补充" },
  got: pieces => `共 ${pieces} 件`,
  waits: { buyer: "卖家已登记。确认后，看得见的问题由您先举证；不一致请先补充说明，不要确认。", seller: "等买家确认，确认前不影响责任" },
  counts: "已确认，计入举证责任",
};

const en: Words = {
  title: "Hand-over",
  means:
    "Write down what you see and count when you meet. A record is never changed, only added to. Once the buyer has recorded or confirmed it, what can be seen and counted is for the buyer to show; hidden faults are not touched by it.",
  none: "No hand-over on record for this item yet",
  record: "Record the hand-over",
  confirm: "Confirm it is as written",
  add: "Add a remark",
  condition: "Condition",
  conditions: { as_described: "As described", with_flaws_noted: "With flaws, as the remark says" },
  pieces: "Pieces",
  accessories: "Accessories",
  accessoriesHint: "With commas between, e.g. charger, box",
  serialNo: "Serial number",
  remark: "Remark",
  photos: "Add pictures",
  photoCount: count => `${count} chosen`,
  photoOf: no => `Picture ${no} of the hand-over`,
  who: { buyer: "Buyer", seller: "Seller" },
  did: { recorded: "recorded", confirmed: "confirmed", added: "added" },
  got: pieces => `${pieces} in all`,
  waits: {
    buyer:
      "The seller recorded this. Once you confirm, flaws that can be seen are for you to show. If it is not so, add a remark and do not confirm.",
    seller: "Waits for the buyer to confirm; until then it changes nothing",
  },
  counts: "Confirmed: it counts for who has to prove what",
};

export const ACCEPTANCE_WORDS = { zh, en } as const;
